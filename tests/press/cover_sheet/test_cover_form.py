"""The form of a cover sheet: spines and sheets as printers reckon them, worked out anew."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from pipeline.model import CoverForm
from tests.press.cover_sheet.sheets import INCH, KDP


@pytest.mark.parametrize(
    ("thickness", "extra", "pages", "inches"),
    [
        (0.002252, 0, 200, 0.4504),  # KDP, white paper
        (0.0025, 0, 200, 0.5),  # KDP, cream
        (0.002347, 0, 600, 1.4082),  # KDP, premium colour
        (1 / 444, 0.06, 222, 0.56),  # Lulu
        (1 / 512, 0, 256, 0.5),  # IngramSpark, by pages to the inch of its paper
    ],
)
def test_a_spine_grows_with_the_pages(thickness: float, extra: float, pages: int, inches: float) -> None:
    """By the thickness of a page, and what the cover itself takes."""
    form = replace(KDP, page_thickness=thickness * INCH, spine_extra=extra * INCH)
    assert form.spine(pages) == pytest.approx(inches * INCH)


def test_a_sheet_is_as_large_as_kdps_calculator_has_it() -> None:
    """A book of 6 × 9 in with a spine of 23.45 mm has a cover of 334.6 × 234.95 mm."""
    form = replace(KDP, page_thickness=23.45 / 410)
    assert form.sheet(410) == pytest.approx((334.6, 234.95), abs=0.01)


@pytest.mark.parametrize("fact", ["width", "height", "page_thickness", "bleed", "spine_text_pages"])
def test_lengths_below_nothing_are_refused(fact: str) -> None:
    """Where a form is read from data."""
    facts = msgspec.to_builtins(KDP) | {fact: -1}
    with pytest.raises(msgspec.ValidationError, match=fact):
        msgspec.convert(facts, CoverForm)
