"""Short codes of custom emoji."""

from __future__ import annotations

from pipeline.text.shortcodes import SHORTCODE, SHORTCODE_BEFORE_COLON


def test_a_short_code_is_a_word_between_colons() -> None:
    """Of any letters; not of white space, and not of nothing."""
    assert SHORTCODE.fullmatch(":kiln:")
    assert SHORTCODE.fullmatch(":窯_2:")
    assert not any(map(SHORTCODE.fullmatch, ("kiln", ":kiln", "::", ":a kiln:", ":kiln:moss:")))


def test_two_may_share_a_colon() -> None:
    """Which of them there are is known from the server's list: each is looked at."""
    assert [match[0] for match in SHORTCODE_BEFORE_COLON.finditer("at 10:30: :kiln:moss:")] == [":30", ":kiln", ":moss"]
