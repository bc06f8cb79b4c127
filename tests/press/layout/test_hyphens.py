"""Hyphenation patterns that are taken apart late are those that Pyphen takes apart at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyphen
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.press.layout.patches import hyphens
from pipeline.press.layout.patches.patch import digest

TARGET = "pyphen:HyphDict"
THEIRS: Any = next((kind for kind in pyphen.HyphDict.__mro__ if kind.__module__ == "pyphen"), None)
"""Pyphen's own, whether or not another test has had it replaced."""
OURS: Any = hyphens.patterns_when_needed.make(THEIRS)
ENGLISH = THEIRS(pyphen.LANGUAGES["en"]), OURS(pyphen.LANGUAGES["en"])


@pytest.mark.parametrize("path", sorted(set(pyphen.LANGUAGES.values())), ids=lambda path: path.stem)
def test_a_dictionary_has_the_same_patterns(path: Path) -> None:
    """Each that Pyphen brings: any word is then divided alike."""
    theirs, ours = THEIRS(path), OURS(path)
    late = {letters: hyphens._weights(pattern) for letters, pattern in ours._untouched.items()}
    assert theirs.patterns.keys() == (ours.patterns | late).keys()
    assert [*theirs.patterns.values()] == [*(ours.patterns | late).values()]
    assert theirs.maxlen == ours.maxlen


def test_dictionaries_without_spellings_of_their_own_are_read_late() -> None:
    """English is."""
    assert OURS(pyphen.LANGUAGES["en"])._untouched


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("abcdefghilmnoprstuyABÉ'’- "), max_size=24))
def test_words_are_divided_alike(word: str) -> None:
    """Whatever words were asked for before."""
    theirs, ours = ENGLISH
    assert ours.positions(word) == theirs.positions(word)


def test_the_patch_fits_the_pyphen_that_is_installed() -> None:
    """Its source is the one that the patch was written for."""
    assert digest(TARGET) == hyphens.patterns_when_needed.source
