"""Numbers that a book adds are in its readers' figures."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.typeset import numerals
from pipeline.wording import numbers


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "1204"), ("ar", "١٢٠٤"), ("ar-EG", "١٢٠٤"), ("ar-MA", "1204"), ("ar-Arab-TN", "1204"), ("fa", "۱۲۰۴"),
        ("fa-IR", "۱۲۰۴"), ("ur", "1204"), ("ur-IN", "۱۲۰۴"), ("he", "1204"), ("hi", "1204"), ("mr", "१२०४"),
        ("ne", "१२०४"), ("bn", "১২০৪"), ("bn-IN", "1204"), ("my", "၁၂၀၄"), ("th", "1204"), ("km", "1204"), ("", "1204"),
    ],
)  # fmt: skip
def test_numbers_are_in_the_figures_of_a_language(language: str, expected: str) -> None:
    """As CLDR has it, by region where that differs."""
    assert numerals.number(1204, language) == expected


@given(st.integers(0, 10**9), st.sampled_from(sorted(numbers._DEFAULTS)))
def test_a_number_keeps_its_value(value: int, language: str) -> None:
    """In any figures."""
    assert int(numerals.number(value, language)) == value


def test_every_counter_style_begins_with_its_zero() -> None:
    """And the other nine figures follow it in Unicode."""
    for zero in numerals.COUNTERS:
        assert [unicodedata.decimal(chr(ord(zero) + value)) for value in range(10)] == list(range(10))
