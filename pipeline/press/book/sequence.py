"""The sequence of a book's body: its threads in order, each part's opener before the first of its threads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from pipeline.model import Book, Thread
from pipeline.press.book.forms import height, shown
from pipeline.press.sheet import Sheet
from pipeline.typeset.direction import is_written_right_to_left
from pipeline.typeset.theme import Theme


class Piece(NamedTuple):
    """A piece of the body: pages that follow each other."""

    sheet: Sheet
    thread: Thread | None
    """None: it is the opener of a part."""


class Extent(NamedTuple):
    """The extent of a piece: the pages that it takes in a book, known before any is written."""

    start: int
    """Number of its first page, from 1."""
    pages: int
    top: float
    """Upper edge of its first page, in points."""
    notes: tuple[float, ...] = ()
    """Heights of the forms that a collection shows of the notes on it, in points."""
    is_opener: bool = False
    """Whether it is the opener of a part, rather than a thread."""
    terms: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """See `Sheet.terms`."""


def pieces(book: Book, sheets: Iterable[Sheet], openers: Iterable[Sheet]) -> Iterator[Piece]:
    """The pieces of a book's body, each sheet asked for when its turn comes.

    sheets: of the book's chapters, in their order. openers: of its parts, one for each; none where it has no parts.
    """
    threads = zip((chapter.thread for chapter in book.chapters), sheets, strict=True)
    opening = iter(openers)
    for part, places in book.sections:
        if part:
            yield Piece(next(opening), None)
        for thread, sheet in islice(threads, len(places)):
            yield Piece(sheet, thread)


def extents(book: Book, sheets: Iterable[Sheet], theme: Theme, openers: Sequence[Sheet] = ()) -> list[Extent]:
    """The pages that each piece of the book takes, told from its sheet.

    A thread starts on a right page, one that reads from right to left on a left one: so its sheet was printed; an
    opener as the book reads. The first page of a book is a page of that side too, so which pages have odd numbers
    depends on how the book reads. Where pages have one side, each starts on the next one. A theme may want a blank
    page after each thread that is not the last.
    """
    blank = theme.switch("print_blank_after")
    turned = is_written_right_to_left(book.language)
    found: list[Extent] = []
    free = 1
    for sheet, thread in pieces(book, sheets, openers):
        is_odd = is_written_right_to_left(thread.language if thread else book.language) == turned
        start = free + (theme.page.is_two_sided and free % 2 != is_odd)
        _, _, _, top = sheet.boxes[0]
        notes = tuple(map(height, shown(sheet.notes, book))) if sheet.notes else ()
        found.append(Extent(start, sheet.pages, top, notes, is_opener=thread is None, terms=sheet.terms))
        free = start + sheet.pages + (blank and thread is not None)
    return found
