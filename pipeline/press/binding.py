"""Binding: sheets into a thread's own PDF, or into a book with cover, title page and contents.

A collection's front matter is printed when it is known where the threads start; whoever prints it does so while they
are being bound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from pipeline.errors import Notice
from pipeline.model import Book, Bound
from pipeline.press import folio
from pipeline.press.sheet import Sheet, front_matter
from pipeline.press.volume import Volume
from pipeline.typeset.theme import Theme


class Extent(NamedTuple):
    """What has to be known of a sheet before any is bound."""

    pages: int
    top: float
    """The upper edge of the first page, in points."""


def bind(
    book: Book,
    sheets: Sequence[Sheet],
    theme: Theme,
    front: Callable[[Sequence[int]], Callable[[], Sheet]] | None = None,
) -> Bound:
    """The book as PDF/UA-1: one thread as itself, several behind their front matter.

    sheets: of the book's chapters, in their order. They are asked for one by one, twice: first for their extent.
            They need not be in memory together.
    front:  begins to print the front matter for these `starts`, and gives what waits for it. None: printed here.
    Raises PublishError where the theme asks for what is not there.
    """
    style = folio.style_of(theme)
    extents = [Extent(sheet.pages, sheet.boxes[0][3]) for sheet in sheets]
    first = starts(extents)
    begin = front or (lambda first: partial(front_matter, book, first, theme))
    printed = begin(first) if len(extents) > 1 else None
    volume = Volume(book, first, [each.top for each in extents], first[-1] - 1 + extents[-1].pages, style)
    notices: list[Notice] = []
    for chapter, sheet, start in zip(book.chapters, sheets, first, strict=True):
        volume.add(sheet, chapter.thread, start)
        notices += sheet.notices
    if printed:
        matter = printed()
        volume.add_front(matter)
        notices += matter.notices
    return Bound(data=volume.finish(), pages=volume.pages, notices=tuple(dict.fromkeys(notices)))


def starts(sheets: Iterable[Sheet | Extent]) -> list[int]:
    """The number of each sheet's first page. Threads start on right pages, so all are odd."""
    numbers, number = [], 1
    for sheet in sheets:
        numbers.append(number)
        number += sheet.pages + sheet.pages % 2
    return numbers
