"""Metadata of a PDF, for viewers, library catalogues and checkers: information dictionary and XMP."""

from __future__ import annotations

from xml.sax.saxutils import escape

from pipeline import __version__
from pipeline.model import Book
from pipeline.press.book.pdf_file import PdfFile
from pipeline.press.sheet.syntax import reference, text
from pipeline.typeset import plain_posts
from pipeline.typeset.direction import is_written_right_to_left

TOOL = f"Threadbound {__version__}"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq>{authors}</rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{tool}</pdf:Producer>
<xmp:CreatorTool>{tool}</xmp:CreatorTool>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def information(book: Book) -> dict[str, bytes]:
    """Entries of the information dictionary, for old viewers."""
    authors = ", ".join(plain_posts.line(author.label) for author in book.authors)
    return {"Title": text(book.title), "Author": text(authors), "Creator": text(TOOL), "Producer": text(TOOL)}


def entries(file: PdfFile, book: Book) -> dict[str, object]:
    """Entries of the catalogue: XMP metadata, which claims PDF/UA-1, the language, and preferences of viewers."""
    stream = file.reserve()
    # Not compressed, so that programs find it that know no PDF.
    file.add_stream(stream, {"Type": "/Metadata", "Subtype": "/XML"}, _xmp(book), compress=False)
    return {
        "Metadata": reference(stream),
        "Lang": text(book.language),
        "ViewerPreferences": {"DisplayDocTitle": "true", **_turned(book)},
    }


def _turned(book: Book) -> dict[str, str]:
    """Viewer preference for facing pages."""
    return {"Direction": "/R2L"} if is_written_right_to_left(book.language) else {}


def _xmp(book: Book) -> bytes:
    return _XMP.format(
        title=escape(book.title),
        authors="".join(f"<rdf:li>{escape(plain_posts.line(author.label))}</rdf:li>" for author in book.authors),
        language=escape(book.language),
        tool=escape(TOOL),
    ).encode()
