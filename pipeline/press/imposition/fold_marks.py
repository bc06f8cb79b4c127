"""Fold marks and cut marks, as operators of a page's content (ISO 32000-1, 8.5).

On a booklet they stand outside the pages, where there is room; a zine has them between its pages, where it is folded
and cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.press.imposition.panels import Panels

_GAP, _LONGEST, _SHORTEST = 8.5, 17.0, 6.0
"""Points between a mark and the pages, and lengths of one: 3 mm, 6 mm, 2 mm."""
_THIN = "0.35 w 0 G 0 g"
_DASHED = "[3 3] 0 d"
_GREY = "0.5 G"
_BLADES = "0.9 w 1 J 5 1.9 m 16 -1.2 l S 5 -1.9 m 16 1.2 l S"
"""Blades of a pair of scissors, which cuts to the right along the line at height 0."""
_RINGS = (2.6, 3.0, -3.0)
"""Radius of its rings, and how far they are above and below that line."""
_ROUND = 0.5523
"""Where the control points of a quarter of a circle are."""

Line = tuple[float, float, float, float]


def marks(panels: Panels) -> bytes:
    """The marks of a side."""
    drawn = _of_booklet(panels) if panels.scheme.is_duplex else _of_zine(panels)
    return f"q {_THIN} {' '.join(drawn)} Q\n".encode()


def _of_booklet(panels: Panels) -> Iterator[str]:
    """A dashed line at each end of the fold, and lines at the corners of the two pages."""
    fold, middle = panels.width / 2, panels.height / 2
    left, right = fold - panels.page_width, fold + panels.page_width
    lower, upper = middle - panels.page_height / 2, middle + panels.page_height / 2
    above = [(at, *reach) for at in (left, right) for reach in _outside(lower, upper, panels.height)]
    beside = [(at, *reach) for at in (lower, upper) for reach in _outside(left, right, panels.width)]
    yield from _strokes((x, start, x, end) for x, start, end in above)
    yield from _strokes((start, y, end, y) for y, start, end in beside)
    yield _DASHED
    yield from _strokes((fold, start, fold, end) for start, end in _outside(lower, upper, panels.height))


def _outside(low: float, high: float, length: float) -> Iterator[tuple[float, float]]:
    """Starts and ends of the marks below and above what lies between two heights on a sheet, where there is room."""
    for edge, outwards, room in ((low, -1, low), (high, 1, length - high)):
        if room >= _GAP + _SHORTEST:
            yield edge + outwards * _GAP, edge + outwards * min(room, _GAP + _LONGEST)


def _of_zine(panels: Panels) -> Iterator[str]:
    """Dashed lines at the folds, and a cut through the middle of the two inner columns, with scissors at its start."""
    wide, middle = panels.panel_width, panels.height / 2
    yield f"{_GREY} {_DASHED}"
    yield from _strokes((wide * column, 0, wide * column, panels.height) for column in range(1, panels.scheme.columns))
    yield from _strokes([(0, middle, wide, middle), (panels.width - wide, middle, panels.width, middle)])
    yield "[] 0 d 0 G"
    yield from _strokes([(wide, middle, panels.width - wide, middle)])
    yield f"1 0 0 1 {wide:.3f} {middle:.3f} cm {_BLADES}"
    radius, *heights = _RINGS
    yield from (_ring(radius, height, radius) for height in heights)


def _strokes(lines: Iterable[Line]) -> Iterator[str]:
    return ("{:.3f} {:.3f} m {:.3f} {:.3f} l S".format(*line) for line in lines)


def _ring(x: float, y: float, radius: float) -> str:
    """A circle about a point, of four curves."""
    bent = radius * _ROUND
    quarters = (
        (x + radius, y + bent, x + bent, y + radius, x, y + radius),
        (x - bent, y + radius, x - radius, y + bent, x - radius, y),
        (x - radius, y - bent, x - bent, y - radius, x, y - radius),
        (x + bent, y - radius, x + radius, y - bent, x + radius, y),
    )
    curves = " ".join("{:.3f} {:.3f} {:.3f} {:.3f} {:.3f} {:.3f} c".format(*quarter) for quarter in quarters)
    return f"{x + radius:.3f} {y:.3f} m {curves} S"
