"""Binding: sheets into a thread's own PDF, or into a book behind its front matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from tempfile import SpooledTemporaryFile

from pipeline.errors import Notice
from pipeline.model import Book, Bound, Thread
from pipeline.press.book import folio
from pipeline.press.book.forms import height, shown
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
        notes = tuple(map(height, shown(sheet.notes, credits=False))) if sheet.notes else ()
        found.append(Extent(start, sheet.pages, top, notes, sheet.terms))
        free = start + sheet.pages
    return found


def bind(book: Book, sheets: Sequence[Sheet], extents: Sequence[Extent], front: Iterable[Sheet], theme: Theme) -> Bound:
    """The book as PDF/UA-1.

    sheets, extents: of the book's chapters, in their order. Sheets are asked for one by one, once more for their notes,
                     and need not be in memory together.
    front:           of its front matter, the head of its notes and its index, asked for when all threads are in the
                     file: until then they may be in print.
    Raises PublishError where the theme asks for what is not there, and what asking for a sheet raises.
    """
    gap = theme.number("notes_gap", 0, 1000) * folio.POINTS
    with SpooledTemporaryFile(_SPOOLED) as output:
        volume = Volume(output, book, extents, folio.style_of(theme), gap, theme.words)
        notices: list[Notice] = []
        for chapter, sheet, extent in zip(book.chapters, sheets, extents, strict=True):
            volume.add(sheet, chapter.thread, extent.start)
            notices += sheet.notices
        if matter := list(front):
            head = next((sheet for sheet in matter if sheet.forms), None)
            if head and any(extent.notes for extent in extents):
                heights = [[height(form) for form in head.forms], *filter(None, (extent.notes for extent in extents))]
                volume.add_notes(chain([(head, None)], _notes(book, sheets)), heights, head)
            for sheet in matter:
                if sheet.is_index:
                    volume.add_index(sheet)
            volume.add_front([sheet for sheet in matter if not (sheet.forms or sheet.is_index)])
            notices += (notice for sheet in matter for notice in sheet.notices)
        volume.finish()
        output.seek(0)
        data = output.read()
    return Bound(data=data, pages=volume.pages, notices=tuple(dict.fromkeys(notices)))


def _notes(book: Book, sheets: Iterable[Sheet]) -> Iterator[tuple[Sheet, Thread]]:
    """The notes on the book's threads, as far as there are any."""
    for chapter, sheet in zip(book.chapters, sheets, strict=True):
        if sheet.notes:
            yield sheet.notes, chapter.thread
