"""Forms set on pages: where each stands, and what draws them there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.model import Book
from pipeline.press.book.placement import PlacedSheet
from pipeline.press.sheet import Box, Form, Sheet
from pipeline.press.sheet.syntax import written

_NEAR = 0.01
"""Points by which a form may be too tall for a page: lengths are rounded."""


class Spot(NamedTuple):
    """The place of a form: a page, counted from 0, and its upper edge there."""

    page: int
    top: float


class Column(NamedTuple):
    """The room of a page that forms are stacked in, in points from the page's lower edge."""

    top: float
    bottom: float
    gap: float
    """Between what belongs to different sheets."""


def stacked(heights: Iterable[Sequence[float]], column: Column, start: float) -> Iterator[list[Spot]]:
    """The places of forms that stand one below another, as many on a page as fit. A form is never divided.

    heights: of the forms of each sheet. start: upper edge of the free room on the first page; where that is not the
    column's, something stands above it.
    """
    page, y = 0, start
    for sheet in heights:
        spots: list[Spot] = []
        gap = column.gap
        for height in sheet:
            if y < column.top and y - gap - height < column.bottom - _NEAR:
                page, y = page + 1, column.top
            y -= gap if y < column.top else 0
            spots.append(Spot(page, y))
            y -= height
            gap = 0
        yield spots


def shown(notes: Sheet, book: Book) -> list[Form]:
    """The forms of notes that a book shows: the first ones, or all."""
    return [form for form in notes.forms if form.kind in book.note_kinds]


def height(form: Form) -> float:
    """Height of a form, in points."""
    _, bottom, _, top = form.box
    return top - bottom


class FormPage:
    """The forms on a page."""

    def __init__(self) -> None:
        self._drawn: list[bytes] = []
        self._listed: dict[str, bytes] = {}
        self.links: list[bytes] = []
        """References to the link annotations in them."""

    def add(self, placed: PlacedSheet, form: Form, left: float, top: float) -> None:
        """Add a form, its edges at these places. placed: its sheet, whose links are settled."""
        name = f"Form{len(self._listed)}"
        right, up = shift(form.box, left, top)
        self._listed[name] = placed.reference(form.stream)
        self._drawn.append(f"q 1 0 0 1 {right:.3f} {up:.3f} cm /{name} Do Q".encode())
        self.links += placed.links(form)

    @property
    def operators(self) -> bytes:
        """Operators that draw them."""
        return b" ".join(self._drawn)

    @property
    def resources(self) -> bytes:
        """Entries of the page's list of forms."""
        return written(self._listed)[2:-2]


def shift(box: Box, left: float, top: float) -> tuple[float, float]:
    """How far a box is moved to the right, and up, that has its edges at these places then."""
    return left - box[0], top - box[3]


def edges(forms: Sequence[Form], lefts: Sequence[float], tops: Sequence[float]) -> list[bytes]:
    """The values of the holes for the edges of what forms show, with the forms at these places."""
    found: list[bytes] = []
    for form, left, top in zip(forms, lefts, tops, strict=True):
        right, up = shift(form.box, left, top)
        moved = [(box[0] + right, box[1] + up, box[2] + right, box[3] + up) for box in form.boxes]
        found += [written([round(edge, 3) for edge in box]) for box in moved]
    return found
