"""A PDF that is being bound, from the first sheet to the last.

Sheets go into the file one after the other, their holes filled. What is remembered of one is little more than where its
objects are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

from pipeline.model import Book, Thread
from pipeline.press import links, metadata
from pipeline.press.embedding import Fonts
from pipeline.press.folio import Folios, Style, labels, unnumbered
from pipeline.press.links import Target
from pipeline.press.outline import Outline, Places
from pipeline.press.page_tree import PageTree, Run
from pipeline.press.pdf_file import PdfFile
from pipeline.press.sheet import Sheet
from pipeline.press.stock import Stock
from pipeline.press.structure import Structure
from pipeline.press.syntax import reference
from pipeline.press.template import fill, numbered


class Volume:
    """A book as it becomes a PDF."""

    def __init__(self, book: Book, starts: Sequence[int], tops: Sequence[float], pages: int, style: Style) -> None:
        """starts, tops: the number of each thread's first page, and its upper edge in points. pages: how many the
        threads take, with those that are left blank between them."""
        self._book = book
        self._buffer = BytesIO()
        self._file = file = PdfFile(self._buffer)
        self._tree = PageTree(file)
        self._fonts = Fonts(file)
        self._stock = Stock(file)
        self._structure = Structure(file, parts=len(starts) > 1)
        self._outline = Outline(file)
        self._places = Places(file)
        self._folios = Folios(file, style)
        self._body = self._tree.add(pages, first=False)
        self._front = 0
        """How many pages come before the first thread's."""
        self._targets = {
            chapter.thread.id: Target(reference(self._body.page(start - 1)), top, chapter.thread.title)
            for chapter, start, top in zip(book.chapters, starts, tops, strict=True)
        }

    @property
    def pages(self) -> int:
        """How many it has."""
        return self._tree.count

    def add(self, sheet: Sheet, thread: Thread, start: int) -> None:
        """Add a thread. start: the number of its first page. To be called in order."""
        fonts = self._fonts.add((*sheet.fonts, *self._folios.fonts))
        values = {b"fonts": fonts, **self._folios.draw(start, sheet.boxes)}
        self._add(sheet, self._body, start - 1, thread.language, values, first=False)

    def add_front(self, sheet: Sheet) -> None:
        """Put front matter before the threads, when all of them are there. To be called once."""
        self._front = sheet.pages + sheet.pages % 2
        values = {b"fonts": self._fonts.add(sheet.fonts), **unnumbered(sheet.pages)}
        self._add(sheet, self._tree.add(self._front, first=True), 0, self._book.language, values, first=True)

    def _add(
        self, sheet: Sheet, run: Run, at: int, language: str, values: dict[bytes, bytes], *, first: bool
    ) -> None:
        """Write a sheet as a part of a run of pages. values: of holes that it has."""
        plain = sheet.objects.count(b"\n") + 1
        others = plain - sheet.pages + len(sheet.streams) + len(sheet.bookmarks)
        base = self._file.reserve(others)
        numbers = [*range(run.page(at), run.page(at) + sheet.pages), *range(base, base + others)]
        own = [reference(number) for number in numbers]
        values |= numbered(b"", own)
        values |= numbered(b"parent", [run.parent(at + index) for index in range(sheet.pages)])
        values |= self._stock.add(sheet.shared)
        branch, leaf = own[sheet.structure], own[sheet.parents]
        values |= self._structure.add(branch, leaf, sheet.keys, language, first=first)
        gone = self._settle(sheet, values)
        objects = fill(sheet.objects, values).split(b"\n")
        for number in gone:
            objects[number] = b"null"
        self._file.add_all(numbers[:plain], objects)
        for number, stream in zip(numbers[plain:], sheet.streams, strict=False):
            self._file.add_raw_stream(number, fill(stream.entries, values), stream.data)
        items = [fill(item, values) for item in sheet.bookmarks]
        bookmarks = list(zip(numbers[len(numbers) - len(items) :], items, strict=True))
        self._outline.add(bookmarks, sheet.visible_bookmarks, first=first)
        for name, place in sheet.places:
            self._places.add(name, fill(place, values))
        if (end := at + sheet.pages) % 2 and end < run.count:
            self._add_blank(run, end, sheet, own[sheet.resources])

    def _settle(self, sheet: Sheet, values: dict[bytes, bytes]) -> list[int]:
        """Let links to other threads lead where they can. The sheet's objects that belong to those that cannot."""
        gone: list[int] = []
        for index, link in enumerate(sheet.links):
            lead = links.settle(link, self._targets)
            values[b"lead%d" % index] = lead
            values[b"kind%d" % index] = b"/Link" if lead else b"/Span"
            if not lead:
                gone += [link.annotation, link.mention]
        values |= {b"%d" % number: b"" for number in gone}
        return gone

    def _add_blank(self, run: Run, at: int, sheet: Sheet, resources: bytes) -> None:
        """Leave the page after a sheet blank."""
        page = {"Type": "/Page", "Parent": run.parent(at), "MediaBox": sheet.boxes[-1], "Resources": resources}
        self._file.add(run.page(at), page)

    def finish(self) -> bytes:
        """Write what holds all together; the PDF. To be called once."""
        self._fonts.embed()
        catalog = {"Type": "/Catalog", **labels(self._front), **metadata.entries(self._file, self._book)}
        for part in (self._tree, self._structure, self._outline, self._places):
            catalog |= part.finish()
        first = self._file.reserve(2)
        self._file.add(first, catalog)
        self._file.add(first + 1, metadata.information(self._book))
        self._file.finish(catalog=first, information=first + 1)
        return self._buffer.getvalue()
