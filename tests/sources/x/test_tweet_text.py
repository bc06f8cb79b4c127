"""The text of a post on X: where it is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources.x.tweet_text import Body, Link, is_cut, verbatim


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


@given(st.text(max_size=300), st.booleans(), st.booleans())
def test_only_a_raw_text_that_ends_in_an_ellipsis_is_cut(words: str, ends_in_ellipsis: bool, has_link: bool) -> None:
    """Whatever label X shows for a link at the end of it."""
    raw = f"{'a' * 200} {words} {'https://t.co/a' if has_link else ''}{'…' if ends_in_ellipsis else ''}"
    link = Link(url="https://t.co/a", target="https://example.com/a-long-address", shown="example.com/a-long…")
    body = Body(raw=raw, links=(link,), decode=verbatim)
    assert body.is_cut(0, len(raw)) is raw.endswith("…")
