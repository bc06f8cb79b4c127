"""Drawings of emoji that would vanish on the dark ground that a reader may choose."""

from __future__ import annotations

import re

from pipeline.typeset import emoji

_COLOUR = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
_DARK = 0x70
"""Most of red, green or blue that a dark colour has."""
_EDGE = '<svg stroke="#fff" stroke-width="1.5" stroke-linejoin="round" paint-order="stroke" '
"""Opening of a drawing with a light edge around its shapes, which cannot be seen on paper."""


def on_any_ground(key: str) -> bytes:
    """The SVG of an emoji's drawing; one that has nothing but dark colours gets a light edge, or night would hide it.

    key: see `emoji.Emoji`.
    """
    drawing = emoji.drawing(key)
    return drawing if _shows_on_black(drawing.decode()) else drawing.replace(b"<svg ", _EDGE.encode(), 1)


def _shows_on_black(drawing: str) -> bool:
    return any(_brightest(colour) > _DARK for colour in _COLOUR.findall(drawing))


def _brightest(colour: str) -> int:
    """The most that a colour has of red, green or blue, of 255. colour: "9cf" or "99ccff"."""
    return max(bytes.fromhex(colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)))
