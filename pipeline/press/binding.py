"""Binding: sheets into a thread's own PDF, or into a book with cover, title page and contents.

Nothing is laid out here but a collection's front matter, last, when it is known where the threads start. Objects are
copied by qpdf, whole sheets at a time; Python touches pages, links and bookmarks, and no text.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, ObjectStreamMode

from pipeline.model import Book, Bound, Thread
from pipeline.press import folio, links, metadata
from pipeline.press.embedding import Fonts
from pipeline.press.links import Target
from pipeline.press.outline import Outline, Places
from pipeline.press.sheet import Sheet, front_matter
from pipeline.press.stock import Stock
from pipeline.press.structure import Structure
from pipeline.typeset.theme import Theme


def bind(book: Book, sheets: Sequence[Sheet], theme: Theme, front: Sheet | None = None) -> Bound:
    """The book as PDF/UA-1: one thread as itself, several behind their front matter.

    sheets: of the book's chapters, in their order. front: what `front_matter` made for the `starts` of these sheets;
    printed where it is not given. Raises PublishError where the theme asks for what is not there.
    """
    if len(sheets) > 1:
        front = front or front_matter(book, starts(sheets), theme)
    volume = Volume(book.language)
    if front:
        volume.add_front(front)
    for chapter, sheet in zip(book.chapters, sheets, strict=True):
        volume.add(sheet, chapter.thread)
    data = volume.finish(book, folio.style_of(theme))
    notices = [notice for sheet in (*sheets, *([front] if front else [])) for notice in sheet.notices]
    return Bound(data=data, pages=volume.pages, notices=tuple(dict.fromkeys(notices)))


def starts(sheets: Sequence[Sheet]) -> list[int]:
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

    def add_front(self, sheet: Sheet) -> None:
        """Begin with front matter."""
        self._add(sheet, self._language)
        self._fill_leaf()
        self._front = self.pages

    def add(self, sheet: Sheet, thread: Thread) -> None:
        """Add a thread, on a right page."""
        self._fill_leaf()
        pages = self._add(sheet, thread.language)
        self._threads[thread.id] = Target(pages[0], thread.title)
        first = self.pages - self._front - len(pages) + 1
        self._numbered.update(enumerate(pages, first))

    def _fill_leaf(self) -> None:
        """Leave a left page blank, if one is next."""
        if self.pages % 2:
            last = self._pdf.pages[-1]
            blank = Dictionary(Type=pikepdf.Name.Page, MediaBox=last.obj.MediaBox, Resources=last.obj.Resources)
            self._pdf.pages.append(pikepdf.Page(self._pdf.make_indirect(blank)))

    def _add(self, sheet: Sheet, language: str) -> list[pikepdf.Page]:
        source = pikepdf.open(BytesIO(sheet.pdf))  # not closed: its streams are read when the volume is written
        self._pdf.pages.extend(source.pages)
        pages = [self._pdf.pages[number] for number in range(self.pages - sheet.pages, self.pages)]
        resources = pages[0].obj.Resources  # WeasyPrint has one for all pages
        resources.Font = Dictionary({f"/{use.resource}": self._fonts.add(use) for use in sheet.fonts})
        self._stock.share(resources)
        tree = self._pdf.copy_foreign(source.Root.StructTreeRoot)
        self._structure.add(tree, pages, language if language != self._language else "")
        if "/Outlines" in source.Root:
            self._outline.add(self._pdf.copy_foreign(source.Root.Outlines))
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
