"""The geometry of pages follows from their size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ThemeError
from pipeline.typeset import theme as themes
from pipeline.typeset.geometry import Geometry
from pipeline.typeset.lengths import millimetres, page_size
from pipeline.typeset.style_values import page_rules
from pipeline.typeset.theme_toml import Wishes

EM = 25.4 / 72
"""Millimetres of a point."""


def page(**said: str) -> Geometry:
    """The geometry of the classic theme with these options."""
    return themes.load("classic", [Wishes(said)]).page


def test_the_classic_page() -> None:
    """An A5 of 10.25 points, as it always was."""
    a5 = page()
    assert (a5.top, a5.outer, a5.bottom, a5.inner) == (20, 22, 24, 18)
    assert (a5.size, a5.measure, a5.foot, a5.shape, a5.day) == (10.25, 108, 13.6, 1.45, 14.5)
    assert (a5.heading_measure, a5.running_measure, a5.scale, a5.tall) == (17, 36, 1, 1)


@given(
    width=st.integers(100, 400),
    height=st.integers(120, 600),
    sides=st.sampled_from(["one", "two"]),
    size=st.one_of(st.just("auto"), st.integers(7, 18).map(str)),
)
def test_any_page_has_a_line_that_can_be_read_and_room_for_what_hangs(
    width: int, height: int, sides: str, size: str
) -> None:
    """No line of more than 34 ems; a day with its gap ends before the page does; margins mirror each other, or are even."""
    found = page(page=f"{width}x{height}", sides=sides, size=size)
    assert found.measure <= 34 * found.size * EM + 0.02
    assert found.day + 2.5 * found.scale + 2 <= found.outer + 0.01
    assert found.day >= min(14.5 * found.scale, 0.18 * width - 2.5 * found.scale - 2) - 0.01
    assert (found.inner == found.outer) == (sides == "one")
    assert 0 < found.foot < found.bottom


def test_margins_that_are_given_are_taken() -> None:
    """A day that hangs is made to fit them; on pages of one side they are even."""
    found = page(margins="10 12 14 16")
    assert (found.top, found.outer, found.bottom, found.inner) == (10, 12, 14, 16)
    assert found.day == 12 - 2.5 - 2
    assert page(margins="10 12 14 16", sides="one").inner == 14
    with pytest.raises(ThemeError, match="theme classic: the margins leave 8 × 170 mm for the text"):
        page(margins="20 70 20 70")


def test_headings_and_running_heads_are_measured_in_their_sizes() -> None:
    """They grow with the text if nobody says how large they are; a line holds as many ems as they leave room for."""
    assert (page(size="20.5").heading, page(size="20.5").running) == (36, 17)
    found = page(margins="20 22 24 18", heading_size="9", running_size="17")
    assert (found.heading_measure, found.running_measure) == (34, 18)


def test_pages_of_one_side_have_one_rule() -> None:
    """Those of two have another for left ones."""
    assert page_rules(page()) == (
        "@page{size:148mm 210mm;margin:20mm 22mm 24mm 18mm}@page :left{margin:20mm 18mm 24mm 22mm}"
    )
    assert page_rules(page(sides="one")) == "@page{size:148mm 210mm;margin:20mm 21mm 24mm 21mm}"


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("a4", (210, 297)),
        ("6x9", (152.4, 228.6)),
        ("120x180", (120, 180)),
        ("5x8in", (127, 203.2)),
        ("9cm×100mm", (90, 100)),
    ],
)
def test_pages_have_names_or_sizes(text: str, size: tuple[float, float]) -> None:
    """In millimetres, if they do not say another unit."""
    assert page_size(text) == pytest.approx(size)


@pytest.mark.parametrize("text", ["a6", "0x0", "1000x1000", "100", "100x", "x100", "1e3x100", "..x..", "100x100px"])
def test_what_is_no_page_is_refused(text: str) -> None:
    """Too small, too large, or not understood."""
    with pytest.raises(ValueError, match=r"no page size|too small or too large|no length"):
        page_size(text)


@pytest.mark.parametrize("value", ["", "6 px", "-1mm", True, None, float("nan"), float("inf"), [6]])
def test_what_is_no_length_is_refused(value: object) -> None:
    """Numbers are millimetres; infinite ones are none."""
    with pytest.raises(ValueError, match="no length"):
        millimetres(value)


@given(
    least=st.tuples(*[st.integers(1, 20)] * 4),
    margins=st.sampled_from(["auto", "8 9 10 11"]),
    sides=st.sampled_from(["one", "two"]),
    width=st.integers(140, 300),
)
def test_least_margins_hold_nothing(least: tuple[int, int, int, int], margins: str, sides: str, width: int) -> None:
    """Text, days, post numbers, running heads and page numbers end before they do."""
    above, outside, below, inside = least
    said = {"least_margins": " ".join(map(str, least)), "margins": margins, "sides": sides}
    found = page(page=f"{width}x{width * 1.5:.0f}", **said)
    assert found.top >= above
    assert found.inner >= inside - 0.01
    assert found.bottom > found.foot >= below - 0.01
    for hangs in (found.day, 10 * found.scale):
        assert found.outer - 2.5 * found.scale - hangs >= outside - 0.01
    line = found.running * 1.42 * EM
    assert (found.top + found.head_inset - line) / 2 >= above - 0.01
    assert found.head_inset == 4 or (found.top + found.head_inset + line) / 2 <= found.top


def test_a_theme_says_what_hangs() -> None:
    """Where nothing does, the outer margin is no wider than it has to be."""
    least = {"least_margins": "12.7 12.7 12.7 12.7"}
    assert themes.load("zine", [Wishes(least)]).page.outer == 12.7
    assert page(margins="10 10 10 10", **least).outer == 12.7 + 12.5


def test_pages_have_a_bleed_where_they_are_cut() -> None:
    """On all sides, or on all but the spine; where there is one side of paper, there is no spine."""
    said = {"print_bleed": "3mm", "print_bleed_sides": "outer"}
    assert "bleed:3mm 3mm 3mm 0mm}@page :left" in page_rules(page(**said))
    assert page_rules(page(**said)).endswith("bleed:3mm 0mm 3mm 3mm}")
    assert page_rules(page(print_bleed="3mm")).count("bleed:3mm 3mm 3mm 3mm") == 2
    assert page_rules(page(sides="one", **said)).endswith("bleed:3mm 3mm 3mm 3mm}")
    assert "bleed" not in page_rules(page())
