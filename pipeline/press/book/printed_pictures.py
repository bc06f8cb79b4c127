"""Printed pictures: how large each picture of a finished PDF is on its page, and how many pixels that gives an inch.

It looks into the file itself, whoever made it, so that it can judge what is ready for a shop.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from math import hypot
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pikepdf import Matrix

_INCH, _POINTS = 25.4, 72
_OPERATORS = "q Q cm Do"
"""Operators that say what is drawn where: all others are passed over."""


class PrintedPicture(NamedTuple):
    """A picture on a page."""

    page: int
    """The page's place in the file, from 1."""
    width: float
    """Millimetres."""
    height: float
    """Millimetres."""
    pixels: tuple[int, int]
    """Across and down."""

    @property
    def resolution(self) -> float:
        """Pixels that an inch has, where they are fewer."""
        across, down = self.pixels
        return min(across / self.width, down / self.height) * _INCH


def printed_pictures(pdf: bytes) -> list[PrintedPicture]:
    """The pictures of a PDF, page by page, in the order in which they are drawn; none that has no width or height."""
    import pikepdf  # here: it is for those alone who judge files

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            found
            for number, page in enumerate(opened.pages, 1)
            for found in _drawn(page.obj, page.obj.get("/Resources"), pikepdf.Matrix(), number)
        ]


def _drawn(source: Any, resources: Any, matrix: Matrix, page: int) -> Iterator[PrintedPicture]:
    """The pictures that a page or a form draws. matrix: from its units to points."""
    import pikepdf

    above: list[Matrix] = []
    listed = resources.get("/XObject", {}) if resources is not None else {}
    for each in pikepdf.parse_content_stream(source, _OPERATORS):
        operands, operator = list(each.operands), str(each.operator)
        if operator == "q":
            above.append(matrix)
        elif operator == "Q":
            matrix = above.pop() if above else matrix
        elif operator == "cm":
            matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
        elif (drawn := listed.get(str(operands[0]))) is None:
            continue
        elif drawn.Subtype == "/Image":
            width, height = (hypot(*edge) * _INCH / _POINTS for edge in ((matrix.a, matrix.b), (matrix.c, matrix.d)))
            if width and height:
                yield PrintedPicture(page, width, height, (int(drawn.Width), int(drawn.Height)))
        else:
            own = pikepdf.Matrix(*map(float, drawn.get("/Matrix", (1, 0, 0, 1, 0, 0))))
            yield from _drawn(drawn, drawn.get("/Resources", resources), own @ matrix, page)
