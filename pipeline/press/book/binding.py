"""Binding: sheets into a thread's own PDF, or into a book behind its front matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from tempfile import SpooledTemporaryFile

from pipeline.errors import Notice
from pipeline.model import Book, Bound, Thread
from pipeline.press.book import folio
from pipeline.press.book.forms import height
from pipeline.press.book.sequence import Extent, pieces
from pipeline.press.book.volume import Volume
from pipeline.press.sheet import Sheet
from pipeline.typeset.lengths import POINTS
from pipeline.typeset.theme import Theme

_SPOOLED = 4 * 2**20
"""Bytes of a PDF beyond which it is written to disk: front matter takes memory at the same time."""


def bind(
    book: Book,
    sheets: Sequence[Sheet],
    extents: Sequence[Extent],
    front: Iterable[Sheet],
    theme: Theme,
    openers: Sequence[Sheet] = (),
) -> Bound:
    """The book as PDF/UA-1, or as a print shop takes it.

    sheets:          of the book's chapters, in their order. They are asked for one by one, once more for their notes,
                     and need not be in memory together.
    extents:         of all pieces of its body, see `sequence.extents`.
    front:           of its front matter, the head of its notes and its index, asked for when all threads are in the
                     file: until then they may be in print.
    openers:         of the book's parts, one for each.
    Raises PublishError where the theme asks for what is not there, and what asking for a sheet raises.
    """
    gap = theme.number("notes_gap") * POINTS
    with SpooledTemporaryFile(_SPOOLED) as output:
        volume = Volume(output, book, extents, folio.style_of(theme), gap, theme)
        notices: list[Notice] = []
        for (sheet, thread), extent in zip(pieces(book, sheets, openers), extents, strict=True):
            if thread:
                volume.add(sheet, thread, extent.start)
            else:
                volume.add_opener(sheet, extent.start)
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
