"""Binding: sheets become a thread's own PDF, or a book with cover, title page and contents.

A collection's front matter is printed when it is known where the threads start, and while they are being bound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from tempfile import SpooledTemporaryFile

from pipeline.errors import Notice
from pipeline.model import Book, Bound
from pipeline.press.book import folio
from pipeline.press.book.volume import Extent, Volume
from pipeline.press.layout.front import FrontMatter, write
from pipeline.press.sheet import Sheet
from pipeline.typeset.direction import is_written_right_to_left
from pipeline.typeset.theme import Theme

_SPOOLED = 4 * 2**20
"""Bytes of a PDF beyond which it is written to disk: front matter takes memory at the same time."""


def bind(
    book: Book,
    sheets: Sequence[Sheet],
    theme: Theme,
    front: Callable[[Sequence[FrontMatter]], Callable[[], Sequence[Sheet]]] | None = None,
) -> Bound:
    """The book as PDF/UA-1: one thread as itself, several behind their front matter.

    sheets: of the book's chapters, in their order. They are asked for one by one, twice: first for their extent.
            They need not be in memory together.
    front:  begins to print the pieces of front matter, and returns a function that waits for their sheets. None: they
            are printed here.
    Raises PublishError where the theme asks for what is not there.
    """
    style = folio.style_of(theme)
    extents = _extents(book, sheets)
    begin = front or (lambda matter: lambda: _printed(matter, theme))
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
            notices += (notice for sheet in matter for notice in sheet.notices)
        volume.finish()
        output.seek(0)
        data = output.read()
    return Bound(data=data, pages=volume.pages, notices=tuple(dict.fromkeys(notices)))


def _printed(matter: Sequence[FrontMatter], theme: Theme) -> Sequence[Sheet]:
    from pipeline.press.layout.printing import front_matter

    return [front_matter(piece, theme) for piece in matter]


def starts(book: Book, sheets: Iterable[Sheet]) -> list[int]:
    """Page number of each sheet's first page: odd, but for threads that read the other way than the book."""
    return [extent.start for extent in _extents(book, sheets)]


def _extents(book: Book, sheets: Iterable[Sheet]) -> list[Extent]:
    """The extent of each sheet in the book.

    A thread starts on a right page, one that reads from right to left on a left one: so its sheet was printed. The
    first page of a book is of that side too, so which pages have odd numbers depends on how the book reads.
    """
    turned = is_written_right_to_left(book.language)
    extents: list[Extent] = []
    free = 1
    for chapter, sheet in zip(book.chapters, sheets, strict=True):
        is_odd = is_written_right_to_left(chapter.thread.language) == turned
        start = free + (free % 2 != is_odd)
        _, _, _, top = sheet.boxes[0]
        extents.append(Extent(start, sheet.pages, top))
        free = start + sheet.pages
    return extents
