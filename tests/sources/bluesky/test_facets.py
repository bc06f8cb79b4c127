"""Texts of Bluesky posts: spans lie on the words that the author's app marked, whatever the offsets say."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Span
from pipeline.sources.bluesky.facets import laid_out
from pipeline.sources.bluesky.lexicon import Record

URI = {"$type": "app.bsky.richtext.facet#link", "uri": "https://example.org/a"}


def _laid_out(text: str, *facets: Any, **more: Any) -> tuple[str, tuple[Span, ...]]:
    return laid_out(msgspec.convert({"text": text, "facets": list(facets), **more}, Record))


def _facet(start: int, end: int, *features: Any) -> dict[str, Any]:
    return {"index": {"byteStart": start, "byteEnd": end}, "features": list(features) or [URI]}


def _marked(text: str, spans: tuple[Span, ...]) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.kind) for span in spans]


def test_facets_count_bytes() -> None:
    """Letters of two, three and four bytes before a link do not move it."""
    text = "Šípek – 🌹 here"
    start = len(text[: text.index("here")].encode())
    assert _marked(*_laid_out(text, _facet(start, start + 4))) == [("here", "link")]


def test_features_become_kinds() -> None:
    """A mention leads to the profile of the DID, a tag to its page, a link where it says."""
    mention = {"$type": "app.bsky.richtext.facet#mention", "did": "did:plc:abc"}
    tag = {"$type": "app.bsky.richtext.facet#tag", "tag": "Růže 🌹"}
    unknown = {"$type": "blue.example.facet#poll", "number": 1}
    _, spans = _laid_out("one two six ten", _facet(0, 3, mention), _facet(4, 7, unknown, tag), _facet(8, 11))
    assert [(span.kind, span.target) for span in spans] == [
        ("mention", "https://bsky.app/profile/did:plc:abc"),
        ("hashtag", "https://bsky.app/hashtag/R%C5%AF%C5%BEe%20%F0%9F%8C%B9"),
        ("link", "https://example.org/a"),
    ]


@pytest.mark.parametrize(
    "facet",
    [
        _facet(1, 3),  # within ř
        _facet(3, 3),
        _facet(5, 3),
        _facet(-1, 3),
        _facet(0, 999),
        _facet(0, 3, {"$type": "app.bsky.richtext.facet#link", "uri": "javascript:alert(1)"}),
        _facet(0, 3, {"$type": "app.bsky.richtext.facet#tag"}),
        _facet(0, 3, {"$type": "blue.example.facet#poll"}),
    ],
)
def test_facets_that_make_no_sense_are_left_out(facet: Any) -> None:
    """A range that is none, that cuts a character, or a feature that leads nowhere leaves plain text."""
    assert _laid_out("řeka", facet) == ("řeka", ())


def test_overlapping_facets_are_cut_down_to_the_first() -> None:
    """Of two facets over the same words the one that begins first counts, whatever their order."""
    text, spans = _laid_out("salt marsh", _facet(2, 10), _facet(0, 4))
    assert _marked(text, spans) == [("salt", "link")]


def test_older_entities_count_utf16() -> None:
    """Posts of the first year mark in units of UTF-16, in which an emoji is two."""
    text = "🌊🌊 @tide.example https://example.org"
    entities = [
        {"index": {"start": 5, "end": 18}, "type": "mention", "value": "did:plc:abc"},
        {"index": {"start": 19, "end": 38}, "type": "link", "value": "https://example.org"},
        {"index": {"start": 0, "end": 4}, "type": "cashtag", "value": "x"},
    ]
    assert _marked(*_laid_out(text, entities=entities)) == [
        ("@tide.example", "mention"),
        ("https://example.org", "link"),
    ]


def test_text_is_cleaned_and_spans_move_with_it() -> None:
    """White space around the text and characters that are none go, and the link stays on its word."""
    text = "\n Ebb\u202e and \x00flow \r\n"
    start = len(text[: text.index("flow")].encode())
    assert _marked(*_laid_out(text, _facet(start - 1, start + 5))) == [("flow", "link")]
    assert _laid_out(text)[0] == "Ebb and flow"


@given(
    text=st.text(st.sampled_from("aß–🌊\u0301\n \x00\ud83c")) | st.text(),
    ranges=st.lists(st.tuples(st.integers(-2, 60), st.integers(-2, 60)), max_size=8),
)
def test_any_facets_give_spans_of_whole_characters(text: str, ranges: list[tuple[int, int]]) -> None:
    """For any text and any ranges: spans in order, apart, within the text, and on what the bytes are."""
    raw = text.encode("utf-8", "surrogatepass")
    shown, spans = _laid_out(text, *(_facet(start, end) for start, end in ranges))
    assert shown == shown.strip()
    shown.encode()  # raises UnicodeEncodeError for half a character
    ends = [0, *(span.end for span in spans)]
    assert all(before <= span.start < span.end <= len(shown) for before, span in zip(ends, spans, strict=False))
    meant = {raw[start:end].decode("utf-8", "replace") for start, end in ranges if 0 <= start < end}
    plain = text.isprintable()
    assert not plain or all(shown[span.start : span.end] in {part.strip() for part in meant} for span in spans)
