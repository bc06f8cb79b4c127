"""Links, mentions and hashtags in plain text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.sources.reading.entities import find_entities


def targets(text: str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.target) for span in find_entities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See https://example.org/moss.", [("https://example.org/moss", "https://example.org/moss")]),
        ("(http://example.org/a_(b))", [("http://example.org/a_(b)", "http://example.org/a_(b)")]),
        ("https://example.org/?q=1&r=2#c, and", [("https://example.org/?q=1&r=2#c", "https://example.org/?q=1&r=2#c")]),
        ("notes at example.org/moss!", [("example.org/moss", "https://example.org/moss")]),
        ("https://例え.jp/苔」", [("https://例え.jp/苔", "https://例え.jp/苔")]),
        ("cut: example.org/a/very/lo…", []),
        ("cut: https://example.org/a/very/lo...", []),
        ("README.md/x, and/or, a.m./p.m., 3/4, e.g./i.e.", []),
        ("https://localhost/ http://[::1]/ https:// https://x", []),
        ("@moss_and_fern: hello, ＠x", [("@moss_and_fern", "https://x.com/moss_and_fern"), ("＠x", "https://x.com/x")]),
        ("moss@example.org a@b @a@example.social @ é@b", []),
        ("#moss #Moos2024 (#苔)", [(tag, f"https://x.com/hashtag/{name}") for tag, name in [
            ("#moss", "moss"), ("#Moos2024", "Moos2024"), ("#苔", "%E8%8B%94")]]),
        ("#हिन्दी", [("#हिन्दी", "https://x.com/hashtag/%E0%A4%B9%E0%A4%BF%E0%A4%A8%E0%A5%8D%E0%A4%A6%E0%A5%80")]),
        ("#1 C# a#b &#39; # #_", []),
        ("https://example.org/@a#b", [("https://example.org/@a#b", "https://example.org/@a#b")]),
    ],
)  # fmt: skip
def test_what_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    """Complete addresses, handles and hashtags with a letter; not e-mail, cut addresses or file names."""
    assert targets(text) == expected


def test_other_networks() -> None:
    """Mentions and hashtags lead to the network that is asked for."""
    spans = find_entities("@moss #fern", "https://example.social")
    assert [span.target for span in spans] == ["https://example.social/moss", "https://example.social/hashtag/fern"]


@settings(max_examples=200, deadline=None)
@given(st.text("a.@#/:ht ps…é(1_)\n", max_size=60) | st.text(max_size=60))
def test_spans_are_sound(text: str) -> None:
    """Whatever the text: spans in order, within it, without overlap, each to an http address."""
    end = 0
    for span in find_entities(text):
        assert end <= span.start < span.end <= len(text)
        assert span.target.startswith(("https://", "http://"))
        end = span.end


@pytest.mark.parametrize("part", ["a.", "a@", "(", "#_", "https://a.org/)", "a-", "+/", "#1"])
def test_hostile_text_is_searched(part: str) -> None:
    """No text makes the search grow faster than itself: it would not end in time."""
    text = part * 200_000
    assert all(span.end <= len(text) for span in find_entities(text))
