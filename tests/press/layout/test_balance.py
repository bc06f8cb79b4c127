"""Headings break into lines of about equal length."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest

from pipeline.press.layout.balance import balance

MEASURE = 17.0


def padding(text: str) -> float:
    """Ems of padding that a heading of this text is given."""
    heading = Element("h1")
    heading.text = text
    balance(heading, MEASURE)
    found = re.fullmatch(r"padding-inline-end:([\d.]+)em", heading.get("style", "padding-inline-end:0em"))
    assert found
    return float(found[1])


def test_a_heading_of_one_line_is_left_alone() -> None:
    """There is nothing to balance."""
    assert padding("How a wall stands") == 0


@pytest.mark.parametrize("text", ["Why dry-stone walls outlive the farms that they were built for", "石 " * 21])
def test_a_heading_that_would_leave_a_word_over_is_narrowed(text: str) -> None:
    """Its lines come out even, and not so narrow that there would be one more."""
    assert 0 < padding(text) < MEASURE / 2


def test_a_word_longer_than_the_line_does_no_harm() -> None:
    """It cannot be balanced; the layout breaks it."""
    assert padding("W" * 60 + " and more") == 0
