"""Pictures of a post are divided into rows that fill the measure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.typeset.picture_rows import HIGHEST, MOST, RESOLUTION, divided, percent

MEASURE, GUTTER = 108.0, 2.0
SHAPES = {
    "landscape": (1200, 900),
    "wide": (1600, 900),
    "portrait": (900, 1200),
    "square": (1080, 1080),
    "panorama": (2048, 512),
    "phone": (1179, 2556),
    "story": (1080, 1920),
    "small": (320, 240),
    "icon": (64, 64),
}
SIZES = st.lists(st.tuples(st.integers(1, 5000), st.integers(1, 5000)), min_size=2, max_size=40)
MEASURES = st.floats(20, 400)
GUTTERS = st.floats(0, 20)


def rows(names: str) -> list[tuple[float, ...]]:
    return divided([SHAPES[name] for name in names.split()], MEASURE, GUTTER)


@given(SIZES, MEASURES, GUTTERS)
def test_every_picture_is_in_a_row_in_its_order(sizes: list[tuple[int, int]], measure: float, gutter: float) -> None:
    """Side by side they are of one height; with the gutters between them they are no wider than the measure."""
    found = divided(sizes, measure, gutter)
    widths = [width for row in found for width in row]
    assert len(widths) == len(sizes)
    assert all(1 <= len(row) <= MOST for row in found)
    shapes = iter(sizes)
    for row in found:
        assert sum(row) + percent(gutter / measure) * (len(row) - 1) <= 100 + 1e-9
        # the height of each lies between that of its width as it is printed, and of a hundredth of a percent more
        heights = [
            (width / ratio, (width + 0.01) / ratio) for width, ratio in zip(row, ratios(shapes, row), strict=True)
        ]
        assert max(low for low, _ in heights) <= min(high for _, high in heights) + 1e-9


def ratios(shapes: Iterator[tuple[int, int]], row: tuple[float, ...]) -> list[float]:
    """Width by height of as many pictures as a row has."""
    return [width / height for width, height in islice(shapes, len(row))]


@given(SIZES, MEASURES, GUTTERS)
def test_no_picture_is_enlarged_or_too_high(sizes: list[tuple[int, int]], measure: float, gutter: float) -> None:
    """None is wider than its pixels at 150 to the inch; no row is higher than what a page takes beside its words."""
    widths = [width for row in divided(sizes, measure, gutter) for width in row]
    for shown, (width, height) in zip(widths, sizes, strict=True):
        assert shown / 100 * measure <= width / RESOLUTION * 25.4 + 1e-6
        assert shown / 100 * height / width <= HIGHEST + 1e-6


@given(st.lists(st.sampled_from(["landscape", "portrait", "square", "phone"]), min_size=2, max_size=12))
def test_rows_are_filled(names: list[str]) -> None:
    """But for those of narrow pictures, which would be as high as a page."""
    shapes = iter([SHAPES[name] for name in names])
    for row in rows(" ".join(names)):
        narrow = sum(ratios(shapes, row)) * HIGHEST < 1 - GUTTER / MEASURE * (len(row) - 1)
        assert narrow or sum(row) + percent(GUTTER / MEASURE) * (len(row) - 1) > 99.9


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("landscape landscape", [2]),
        ("landscape landscape landscape", [2, 1]),
        ("landscape landscape landscape landscape", [2, 2]),
        ("wide wide wide wide wide", [2, 2, 1]),
        ("portrait portrait", [2]),
        ("portrait portrait portrait", [3]),
        ("portrait portrait portrait portrait", [2, 2]),
        ("portrait portrait portrait portrait portrait", [3, 2]),
        ("phone phone phone", [3]),
        ("phone phone phone phone", [4]),  # a row of one would have a page's width empty
        ("phone phone phone phone phone phone", [3, 3]),
        ("story story story story", [4]),
        ("square square square square", [2, 2]),
        ("portrait landscape", [2]),
        ("landscape landscape portrait landscape", [2, 2]),
        ("portrait panorama portrait", [1, 1, 1]),
        ("panorama panorama", [1, 1]),
        ("panorama portrait portrait", [1, 2]),
        ("icon icon icon icon icon icon", [6]),
        ("icon landscape", [1, 1]),  # or the landscape would be as small as the icon
        ("small small small", [3]),
    ],
)
def test_shapes_find_their_company(names: str, expected: list[int]) -> None:
    """As a designer would put them, and the first rows have the more pictures."""
    assert [len(row) for row in rows(names)] == expected


def test_one_by_itself_is_the_style_sheets_to_size() -> None:
    """As it is where a reader's own screen says how large things are."""
    assert rows("icon") == [(100.0,)]
    assert rows("panorama") == [(100.0,)]


def test_a_row_that_nearly_fills_the_measure_does() -> None:
    """A ragged edge is seen to be meant, or there is none."""
    assert sum(rows("phone portrait")[0]) > 98
    assert sum(rows("phone phone")[0]) < 70


def test_a_gutter_too_wide_for_rows_leaves_one_to_each() -> None:
    """However narrow the measure of a theme is."""
    assert [len(row) for row in divided([(900, 1200)] * 4, 20, 20)] == [1, 1, 1, 1]
