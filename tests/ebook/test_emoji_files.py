"""Drawings of emoji in an EPUB that would vanish on a dark ground."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from pipeline.ebook import emoji_files
from pipeline.typeset import emoji

_COLOUR = re.compile(r"#(?:([0-9a-fA-F]{6})|([0-9a-fA-F]{3}))\b")


@pytest.mark.parametrize("key", ["1f5a4", "26ab", "2714"])
def test_a_dark_drawing_has_a_light_edge(key: str) -> None:
    """A black heart can be seen in a dark theme."""
    root = ElementTree.fromstring(emoji_files.on_any_ground(key))
    assert (root.get("stroke"), root.get("paint-order")) == ("#fff", "stroke")


def test_every_drawing_has_something_light() -> None:
    """Of all that there are: an edge, or a colour of its own."""
    for key in emoji.keys().values():
        colours = _COLOUR.findall(emoji_files.on_any_ground(key).decode())
        channels = [max(bytes.fromhex(long or "".join(digit * 2 for digit in short))) for long, short in colours]
        assert max(channels) > 0x70, key


def test_others_stay_as_they_are() -> None:
    """A drawing with colours is the package's own, byte for byte."""
    assert emoji_files.on_any_ground("1f9f5") == emoji.drawing("1f9f5")
