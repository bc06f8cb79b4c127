"""Imposition schemes: which page of a book stands where on the paper that it is printed on, in numbers alone.

Pages are counted from 0, columns and rows from the left and the top of a side as it comes out of the printer.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

_ZINE = ((4, 3, 2, 1), (5, 6, 7, 0))
"""Pages of a sheet that is folded to eight and cut along its inner columns; those of the upper row are upside down. The
cover has a fold at its head, not the cut."""


class Place(Struct, frozen=True):
    """The place of a page on a side."""

    page: int
    column: int
    row: int = 0
    is_turned: bool = False
    """Upside down."""
    depth: int = 0
    """Number of sheets around its own in the signature."""


Side = tuple[Place, ...]
"""A side of a sheet of paper: the places that are not left blank."""


class Scheme(Struct, frozen=True, kw_only=True):
    """The sides of all sheets, in the order of printing: front and back of the first, then of the next."""

    columns: int
    rows: int
    sides: tuple[Side, ...]
    signatures: tuple[int, ...]
    """Numbers of the sheets that are folded together; sheets of a zine are folded one by one."""
    is_duplex: bool
    """Both sides of a sheet are printed; it is turned over about its upright axis."""

    @property
    def sheets(self) -> int:
        """Number of sheets of paper."""
        return sum(self.signatures)


def booklet(pages: int, most: int = 0, *, from_right: bool = False) -> Scheme:
    """A booklet: sheets of two pages a side that lie in each other and are stitched through their fold.

    What is missing to a whole sheet is left blank at the end, up to three pages: so all pages stay right or left pages
    as they were, the cover is outside, and the back is what stays free.

    most: sheets in a signature; 0: all are in one. from_right: the book is bound at its right.
    """
    sizes = signatures(-(-pages // 4), most)
    sides: list[Side] = []
    first = 0
    for size in sizes:
        sides += _signature(first, size, pages, from_right=from_right)
        first += 4 * size
    return Scheme(columns=2, rows=1, sides=tuple(sides), signatures=sizes, is_duplex=True)


def signatures(sheets: int, most: int) -> tuple[int, ...]:
    """Sheets divided into the fewest signatures of at most so many, as even as may be: a last one of a single sheet
    would hardly hold. most: 0 for one of all."""
    count = -(-sheets // most) if most else 1
    size, larger = divmod(sheets, count)
    return (size + 1,) * larger + (size,) * (count - larger)


def _signature(first: int, size: int, pages: int, *, from_right: bool) -> Iterator[Side]:
    """The sides of a signature, its outermost sheet first. first: its first page."""
    last = first + 4 * size - 1
    for depth in range(size):
        low, high = first + 2 * depth, last - 2 * depth
        for pair in ((high, low), (low + 1, high - 1)):
            places = enumerate(reversed(pair) if from_right else pair)
            yield tuple(Place(page, column, depth=depth) for column, page in places if page < pages)


def zine(pages: int, *, from_right: bool = False) -> Scheme:
    """A zine: eight pages on one side of a sheet, which is folded three times and cut once; a sheet for each eight.

    What is missing to eight is left blank at the end. from_right: the zine opens at its right.
    """
    firsts = range(0, pages, 8)
    sides = tuple(
        tuple(
            Place(first + page, column, row, is_turned=row == 0)
            for row, pages_of_row in enumerate(_ZINE)
            for column, page in enumerate(reversed(pages_of_row) if from_right else pages_of_row)
            if first + page < pages
        )
        for first in firsts
    )
    return Scheme(columns=4, rows=2, sides=sides, signatures=(1,) * len(firsts), is_duplex=False)
