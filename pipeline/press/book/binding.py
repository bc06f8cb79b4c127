"""Binding: sheets into a thread's own PDF, or into a book behind its front matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from tempfile import SpooledTemporaryFile

from pipeline.errors import Notice
from pipeline.model import Book, Bound
from pipeline.press.book import folio
from pipeline.press.book.volume import Extent, Volume
from pipeline.press.sheet import Sheet
from pipeline.typeset.direction import is_written_right_to_left
from pipeline.typeset.theme import Theme

_SPOOLED = 4 * 2**20
"""Bytes of a PDF beyond which it is written to disk: front matter takes memory at the same time."""


def extents(book: Book, sheets: Iterable[Sheet]) -> list[Extent]:
    """The pages that each chapter of the book takes, told from its sheet.

    A thread starts on a right page, one that reads from right to left on a left one: so its sheet was printed. The
    first page of a book is a page of that side too, so which pages have odd numbers depends on how the book reads.
    """
    turned = is_written_right_to_left(book.language)
    found: list[Extent] = []
    free = 1
    for chapter, sheet in zip(book.chapters, sheets, strict=True):
        is_odd = is_written_right_to_left(chapter.thread.language) == turned
        start = free + (free % 2 != is_odd)
        _, _, _, top = sheet.boxes[0]
        found.append(Extent(start, sheet.pages, top))
        free = start + sheet.pages
    return found


def bind(book: Book, sheets: Sequence[Sheet], extents: Sequence[Extent], front: Iterable[Sheet], theme: Theme) -> Bound:
    """The book as PDF/UA-1.

    sheets, extents: of the book's chapters, in their order. Sheets are asked for one by one, and need not be in memory
                     together.
    front:           of its front matter, asked for when all threads are in the file: until then it may be in print.
    Raises PublishError where the theme asks for what is not there, and what asking for a sheet raises.
    """
    with SpooledTemporaryFile(_SPOOLED) as output:
        volume = Volume(output, book, extents, folio.style_of(theme))
        notices: list[Notice] = []
        for chapter, sheet, extent in zip(book.chapters, sheets, extents, strict=True):
            volume.add(sheet, chapter.thread, extent.start)
            notices += sheet.notices
        if matter := list(front):
            volume.add_front(matter)
            notices += (notice for sheet in matter for notice in sheet.notices)
        volume.finish()
        output.seek(0)
        data = output.read()
    return Bound(data=data, pages=volume.pages, notices=tuple(dict.fromkeys(notices)))
