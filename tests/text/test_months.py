"""English month names in dates."""

from __future__ import annotations

import re

import pytest

from pipeline.text.months import MONTH, NUMBERS


@pytest.mark.parametrize("name", ["Sep", "Sept", "Sept.", "September"])
def test_a_name_may_be_shortened(name: str) -> None:
    """Its first three letters tell the month."""
    assert re.fullmatch(MONTH, name)
    assert NUMBERS[name[:3]] == 9


def test_every_month_has_a_number() -> None:
    """From 1 to 12, in their order."""
    assert list(NUMBERS.items())[::11] == [("Jan", 1), ("Dec", 12)]
    assert len(NUMBERS) == 12


@pytest.mark.parametrize("word", ["sep", "Smarch", "Se", "SEP", "Februarytides", "May 5"])
def test_other_words(word: str) -> None:
    """Small letters, words that only look alike, more than a name."""
    assert not re.fullmatch(MONTH, word)
