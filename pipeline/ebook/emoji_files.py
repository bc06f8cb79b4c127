"""Drawings of emoji as files of a book, which show on the dark ground, too, that a reader may choose."""

from __future__ import annotations

import re
from io import BytesIO

from pipeline.ebook.conversions import Conversions
from pipeline.ebook.font_subsets import DRAWINGS
from pipeline.ebook.package import File
from pipeline.ebook.picture_rule import PictureRule
from pipeline.model import Picture
from pipeline.typeset import emoji, pictures
from pipeline.typeset.emoji import Emoji

SIDE = 128
"""Side in pixels of a drawing as PNG: sharp at 30 points on a screen of 300 pixels to the inch."""
_COLOURS = 128
"""Of a drawing as PNG, with what its edges let through: the drawings are flat."""
_COLOUR = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
_DARK = 0x70
"""Most of red, green or blue that a dark colour has."""
_EDGE = '<svg stroke="#fff" stroke-width="1.5" stroke-linejoin="round" paint-order="stroke" '
"""Opening of a drawing with a light edge around its shapes, which cannot be seen on paper."""


def svg_file(used: Emoji, ending: str) -> File:
    """The file of an emoji's drawing as SVG. ending: of its key."""
    return _file(used, "svg", "image/svg+xml", on_any_ground(used.key + ending))


def png_file(used: Emoji, ending: str, rule: PictureRule, conversions: Conversions) -> File:
    """The same as PNG, for readers that draw no SVG. rule: what is asked of pictures besides."""
    drawing = on_any_ground(used.key + ending)
    picture = conversions.made(("emoji", SIDE, drawing), lambda: _rasterised(drawing))
    return _file(used, "png", "image/png", rule.fitted(picture, conversions).data)


def _file(used: Emoji, suffix: str, media_type: str, data: bytes) -> File:
    return File(id=f"emoji-{used.key}", name=f"{DRAWINGS}/{used.key}.{suffix}", media_type=media_type, data=data)


def on_any_ground(key: str) -> bytes:
    """The SVG of an emoji's drawing; one that has nothing but dark colours gets a light edge, or night would hide it.

    key: see `emoji.Emoji`.
    """
    drawing = emoji.drawing(key)
    return drawing if _shows_on_black(drawing.decode()) else drawing.replace(b"<svg ", _EDGE.encode(), 1)


def _rasterised(drawing: bytes) -> Picture:
    """The drawing in pixels, with what it leaves clear. It is one of ours, so it is drawn here."""
    import resvg_py
    from PIL import Image

    drawn = resvg_py.svg_to_bytes(svg_string=drawing.decode(), width=SIDE, height=SIDE, skip_system_fonts=True)
    with Image.open(BytesIO(drawn)) as image:
        few = image.quantize(_COLOURS, Image.Quantize.FASTOCTREE)  # half the bytes, and a third of the time
        return pictures.saved(few, "PNG", compress_level=6)


def _shows_on_black(drawing: str) -> bool:
    return any(_brightest(colour) > _DARK for colour in _COLOUR.findall(drawing))


def _brightest(colour: str) -> int:
    """The most that a colour has of red, green or blue, of 255. colour: "9cf" or "99ccff"."""
    return max(bytes.fromhex(colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)))
