"""The text of a post on X: where it is cut."""

from __future__ import annotations

import pytest

from pipeline.sources.x.tweet_text import is_cut


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("a" * 197 + "…", False),
        ("a" * 198 + "…", True),
        ("潮" * 98 + "a…", False),
        ("潮" * 99 + "…", True),
        ("a" * 200, False),
    ],
)
def test_a_long_text_that_ends_in_an_ellipsis_is_cut(text: str, cut: bool) -> None:
    """As X counts: the ellipsis and what East Asia writes weigh two; a shorter text ends so by its author's will."""
    assert is_cut(text) is cut
