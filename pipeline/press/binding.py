"""Binding: sheets into a thread's own PDF, or into a book with cover, title page and contents.

A collection's front matter is printed when it is known where the threads start; whoever prints it does so while they
are being bound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from tempfile import SpooledTemporaryFile

from pipeline.errors import Notice
from pipeline.model import Book, Bound
from pipeline.press import folio
from pipeline.press.front import FrontMatter, write
from pipeline.press.sheet import Sheet, front_matter
from pipeline.press.volume import Extent, Volume
from pipeline.typeset.theme import Theme

_SPOOLED = 4 * 2**20
"""Bytes of a PDF beyond which it lies on the disk while it is written: front matter takes memory at the same time."""


def bind(
    book: Book,
    sheets: Sequence[Sheet],
    theme: Theme,
    front: Callable[[FrontMatter], Callable[[], Sheet]] | None = None,
) -> Bound:
    """The book as PDF/UA-1: one thread as itself, several behind their front matter.

    sheets: of the book's chapters, in their order. They are asked for one by one, twice: first for their extent.
            They need not be in memory together.
    front:  begins to print the front matter, and gives what waits for it. None: printed here.
    Raises PublishError where the theme asks for what is not there.
    """
    style = folio.style_of(theme)
    extents = _extents(sheets)
    begin = front or (lambda matter: partial(front_matter, matter, theme))
    with SpooledTemporaryFile(_SPOOLED) as output:
        volume = Volume(output, book, extents, style)
        printed = begin(write(book, [extent.start for extent in extents], theme)) if len(extents) > 1 else None
        notices: list[Notice] = []
        for chapter, sheet, extent in zip(book.chapters, sheets, extents, strict=True):
            volume.add(sheet, chapter.thread, extent.start)
            notices += sheet.notices
        if printed:
            matter = printed()
            volume.add_front(matter)
            notices += matter.notices
        volume.finish()
        output.seek(0)
        data = output.read()
    return Bound(data=data, pages=volume.pages, notices=tuple(dict.fromkeys(notices)))


def starts(sheets: Iterable[Sheet]) -> list[int]:
    """The number of each sheet's first page. Threads start on right pages, so all are odd."""
    return [extent.start for extent in _extents(sheets)]


def _extents(sheets: Iterable[Sheet]) -> list[Extent]:
    extents: list[Extent] = []
    start = 1
    for sheet in sheets:
        _, _, _, top = sheet.boxes[0]
        extents.append(Extent(start, sheet.pages, top))
        start += sheet.pages + sheet.pages % 2
    return extents
