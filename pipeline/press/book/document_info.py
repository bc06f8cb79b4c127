"""Metadata of a PDF, for viewers, library catalogues and checkers: information dictionary and XMP."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from pipeline import __version__
from pipeline.model import BibliographicRecord, Book, Series
from pipeline.press.book.pdf_file import PdfFile
from pipeline.press.sheet.syntax import reference, text
from pipeline.typeset import bibliographic, plain_posts
from pipeline.typeset.direction import is_written_right_to_left
from pipeline.typeset.prepress import Prepress

TOOL = f"Threadbound {__version__}"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
{core}
<pdf:Producer>{tool}</pdf:Producer>
<xmp:CreatorTool>{tool}</xmp:CreatorTool>
{claim}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_UA = "<pdfuaid:part>1</pdfuaid:part>"
_X4 = """<pdfxid:GTS_PDFXVersion xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">PDF/X-4</pdfxid:GTS_PDFXVersion>"""
_MEDIA = "http://ns.adobe.com/xap/1.0/mm/"
_CALIBRE = "http://calibre-ebook.com/xmp-namespace"


def information(book: Book, record: BibliographicRecord, prepress: Prepress) -> dict[str, bytes]:
    """Entries of the information dictionary, for old viewers and for PDF/X."""
    facts = {
        "Title": book.title,
        "Author": ", ".join(_authors(book)),
        "Subject": record.description,
        "Keywords": _keywords(record),
        "Creator": TOOL,
        "Producer": TOOL,
    }
    if prepress.is_exchange:
        facts |= dict.fromkeys(("CreationDate", "ModDate"), _pdf_date(bibliographic.modified(book)))
    if prepress.standard == "x-1a":
        facts |= {"GTS_PDFXVersion": "PDF/X-1:2001", "GTS_PDFXConformance": "PDF/X-1a:2001"}
    trapped = {"Trapped": b"/False"} if prepress.is_exchange else {}
    return {name: text(fact) for name, fact in facts.items() if fact} | trapped


def entries(file: PdfFile, book: Book, record: BibliographicRecord, prepress: Prepress) -> dict[str, object]:
    """Entries of the catalogue: XMP metadata, with the standard that they claim, the language, and preferences of
    viewers."""
    stream = file.reserve()
    # Not compressed, so that programs find it that know no PDF.
    file.add_stream(stream, {"Type": "/Metadata", "Subtype": "/XML"}, _xmp(book, record, prepress), compress=False)
    return {
        "Metadata": reference(stream),
        "Lang": text(book.language),
        "ViewerPreferences": {"DisplayDocTitle": "true", **_turned(book)},
    }


def _pdf_date(moment: datetime) -> str:
    """A moment in UTC as PDF has it (ISO 32000-1, 7.9.4)."""
    return f"D:{moment.year:04d}{moment:%m%d%H%M%S}Z"


def _turned(book: Book) -> dict[str, str]:
    """Viewer preference for facing pages."""
    return {"Direction": "/R2L"} if is_written_right_to_left(book.language) else {}


def _xmp(book: Book, record: BibliographicRecord, prepress: Prepress) -> bytes:
    core, claim = "\n".join(_statements(book, record)), "\n".join(_claims(book, prepress))
    return _XMP.format(core=core, tool=escape(TOOL), claim=claim).encode()


def _claims(book: Book, prepress: Prepress) -> Iterator[str]:
    """The standard that the file claims, and what PDF/X wants to be told with it (ISO 15930-7, 6.5)."""
    if not prepress.is_for_press:
        yield _UA
    elif prepress.is_exchange:
        moment = f"{bibliographic.modified(book).isoformat(timespec='seconds').removesuffix('+00:00')}Z"
        yield from (f"<xmp:{name}>{moment}</xmp:{name}>" for name in ("CreateDate", "ModifyDate", "MetadataDate"))
        yield "<pdf:Trapped>False</pdf:Trapped>"
        known = {"DocumentID": f"uuid:{book.id}", "VersionID": "1", "RenditionClass": "default"}
        yield from (f'<xmpMM:{name} xmlns:xmpMM="{_MEDIA}">{value}</xmpMM:{name}>' for name, value in known.items())
        if prepress.standard == "x-4":
            yield _X4


def _statements(book: Book, record: BibliographicRecord) -> Iterator[str]:
    """Statements on the book, in the forms that XMP gives each (ISO 16684-1, 8.3)."""
    yield _in_words("dc:title", book.title)
    yield _several("dc:creator", "Seq", _authors(book))
    yield _several("dc:language", "Bag", [book.language])
    if record.description:
        yield _in_words("dc:description", record.description)
    if record.subjects:
        yield _several("dc:subject", "Bag", record.subjects)
        yield f"<pdf:Keywords>{escape(_keywords(record))}</pdf:Keywords>"
    if record.publisher:
        yield _several("dc:publisher", "Bag", [record.publisher])
    if record.rights:
        yield _in_words("dc:rights", record.rights)
    if record.date:
        yield _several("dc:date", "Seq", [record.date.iso])
    if record.isbn:
        yield f"<dc:identifier>urn:isbn:{record.isbn}</dc:identifier>"
    if record.series:
        yield _series(record.series)


def _in_words(name: str, words: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(words)}</rdf:li></rdf:Alt></{name}>'


def _several(name: str, kind: str, values: Iterable[str]) -> str:
    return (
        f"<{name}><rdf:{kind}>{''.join(f'<rdf:li>{escape(value)}</rdf:li>' for value in values)}</rdf:{kind}></{name}>"
    )


def _series(series: Series) -> str:
    """The statement on a series as calibre has it, for XMP has none of its own."""
    number = f"<calibreSI:series_index>{series.number}</calibreSI:series_index>" if series.number else ""
    return (
        f'<calibre:series xmlns:calibre="{_CALIBRE}" xmlns:calibreSI="{_CALIBRE}-series-index"'
        ' rdf:parseType="Resource">'
        f"<rdf:value>{escape(series.title)}</rdf:value>{number}</calibre:series>"
    )


def _authors(book: Book) -> list[str]:
    return [plain_posts.line(author.label) for author in book.authors]


def _keywords(record: BibliographicRecord) -> str:
    return ", ".join(record.subjects)
