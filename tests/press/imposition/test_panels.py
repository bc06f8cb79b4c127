"""Panels: the paper that is chosen, the size of pages on it, where they stand, and the marks around them."""

from __future__ import annotations

import re

import pytest

from pipeline.press.imposition.fold_marks import marks
from pipeline.press.imposition.panels import Panels, paper_for
from pipeline.press.imposition.schemes import Place, Scheme, booklet, zine
from pipeline.press.sheet import Box

MM = 72 / 25.4
"""Points of a millimetre."""
A4 = (297.0, 210.0)
BOOKLET, ZINE = booklet(24), zine(8)


def page(width: float, height: float) -> Box:
    """The box of a page, of millimetres."""
    return 0.0, 0.0, width * MM, height * MM


def panels_of(scheme: Scheme, paper: tuple[float, float], box: Box, creep: float = 0.0) -> Panels:
    """The panels of a paper. Lengths in mm, but for the box."""
    return Panels.of(scheme, (paper[0] * MM, paper[1] * MM), [box], creep * MM)


def placed(panels: Panels, place: Place, box: Box) -> tuple[float, ...]:
    """Left, lower, right and upper edge, in mm, of where a page is drawn."""
    a, b, c, d, e, f = panels.matrix(place, box)
    assert (b, c) == (0, 0)
    left, right = sorted((a * box[0] + e, a * box[2] + e))
    lower, upper = sorted((d * box[1] + f, d * box[3] + f))
    return tuple(round(edge / MM, 2) for edge in (left, lower, right, upper))


@pytest.mark.parametrize(
    ("scheme", "size", "paper"),
    [
        (BOOKLET, (148, 210), A4),
        (BOOKLET, (105, 148), A4),
        (BOOKLET, (139.7, 215.9), (279.4, 215.9)),
        (BOOKLET, (210, 297), (420, 297)),
        (BOOKLET, (215.9, 279.4), (431.8, 279.4)),
        (BOOKLET, (300, 400), A4),
        (ZINE, (74.25, 105), A4),
        (ZINE, (69.85, 107.95), (279.4, 215.9)),
        (ZINE, (105, 148), (420, 297)),
        (ZINE, (148, 210), A4),
    ],
)
def test_paper_is_what_holds_the_pages(scheme: Scheme, size: tuple[float, float], paper: tuple[float, float]) -> None:
    """A4 before letter, and these before what is larger; A4 where all are too small."""
    assert paper_for(scheme, [page(*size)]) == paper


@pytest.mark.parametrize(
    ("paper", "size", "scale"),
    [
        (A4, (148, 210), 1),
        (A4[::-1], (148, 210), 1),
        (A4, (105, 148), 1),
        (A4, (210, 297), 0.70707),
        (A4, (152.4, 228.6), 0.91864),
    ],
)
def test_pages_are_made_smaller_where_they_must_be_and_never_larger(
    paper: tuple[float, float], size: tuple[float, float], scale: float
) -> None:
    """Whichever way the paper is said to lie."""
    assert panels_of(BOOKLET, paper, page(*size)).scale == pytest.approx(scale, abs=1e-5)


def test_pages_of_a_booklet_stand_at_the_fold() -> None:
    """Halfway up the sheet; boxes may begin anywhere."""
    box = (10.0, 20.0, 10 + 105 * MM, 20 + 148 * MM)
    panels = panels_of(BOOKLET, A4, box)
    assert placed(panels, Place(0, 0), box) == (43.5, 31, 148.5, 179)
    assert placed(panels, Place(0, 1), box) == (148.5, 31, 253.5, 179)


def test_creep_moves_pages_of_inner_sheets_to_the_fold() -> None:
    """By as much for each sheet around theirs."""
    box = page(148, 210)
    panels = panels_of(BOOKLET, A4, box, creep=0.1)
    outer, inner = ([placed(panels, Place(0, column, depth=depth), box) for column in (0, 1)] for depth in (0, 5))
    assert [edges[0] for edges in outer] == [0.5, 148.5]
    assert [edges[0] for edges in inner] == [1.0, 148.0]


def test_pages_of_a_zine_stand_in_the_middle_of_their_panels() -> None:
    """And upside down in the upper row."""
    box = page(70, 100)
    panels = panels_of(ZINE, A4, box)
    assert placed(panels, Place(0, 3, 1), box) == (224.88, 2.5, 294.88, 102.5)
    assert placed(panels, Place(0, 0, 0, is_turned=True), box) == (2.12, 107.5, 72.12, 207.5)
    assert panels.matrix(Place(0, 0, 0, is_turned=True), box)[0] == -1


@pytest.mark.parametrize(
    ("size", "count"), [((148, 210), 0), ((105, 148), 10), ((143.5, 190), 6), ((105, 208), 4), ((210, 297), 0)]
)
def test_marks_of_a_booklet_stand_outside_its_pages(size: tuple[float, float], count: int) -> None:
    """Two at each corner, and two of the fold, as far as there is room."""
    panels = panels_of(BOOKLET, A4, page(*size))
    lines = [[*map(float, line)] for line in re.findall(rb"(\S+) (\S+) m (\S+) (\S+) l S", marks(panels))]
    assert len(lines) == count
    wide, high = panels.page_width, panels.page_height
    for x, y, to_x, to_y in lines:
        beside = max(x, to_x) < panels.width / 2 - wide - 8 or min(x, to_x) > panels.width / 2 + wide + 8
        above = max(y, to_y) < (panels.height - high) / 2 - 8 or min(y, to_y) > (panels.height + high) / 2 + 8
        assert beside != above
        assert 0 <= min(x, to_x) <= max(x, to_x) <= panels.width
        assert 0 <= min(y, to_y) <= max(y, to_y) <= panels.height


def test_a_zine_is_cut_where_its_inner_columns_meet() -> None:
    """A solid line; all other edges of pages within the sheet are dashed."""
    panels = panels_of(ZINE, A4, page(74.25, 105))
    dashed, solid = marks(panels).split(b"[] 0 d")
    (cut,) = re.findall(rb"(\S+) (\S+) m (\S+) (\S+) l S", solid.partition(b"cm")[0])
    assert [round(float(edge) / MM, 2) for edge in cut] == [74.25, 105, 222.75, 105]
    assert dashed.count(b" l S") == 5
