"""Headings break into lines of about equal length."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest

from pipeline.press.layout.balance import balance
from pipeline.press.layout.soft_places import SPACE

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


def test_lines_do_not_end_at_fixed_spaces() -> None:
    """So that no more lines come of it than were counted: what a fixed space joins is one word."""
    assert padding("xxxxxxxx " * 4 + "x") > 0
    assert padding(("x" * 8 + "\N{NO-BREAK SPACE}") * 4 + "x") == 0


def test_a_title_without_spaces_is_balanced_by_its_phrases() -> None:
    """Between which it has soft places."""
    assert padding("今天的天气真的非常好，我们去图书馆看书然后回家") == 0
    assert (
        padding(SPACE.join(["今天的", "天气", "真的", "非常好，", "我们", "去", "图书馆", "看书", "然后", "回家"])) > 3
    )


def test_a_word_longer_than_the_line_does_no_harm() -> None:
    """It cannot be balanced; the layout breaks it."""
    assert padding("W" * 60 + " and more") == 0


def test_letters_are_as_wide_as_in_the_face_that_has_them() -> None:
    """A Greek heading is evened out as a Latin one is: no word of it is left alone."""
    heading = Element("h1")
    heading.text = "Διαβάζοντας τον χάρτη των άστρων"
    balance(heading, 17.0)
    padding = float(heading.get("style", "").removeprefix("padding-inline-end:").removesuffix("em"))
    assert 5 < padding < 9  # both lines are some ten ems long


def test_a_heading_that_nearly_fills_two_lines_has_no_third() -> None:
    """Only one line is not trusted to fit where it hardly does."""
    heading = Element("h1")
    heading.text = "Today in 1805, off Cape Trafalgar, thirty-three ships shared a group chat."
    balance(heading, 17.0)
    padding = float((heading.get("style") or "padding-inline-end:0em").removeprefix("padding-inline-end:")[:-2])
    assert padding < 1
