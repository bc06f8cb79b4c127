"""The spine: which way its words run, and how large they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.typeset.cover.spine import Spine, spine


def of(width: float = 200, language: str = "en", *, bears_words: bool = True) -> Spine:
    """A spine of that width, with 20 units free beside either fold, and words from 25 units to 120."""
    return spine(1600, width, language, free=20, least=25, most=120, bears_words=bears_words)


@pytest.mark.parametrize(
    ("language", "turn", "stands"),
    [("en-GB", 90, False), ("nl", 90, False), ("de-AT", -90, False), ("fr", -90, False), ("pl", -90, False),
     ("ja", 90, True), ("zh-Hant", 90, True), ("ar", -90, False), ("he", -90, False), ("", 90, False)],
)  # fmt: skip
def test_words_are_turned_as_the_language_has_it(language: str, turn: int, stands: bool) -> None:
    """Downwards, or upwards; what is written from right to left begins at the head when it is turned upwards."""
    assert (of(language=language).turn, of(language=language).stands) == (turn, stands)


@given(st.floats(0, 1000))
def test_words_fit_between_the_free_edges(width: float) -> None:
    """Lines of any size do; where there is no room for the smallest, there are no words."""
    made = of(width)
    assert bool(made.sizes) == ((width - 40) / 1.15 >= 25) == bool(made.room)
    assert all(25 <= size <= min(120, (width - 40) / 1.15) for size in made.sizes)


def test_a_spine_may_have_no_words() -> None:
    """However wide it is."""
    assert of(500, bears_words=False).sizes == ()


def test_other_words_are_not_smaller_than_the_smallest() -> None:
    """Nor is there no size at all."""
    assert of().below(30)[0] == 30
    assert of().below(10) == (25,)
