"""A volume: a PDF that is being bound, sheet by sheet.

Sheets are written to the file one after the other, their holes filled. Little more than the offsets of a sheet's
objects stays in memory: a few kilobytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import IO, NamedTuple

from pipeline.model import Book, Thread
from pipeline.press.book import document_info
from pipeline.press.book.embedding import Fonts
from pipeline.press.book.folio import Folios, Style, labels
from pipeline.press.book.outline import Outline, Places
from pipeline.press.book.page_tree import PageTree, Run
from pipeline.press.book.pdf_file import PdfFile
from pipeline.press.book.placement import PlacedSheet
from pipeline.press.book.start_pages import fill_in
from pipeline.press.book.stock import Stock
from pipeline.press.book.structure_tree import Structure
from pipeline.press.book.thread_links import Target, settle
from pipeline.press.sheet import Sheet
from pipeline.press.sheet.syntax import reference
from pipeline.press.sheet.template import destination
from pipeline.typeset.ways import ways


class Extent(NamedTuple):
    """The extent of a thread: the pages that it takes in a book, known before any is written."""

    start: int
    """Number of its first page, from 1."""
    pages: int
    top: float
    """Upper edge of its first page, in points."""


class Volume:
    """The PDF of a book that is being bound."""

    def __init__(self, output: IO[bytes], book: Book, extents: Sequence[Extent], style: Style) -> None:
        """output: file to write the PDF to. extents: of the book's chapters, in their order."""
        self._book = book
        self._file = file = PdfFile(output)
        self._tree = PageTree(file)
        self._fonts = Fonts(file)
        self._stock = Stock(file)
        self._structure = Structure(file, parts=len(extents) > 1)
        self._outline = Outline(file)
        self._places = Places(file)
        self._folios = Folios(file, style, book.language)
        self._body = self._tree.add(extents[-1].start - 1 + extents[-1].pages, first=False)
        self._front = 0
        """Number of pages before the first thread's."""
        self._starts = [extent.start for extent in extents]
        """Number of each thread's first page, and then of the pages that ways into threads lead to."""
        self._end = 0
        """Number of pages of the body that are written."""
        self._targets = {
            chapter.thread.id: Target(reference(self._body.page(extent.start - 1)), extent.top, chapter.thread.title)
            for chapter, extent in zip(book.chapters, extents, strict=True)
        }

    @property
    def pages(self) -> int:
        """Number of its pages."""
        return self._tree.count

    def add(self, sheet: Sheet, thread: Thread, start: int) -> None:
        """Add the sheet of a thread. start: number of its first page."""
        placed = PlacedSheet(sheet, self._file, self._body.pages(start - 1, sheet.pages))
        blank = range(self._end, start - 1)
        self._end = start - 1 + sheet.pages
        placed.fill("fonts", self._fonts.add((*sheet.fonts, *self._folios.fonts)))
        before, after = self._folios.draw(start, sheet.boxes)
        placed.fill("before", before)
        placed.fill_all("after", after)
        self._add(placed, sheet, self._body, start - 1, thread.language, blank, first=False)
        self._add_ways(sheet, thread, start)

    def _add_ways(self, sheet: Sheet, thread: Thread, start: int) -> None:
        """Take note of where the ways into a thread lead: to its start, where its pages do not have the place."""
        into = ways(thread)
        places = dict(sheet.places) if into else {}
        for way in into:
            page, top = destination(places[name]) if (name := way.place.encode()) in places else (0, sheet.boxes[0][3])
            self._starts.append(start + page)
            self._targets[way.address] = Target(reference(self._body.page(start + page - 1)), top, way.title)

    def add_front(self, sheets: Sequence[Sheet]) -> None:
        """Add front matter before the threads, when all of these are there; each sheet starts on an odd page.

        To be called once.
        """
        *starts, self._front = accumulate((sheet.pages + sheet.pages % 2 for sheet in sheets), initial=0)
        run = self._tree.add(self._front, first=True)
        for sheet, start in reversed([*zip(sheets, starts, strict=True)]):  # each goes before those that are there
            end = start + sheet.pages
            placed = PlacedSheet(sheet, self._file, run.pages(start, sheet.pages))
            placed.fill("fonts", self._fonts.add(sheet.fonts))
            placed.fill("before", b"")
            placed.fill_all("after", [b""] * sheet.pages)
            self._add(placed, sheet, run, start, self._book.language, range(end, end + end % 2), first=True)

    def _add(
        self, placed: PlacedSheet, sheet: Sheet, run: Run, at: int, language: str, blank: range, *, first: bool
    ) -> None:
        """Write a sheet whose pages stand in a run from `at` on, counted from 0.

        blank: blank pages of the run, before or after them. first: the sheet comes before all others.
        """
        placed.fill_all("parent", [run.parent(index) for index in range(at, at + sheet.pages)])
        placed.fill_all("shared", self._stock.add(sheet.shared))
        self._structure.add(placed, sheet, language, first=first)
        settle(placed, sheet.links, self._targets)
        fill_in(placed, sheet.references, self._starts)
        placed.write()
        self._outline.add(placed.bookmarks(), sheet.visible_bookmarks, first=first)
        self._places.add(placed.places())
        for index in blank:
            run.add_blank(index, sheet.boxes[0], placed.reference(sheet.resources))

    def finish(self) -> None:
        """Write fonts, trees, catalogue and metadata. To be called once."""
        self._fonts.embed()
        catalog = {"Type": "/Catalog", **labels(self._front), **document_info.entries(self._file, self._book)}
        for part in (self._tree, self._structure, self._outline, self._places):
            catalog |= part.finish()
        first = self._file.reserve(2)
        self._file.add(first, catalog)
        self._file.add(first + 1, document_info.information(self._book))
        self._file.finish(catalog=first, information=first + 1)
