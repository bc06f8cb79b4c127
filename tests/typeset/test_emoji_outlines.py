"""Emoji in one colour: outlines where there are any, greys for the others, and credit for these alone."""

from __future__ import annotations

import re

import pytest

from pipeline.typeset import credits, emoji, emoji_outlines
from pipeline.wording import ENGLISH, wording
from tests.press.conftest import thread

PLACES = re.compile(r"-?\d+\.\d\d")
COUPLE = "👨🏻‍🐰‍👨🏼"
"""An emoji that the font has no glyph for."""


@pytest.mark.parametrize("sign", ["🧵", "❤️", "👩🏽‍🚀", "1️⃣", "🇳🇴", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"])
def test_an_outline_is_one_path_in_the_square_of_all_drawings(sign: str) -> None:
    """Whatever joins to it: a selector, a skin, a job, a frame, a flag. It fills most of the square, and has no colours."""
    (found,) = emoji.split(sign)
    assert isinstance(found, emoji.Emoji)
    drawing = emoji.drawing(found.key + emoji.MONO).decode()
    assert drawing == (emoji_outlines.outline(found.key) or b"").decode()
    assert drawing.count("<path") == 1
    assert "#" not in drawing
    (path,) = re.findall(r' d="([^"]+)"', drawing)
    places = [float(place) for place in PLACES.findall(path)]
    assert min(places) >= -0.01
    assert max(places) <= emoji_outlines.SIDE + 0.01
    assert max(places) - min(places) > 0.75 * emoji_outlines.SIDE


def test_where_there_is_no_outline_the_drawing_is_grey() -> None:
    """And only there is its credit owed."""
    (found,) = emoji.split(COUPLE)
    assert isinstance(found, emoji.Emoji)
    assert emoji_outlines.outline(found.key) is None
    colours = re.findall(r"#(\w\w)(\w\w)(\w\w)\b", emoji.drawing(found.key + emoji.MONO).decode())
    assert colours
    assert all(red == green == blue for red, green, blue in colours)
    words = wording(ENGLISH)
    outlined, grey = thread("By the 🌊."), thread(f"Here {COUPLE} dance.")
    assert credits.owed(words, outlined)
    assert not credits.owed(words, outlined, drawn=emoji.MONO)
    assert credits.owed(words, outlined, grey, drawn=emoji.MONO)


def test_nearly_all_emoji_have_an_outline() -> None:
    """Of every twentieth, nineteen in twenty at least."""
    keys = list(emoji.keys().values())[::20]
    assert sum(emoji_outlines.outline(key) is not None for key in keys) > 0.95 * len(keys)
