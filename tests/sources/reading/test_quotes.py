"""Quotes of posts that are in the same input."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.model import Author, Media, Post, Quote, Span, Visibility
from pipeline.sources.reading.quotes import as_quote, with_own_quotes
from tests.conftest import english

MOSS = Author(handle="moss")
QUOTED = Post(
    id="1",
    url="https://example.org/1",
    text="Moss :kiln: grows",
    spans=(Span(start=0, end=4, kind="bold"), Span(start=5, end=11, kind="emoji")),
    media=(Media(alt="Moss"),),
)


def _quoting(*quotes: Quote) -> Post:
    return Post(id="2", text="See below", quotes=quotes)


def test_a_quote_is_filled_in() -> None:
    """With all that the post has but its pictures of emoji, and with its author where it names none."""
    posts = with_own_quotes({"1": QUOTED, "2": _quoting(Quote(id="1"))}, MOSS)
    assert posts["2"].quotes == (
        Quote(id="1", url=QUOTED.url, author=MOSS, text=QUOTED.text, spans=QUOTED.spans[:1], media=QUOTED.media),
    )
    assert posts["1"] is QUOTED


def test_a_quote_that_has_words_keeps_them() -> None:
    """Those are what was quoted; the post may have been edited."""
    quoting = _quoting(Quote(id="1", text="Moss grew"))
    assert with_own_quotes({"1": QUOTED, "2": quoting}, MOSS, absent="not here")["2"] is quoting


def test_a_post_may_be_quoted_by_another_name() -> None:
    """Such as its address."""
    posts = with_own_quotes({"1": QUOTED, "2": _quoting(Quote(id="https://example.org/1"))}, names={QUOTED.url: "1"})
    assert posts["2"].quotes == (as_quote(QUOTED),)


def test_what_is_not_in_the_input_is_said_to_be_missing() -> None:
    """Where there is a reason to give; else the quote stays as it is."""
    posts = {"2": _quoting(Quote(id="1"))}
    assert with_own_quotes(posts, MOSS)["2"] is posts["2"]
    assert with_own_quotes(posts, MOSS, absent="not here")["2"].quotes == (Quote(id="1", missing="not here"),)


@pytest.mark.parametrize(
    ("visibility", "is_told"), [("public", True), ("unlisted", True), ("followers", False), ("direct", False)]
)
def test_a_private_post_is_not_quoted(visibility: Visibility, is_told: bool) -> None:
    """Its words are for fewer people than the post that quotes it; that it was quoted is not."""
    quote = as_quote(replace(QUOTED, visibility=visibility), MOSS)
    assert quote.url == QUOTED.url
    assert (quote.text, english(quote.missing)) == ((QUOTED.text, "") if is_told else ("", "not public"))
