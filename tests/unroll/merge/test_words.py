"""Words are aligned: by what is unique in both texts, and between that word by word, unless it would take too long."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.unroll.merge import words
from pipeline.unroll.merge.words import aligned

TEXT = [f"word{number}" for number in range(600)]
TEXTS = st.lists(st.sampled_from("abcdefgh"), max_size=40)


def test_unique_stretches_align_what_is_too_long_to_compare() -> None:
    """A word added at each end leaves only what is unique, with more pairs of words than are ever compared."""
    assert len(TEXT) ** 2 > words._MOST_COMPARED
    assert aligned(["ahead", *TEXT, "behind"], ["before", *TEXT, "after"]) == [-1, *range(1, 601), -1]


def test_a_stretch_that_returns_is_no_anchor() -> None:
    """Which of its places is meant only the words around it tell."""
    chorus = ["row", "row", "row", "your", "boat"]
    verse, other = TEXT[:300], TEXT[300:]
    whole = [*chorus, *verse, *chorus, *other, *chorus]
    part = ["so", *verse, *chorus, *other, "end"]
    assert aligned(part, whole) == [-1, *range(5, 5 + 300 + 5 + 300), -1]


@pytest.mark.parametrize(("most", "expected"), [(8, [-1, -1, -1]), (9, [-1, 1, -1]), (10, [-1, 1, -1])])
def test_words_between_anchors_are_compared_up_to_a_limit(
    monkeypatch: pytest.MonkeyPatch, most: int, expected: list[int]
) -> None:
    """Three words against three are nine pairs."""
    monkeypatch.setattr(words, "_MOST_COMPARED", most)
    assert aligned(["a", "same", "b"], ["c", "same", "d"]) == expected


@given(TEXTS, TEXTS)
def test_alignments_rise_and_match(one: list[str], two: list[str]) -> None:
    """Each word stands for an equal one, and no two cross."""
    match = aligned(one, two)
    found = [(at, to) for at, to in enumerate(match) if to >= 0]
    assert len(match) == len(one)
    assert all(one[at] == two[to] for at, to in found)
    assert all(to < then for (_, to), (_, then) in pairwise(found))


@given(TEXTS)
def test_a_text_is_aligned_with_itself(text: list[str]) -> None:
    """Word by word."""
    assert aligned(text, text) == list(range(len(text)))


@given(st.lists(st.text(st.characters(max_codepoint=0x2FFF) | st.sampled_from(" .:/abcſK\u0301\u20e3"), max_size=20)))
@settings(deadline=None)
@example([chr(code) for code in (*range(0x3000), *range(0x1F000, 0x1FC00))])
def test_words_are_the_same_by_the_quick_way(lines: list[str]) -> None:
    """As those that are found with their places."""
    for line in lines:
        assert words.folded_words(line) == [word.text for word in words.words(line.replace("\n", " "))]
