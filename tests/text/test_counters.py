"""Counters: what is one, and what only looks like one."""

from __future__ import annotations

import re

import pytest
import regex

from pipeline.text.counters import (
    AT_END_AFTER_SIGN,
    AT_END_AFTER_SPACE,
    AT_START,
    BY_ITSELF,
    OF_FIRST_POST,
    Counter,
    counter_of,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3/16 Moss grows", Counter(3, "16")),
        ("(2/n) Moss grows", Counter(2, "")),
        ("🧵 1/ Moss grows", Counter(1, "")),
        ("4 / 07: moss", Counter(4, "07")),
        ("12/12", Counter(12, "12")),
        ("1/2cup of moss", None),
        ("1234/5 moss", None),
    ],
)
def test_a_text_begins_with_a_counter(text: str, expected: Counter | None) -> None:
    """The number and, where it is one, the total; not a fraction that goes on as a word."""
    match = AT_START.match(text)
    assert (counter_of(match) if match else None) == expected


@pytest.mark.parametrize(
    ("text", "after_space", "after_sign"),
    [
        ("Moss grows 3/16", Counter(3, "16"), Counter(3, "16")),
        ("Moss grows [3/n]", Counter(3, ""), Counter(3, "")),
        ("Moss grows /5", Counter(5, ""), Counter(5, "")),
        ("Moss grows (/5)", Counter(5, ""), None),
        ("Moss grows…3/16", None, Counter(3, "16")),
        ("On 1.3/4", None, None),
        ("See example.org/5", None, None),
    ],
)
def test_a_text_ends_with_a_counter(text: str, after_space: Counter | None, after_sign: Counter | None) -> None:
    """Behind white space always; behind a sign only for the pattern that is named so; in a number or address never."""
    found = [pattern.search(text) for pattern in (AT_END_AFTER_SPACE, AT_END_AFTER_SIGN)]
    assert [counter_of(match) if match else None for match in found] == [after_space, after_sign]


@pytest.mark.parametrize(
    ("text", "bare"),
    [("3/16 moss", " moss"), ("moss (2/)\nfern", "moss \nfern"), ("moss /4", "moss "), ("open 24/7!", "open 24/7!")],
)
def test_a_counter_stands_by_itself(text: str, bare: str) -> None:
    """Only with white space on both sides."""
    assert re.sub(BY_ITSELF, "", text) == bare


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("1/12 Moss", " Moss"),
        ("（0/N）Moss", "Moss"),
        ("Moss /1", "Moss "),
        ("1/2 cup of moss", "1/2 cup of moss"),
        ("2/12 Moss", "2/12 Moss"),
    ],
)
def test_the_counter_of_a_first_post(text: str, bare: str) -> None:
    """0 or 1 of any total, in brackets of any width; not a fraction."""
    assert regex.sub(OF_FIRST_POST, "", text, flags=regex.IGNORECASE) == bare
