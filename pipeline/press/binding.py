"""Binding: sheets into a thread's own PDF, or into a book with cover, title page and contents.

A collection's front matter is printed when it is known where the threads start; whoever prints it does so while they
are being bound. Objects are copied by qpdf, whole sheets at a time; Python touches pages, links and bookmarks, and no
text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, ObjectStreamMode

from pipeline.errors import Notice
from pipeline.model import Book, Bound, Thread
from pipeline.press import folio, links, metadata
from pipeline.press.embedding import Fonts
from pipeline.press.links import Target
from pipeline.press.outline import Outline, Places
from pipeline.press.sheet import Sheet, front_matter
from pipeline.press.stock import Stock
from pipeline.press.structure import Structure
from pipeline.typeset.theme import Theme


def bind(
    book: Book,
    sheets: Sequence[Sheet],
    theme: Theme,
    front: Callable[[Sequence[int]], Callable[[], Sheet]] | None = None,
) -> Bound:
    """The book as PDF/UA-1: one thread as itself, several behind their front matter.

    sheets: of the book's chapters, in their order. They are asked for one by one, twice: first for their numbers of
            pages. They need not be in memory together.
    front:  begins to print the front matter for these `starts`, and gives what waits for it. None: printed here.
    Raises PublishError where the theme asks for what is not there.
    """
    begin = front or (lambda first: partial(front_matter, book, first, theme))
    printed = begin(starts(sheets)) if len(sheets) > 1 else None
    volume = Volume(book.language)
    notices: list[Notice] = []
    for chapter, sheet in zip(book.chapters, sheets, strict=True):
        volume.add(sheet, chapter.thread)
        notices += sheet.notices
    if printed:
        matter = printed()
        volume.add_front(matter)
        notices += matter.notices
    data = volume.finish(book, folio.style_of(theme))
    return Bound(data=data, pages=volume.pages, notices=tuple(dict.fromkeys(notices)))


def starts(sheets: Iterable[Sheet]) -> list[int]:
    """The number of each sheet's first page. Threads start on right pages, so all are odd."""
    numbers, number = [], 1
    for sheet in sheets:
        numbers.append(number)
        number += sheet.pages + sheet.pages % 2
    return numbers


class Volume:
    """A PDF that is being bound."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._pdf = pikepdf.new()
        self._fonts = Fonts(self._pdf)
        self._stock = Stock()
        self._structure = Structure(self._pdf)
        self._outline = Outline(self._pdf)
        self._places = Places(self._pdf)
        self._front = 0
        """How many pages come before the first thread's."""
        self._numbered: dict[int, pikepdf.Page] = {}
        self._threads: dict[str, Target] = {}
        self._virtual: list[tuple[pikepdf.Page, pikepdf.Object, pikepdf.Object]] = []
        """Links between threads: their page, annotation and structure element."""

    @property
    def pages(self) -> int:
        """How many there are by now."""
        return len(self._pdf.pages)

    def add(self, sheet: Sheet, thread: Thread) -> None:
        """Add a thread, on a right page."""
        self._fill_leaf(self.pages)
        pages = self._add(sheet, thread.language, at=self.pages)
        self._threads[thread.id] = Target(pages[0], thread.title)
        self._numbered.update(enumerate(pages, self.pages - len(pages) + 1))

    def add_front(self, sheet: Sheet) -> None:
        """Put front matter before the threads, when all of them are there. To be called once."""
        self._add(sheet, self._language, at=0)
        self._fill_leaf(sheet.pages)
        self._front = sheet.pages + sheet.pages % 2

    def _fill_leaf(self, place: int) -> None:
        """Leave the left page at that place (counted from 0) blank, if it is one."""
        if place % 2:
            last = self._pdf.pages[place - 1].obj
            blank = Dictionary(Type=pikepdf.Name.Page, MediaBox=last.MediaBox, Resources=last.Resources)
            self._pdf.pages.insert(place, pikepdf.Page(self._pdf.make_indirect(blank)))

    def _add(self, sheet: Sheet, language: str, at: int) -> list[pikepdf.Page]:
        source = pikepdf.open(BytesIO(sheet.pdf))  # not closed: its streams are read when the volume is written
        for place, page in enumerate(source.pages, at):
            self._pdf.pages.insert(place, page)
        pages = [self._pdf.pages[place] for place in range(at, at + sheet.pages)]
        resources = pages[0].obj.Resources  # WeasyPrint has one for all pages
        resources.Font = Dictionary({f"/{use.resource}": self._fonts.add(use) for use in sheet.fonts})
        self._stock.share(resources)
        tree = self._pdf.copy_foreign(source.Root.StructTreeRoot)
        self._structure.add(tree, pages, language if language != self._language else "", first=at == 0)
        if "/Outlines" in source.Root:
            self._outline.add(self._pdf.copy_foreign(source.Root.Outlines), first=at == 0)
        if "/Names" in source.Root:
            self._places.add(self._pdf.copy_foreign(source.make_indirect(source.Root.Names.Dests)))
        for page in pages:
            for annotation in page.obj.get("/Annots", ()):
                if links.is_virtual(annotation):
                    self._virtual.append((page, annotation, self._structure.owner(annotation)))
        return pages

    def finish(self, book: Book, style: folio.Style) -> bytes:
        """Number the pages, settle the links, embed the fonts, and write the PDF. To be called once."""
        for page, annotation, owner in self._virtual:
            if not links.settle(annotation, owner, self._threads):
                page.obj.Annots = pikepdf.Array([each for each in page.obj.Annots if each != annotation])
        folio.draw(self._pdf, self._numbered, style, self._fonts)
        folio.label(self._pdf, self._front)
        for part in (self._fonts.embed, self._structure.finish, self._outline.finish, self._places.finish):
            part()
        metadata.write(self._pdf, book)
        file = BytesIO()
        self._pdf.save(file, min_version="1.7", object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
        return file.getvalue()
