"""The EPUB container: EbookLib writes the package document and the NCX, and everything else goes in as it is.

EbookLib would parse a chapter as HTML and write it anew, and stamp every file of the archive with the clock. So it
gets the files' names only, and what it writes is taken from it before it is packed; the archive is ours, with the files
in a fixed order, under a fixed date.
"""

# EbookLib has no type hints.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ebooklib import epub
from msgspec import Struct

from pipeline import __version__
from pipeline.model import BibliographicRecord, Series
from pipeline.shelf.zip_entry import zip_entry

FOLDER = "EPUB"
_GUIDE = {"titlepage": "title-page", "bodymatter": "text", "endnotes": "notes"}
"""Names of landmarks in EPUB 2, where they differ."""
_STORED = ("image/jpeg", "image/png")
"""Media types that deflating would not make smaller."""
_LEVEL = 4
"""Level of deflating: 2 % larger than zlib's usual 6, in two thirds of the time."""
_APPLE = {
    "META-INF/com.apple.ibooks.display-options.xml": b"""<?xml version="1.0" encoding="utf-8"?>
<display_options>
<platform name="*">
<option name="specified-fonts">true</option>
</platform>
</display_options>
"""
}
"""The file, by its path, that tells readers of EPUB 2 by Apple to use the book's fonts."""


class File(Struct, frozen=True, kw_only=True):
    """A file of the book."""

    id: str
    """Id in the manifest, an XML name."""
    name: str
    """Path below the book's folder."""
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()
    """Properties in the manifest: "nav", "cover-image"."""


class Entry(Struct, frozen=True, kw_only=True):
    """An entry of the contents."""

    title: str
    address: str
    """Name of its file, with "#" and an id where it is a place in that."""
    entries: Sequence[Entry] = ()
    """Those below it."""


class Landmark(Struct, frozen=True, kw_only=True):
    """A landmark: a place that a reading system offers to go to."""

    type: str
    """Type in EPUB's structural vocabulary: "cover", "titlepage", "toc", "bodymatter", "endnotes", "index" or
    "colophon"."""
    title: str
    file: str


class Name(Struct, frozen=True):
    """A title or the name of a person."""

    text: str
    filed_as: str
    """The form that it is sorted by, or ""."""


class Metadata(Struct, frozen=True, kw_only=True):
    """Metadata of the package document. Texts are plain, without characters that XML cannot carry."""

    identifier: str
    """URN of the book."""
    title: Name
    creators: Sequence[Name]
    languages: Sequence[str]
    """BCP 47 tags, the book's own first."""
    modified: datetime
    record: BibliographicRecord
    sources: Sequence[str]
    """Addresses of the originals."""
    properties: Sequence[tuple[str, str]]
    """Further statements, as pairs of property and value."""
    right_to_left: bool
    for_apple: bool = False
    """Whether Apple Books is told to use the book's fonts, if it has any: otherwise it may not."""


def pack(
    metadata: Metadata,
    files: Sequence[File],
    spine: Sequence[str],
    contents: Sequence[Entry],
    landmarks: Sequence[Landmark],
) -> bytes:
    """The bytes of the EPUB.

    spine: ids of the files in reading order; contents: for the NCX.
    """
    book = _described(metadata)
    has_fonts = any(file.media_type.startswith("font/") for file in files)
    apple = metadata.for_apple and has_fonts
    if apple:
        book.add_prefix("ibooks", "http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/")
        book.add_metadata(None, "meta", "true", {"property": "ibooks:specified-fonts"})
    for file in files:
        book.add_item(_Item(file))
    book.add_item(epub.EpubNcx())
    book.spine = list(spine)
    book.toc = _toc(contents, "entry")
    book.guide = [
        {"type": _GUIDE.get(mark.type, mark.type), "title": mark.title, "href": mark.file} for mark in landmarks
    ]
    texts = _Writer(book, metadata.modified).texts()
    return _archived(texts | (_APPLE if apple else {}), files)


def _toc(entries: Sequence[Entry], name: str) -> list[Any]:
    """Entries as EbookLib has them. name: of what they stand in, for their ids."""
    made: list[Any] = []
    for number, entry in enumerate(entries, 1):
        link = epub.Link(entry.address, entry.title, f"{name}-{number}")
        made.append((link, _toc(entry.entries, link.uid)) if entry.entries else link)
    return made


class _Writer(epub.EpubWriter):  # type: ignore[misc]
    """EbookLib's writer, for the files that it makes itself."""

    def __init__(self, book: epub.EpubBook, modified: datetime) -> None:
        options = {"mtime": modified, "epub3_pages": False, "play_order": {"enabled": True, "start_from": 1}}
        super().__init__("", book, options)
        self._texts: dict[str, bytes] = {}
        self.out = self  # in the place of a zip archive

    def texts(self) -> dict[str, bytes]:
        """Every file of the archive by its path, in order; our own files are empty."""
        self.writestr("mimetype", "application/epub+zip")
        self._write_container()
        self._write_opf()
        self._write_items()
        return self._texts

    def _write_opf_file(self, root: Any) -> None:
        """Write the package document, and state the language of its titles and names."""
        root.set("{http://www.w3.org/XML/1998/namespace}lang", self.book.language)
        super()._write_opf_file(root)

    def writestr(self, name: str, text: str | bytes) -> None:
        """Take a file that EbookLib writes, as a zip archive would."""
        self._texts[name] = text.encode() if isinstance(text, str) else text


class _Item(epub.EpubItem):  # type: ignore[misc]
    """A file as EbookLib sees it: by its name, without bytes."""

    def __init__(self, file: File) -> None:
        super().__init__(uid=file.id, file_name=file.name, media_type=file.media_type)
        self.properties = file.properties


def _described(metadata: Metadata) -> epub.EpubBook:
    book = epub.EpubBook()
    book.set_identifier(metadata.identifier)
    book.title = metadata.title.text
    book.add_metadata("DC", "title", metadata.title.text, {"id": "title"})
    _file(book, "title", metadata.title)
    for language in metadata.languages:
        book.set_language(language)
    book.language = metadata.languages[0]  # its own choice is the last
    for number, creator in enumerate(metadata.creators, 1):
        uid = f"creator-{number}"  # its own default gives all of them one id
        book.add_author(creator.text, role="aut", uid=uid)
        _file(book, uid, creator)
    _record(book, metadata.record)
    for source in metadata.sources:
        book.add_metadata("DC", "source", source)
    for name, value in metadata.properties:
        book.add_metadata(None, "meta", value, {"property": name})
    generator = {"name": "generator", "content": f"Threadbound {__version__}"}
    book.set_unique_metadata("OPF", "generator", "", generator)
    book.add_metadata(None, "meta", "", {"name": "cover", "content": "cover-image"})
    book.set_direction("rtl" if metadata.right_to_left else "ltr")
    return book


def _record(book: epub.EpubBook, record: BibliographicRecord) -> None:
    if record.isbn:
        book.add_metadata("DC", "identifier", f"urn:isbn:{record.isbn}", {"id": "isbn"})
    stated = {
        "description": record.description,
        "publisher": record.publisher,
        "rights": record.rights,
        "date": record.date.iso if record.date else "",
    }
    for name, text in stated.items():
        if text:
            book.add_metadata("DC", name, text)
    for subject in record.subjects:
        book.add_metadata("DC", "subject", subject)
    if record.series:
        _series(book, record.series)


def _series(book: epub.EpubBook, series: Series) -> None:
    """State the series as EPUB 3 does, and as calibre, which many reading systems follow."""
    facts = {"collection-type": "series", "group-position": str(series.number or "")}
    book.add_metadata(None, "meta", series.title, {"property": "belongs-to-collection", "id": "series"})
    for name, value in facts.items():
        if value:
            book.add_metadata(None, "meta", value, {"refines": "#series", "property": name})
    for name, value in (("calibre:series", series.title), ("calibre:series_index", facts["group-position"])):
        if value:
            book.add_metadata(None, "meta", "", {"name": name, "content": value})


def _file(book: epub.EpubBook, id: str, name: Name) -> None:
    """State the form that the element with this id is sorted by, where that is not its text."""
    if name.filed_as and name.filed_as != name.text:
        book.add_metadata(None, "meta", name.filed_as, {"refines": f"#{id}", "property": "file-as"})


def _archived(texts: dict[str, bytes], files: Sequence[File]) -> bytes:
    """The zip archive of these texts and the bytes of our own files."""
    ours = {f"{FOLDER}/{file.name}": file for file in files}
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as archive:
        for name, text in texts.items():
            file = ours.get(name)
            stored = name == "mimetype" or bool(file and file.media_type in _STORED)
            archive.writestr(zip_entry(name, stored=stored), file.data if file else text, compresslevel=_LEVEL)
    return result.getvalue()
