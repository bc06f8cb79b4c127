"""Picture rows: the pictures of a post, divided into rows of one height that fill the measure, in their order.

Of all divisions that is taken which leaves the pictures nearest to the sizes that suit their shapes, with the fewest
ragged edges, as a paragraph is divided into lines. Heights and widths are shares of the measure, if not said otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, inf, log

from msgspec import Struct

RESOLUTION = 150
"""Pixels to the inch below which no picture is enlarged."""
_INCH = 25.4
"""Millimetres."""
MOST = 8
"""Most pictures of a row: small ones, since others want to be larger."""
HIGH = 0.7
"""Height of a row that would be far higher if it filled the measure."""
HIGHEST = 0.84
"""Height up to which a row fills the measure: one that falls just short of it would look like a mistake."""
_PANORAMA = 2
"""Width by height from which on a picture has the measure for itself."""
_SQUARE = 0.45
"""Height that suits a square; others have it by the root of their shape: two landscapes to a row, two or three
portraits, three screens of phones."""
_RAGGED = 1.5
"""What it counts to leave the whole measure empty, against a height that is e times what suits."""
_PAPER = 0.1
"""What it counts to be as high as the measure is wide: of two divisions alike, the lower one."""
_UNIT = 1000
"""Badness is counted in whole thousandths, so that ties are ties on every machine."""


class _Shape(Struct, frozen=True):
    """A picture's shape and its largest size."""

    ratio: float
    """Width by height."""
    height: float
    """At its own pixels."""


def divided(sizes: Sequence[tuple[int, int]], measure: float, gutter: float) -> list[tuple[float, ...]]:
    """The widths of pictures in percent of the measure, row by row, in their order.

    sizes: of each its width and height in pixels. measure, gutter: width of the text, and space between two pictures
    of a row, in millimetres. Of one picture by itself the style sheet decides.
    """
    pixel = _INCH / RESOLUTION / measure
    shapes = [_Shape(width / height, height * pixel) for width, height in sizes]
    if len(shapes) == 1:
        return [(100.0,)]
    gap = gutter / measure
    return [tuple(percent(_height(row, gap) * shape.ratio) for shape in row) for row in _best(shapes, gap)]


def _best(shapes: Sequence[_Shape], gutter: float) -> list[Sequence[_Shape]]:
    """The division into rows that is the least bad; of several, that with more pictures in its first rows."""
    rest: list[tuple[float, list[Sequence[_Shape]]]] = [(0, [])]
    """Of the last pictures, none to all, how bad their best division is, and its rows."""
    for start in reversed(range(len(shapes))):
        best: tuple[float, list[Sequence[_Shape]]] = (inf, [])
        for count in range(1, min(MOST, len(shapes) - start) + 1):
            row = shapes[start : start + count]
            bad, rows = rest[-count]
            if (bad := bad + _badness(row, gutter)) <= best[0]:
                best = (bad, [row, *rows])
        rest.append(best)
    return rest[-1][1]


def _badness(row: Sequence[_Shape], gutter: float) -> float:
    """How far a row is from one that is filled with pictures of sizes that suit them, in thousandths."""
    if len(row) > 1 and (_room(row, gutter) <= 0 or any(shape.ratio >= _PANORAMA for shape in row)):
        return inf
    height = _height(row, gutter)
    off = sum(log(height / min(_SQUARE / shape.ratio**0.5, shape.height)) ** 2 for shape in row)
    empty = _room(row, gutter) - height * sum(shape.ratio for shape in row)
    return round(_UNIT * (off + _RAGGED * empty + _PAPER * height))


def _height(row: Sequence[_Shape], gutter: float) -> float:
    """Height of a row: where it fills the measure, if that is not too high, nor enlarges a picture."""
    filling = _room(row, gutter) / sum(shape.ratio for shape in row)
    return min(filling if filling <= HIGHEST else HIGH, *(shape.height for shape in row))


def _room(row: Sequence[_Shape], gutter: float) -> float:
    """Width that a row has for its pictures."""
    return 1 - gutter * (len(row) - 1)


def percent(share: float) -> float:
    """A share in percent, cut to what is printed of it, so that no row is wider than the measure."""
    return floor(share * 10_000) / 100
