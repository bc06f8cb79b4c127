"""The cover: title and authors on a plain cloth, sewn along the spine as a book of single sheets is.

Everything on it is one colour on another. So it is drawn in shades of one, and the palette turns them into shades
between the two colours: a small file, with clean edges.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache
from io import BytesIO

import regex
from PIL import Image

from pipeline.ebook import lettering, runs

WIDTH, HEIGHT = 1600, 2560
"""Size in pixels, with the proportions that e-book shops ask for. All lengths here are for a cover of this size."""
PLAIN = 0.625
"""Scale of a cover for no shop: as fine as an e-reader shows a whole page, and drawn in half of the time."""
_CLOTHS = (
    ((33, 52, 74), (238, 229, 212)),  # indigo
    ((43, 66, 56), (238, 231, 212)),  # moss
    ((112, 44, 40), (243, 228, 208)),  # madder
    ((62, 52, 66), (236, 226, 214)),  # plum
    ((72, 60, 46), (240, 230, 210)),  # walnut
    ((44, 74, 82), (236, 231, 216)),  # slate
)
"""Pairs of ground and ink, each with a contrast of 7 to 1 or more."""

_INK, _SOFT = 15, 11
"""Shades: for the title, and for everything that speaks more quietly."""
_SPINE = 132
"""Distance from the spine's edge to the seam."""
_THREAD = 9
_STATIONS = (220, 750, 1280, 1810, 2340)
"""Heights at which the thread goes through the sheets and round the spine, from the top."""
_NEAR, _FAR = 290, 150
"""Margins of the text, towards the spine and away from it."""
_MEASURE = WIDTH - _NEAR - _FAR
_TITLE_SIZES = (200, 184, 168, 154, 142, 130, 118, 108, 98, 88, 78, 70)
_AUTHOR_SIZES = (76, 68, 60)
_FOOT_SIZES = (48, 42)
_LEADING, _TALL_LEADING = 1.15, 1.4
"""Distance from line to line, in ems; the latter for scripts that write above and below their letters."""
_TALL = regex.compile(
    r"[\p{L}--[\p{Common}\p{Latin}\p{Greek}\p{Cyrillic}\p{Hebrew}\p{Armenian}\p{Georgian}]]", regex.V1
)


def cover(identity: int, title: str, authors: str, foot: str, *, right_to_left: bool, scale: float = 1) -> bytes:
    """The cover as PNG.

    identity: any number that stands for the book; it chooses the cloth. authors: their names, as one line.
    foot: a few words for the lower edge.
    right_to_left: the book opens the other way, so the spine is on the right. scale: 1 for the size above.
    """
    width, height = round(WIDTH * scale), round(HEIGHT * scale)
    picture = Image.new("P", (width, height))  # a shade is the number of a colour: letters have smooth edges
    _sew(picture, scale, right_to_left)
    below = _set(picture, scale, title, _TITLE_SIZES, _INK, top=330, height=900, flush_right=right_to_left)
    _set(picture, scale, authors, _AUTHOR_SIZES, _SOFT, top=below + 90, height=330, flush_right=right_to_left)
    _set(picture, scale, foot, _FOOT_SIZES, _SOFT, top=2270, height=80, flush_right=right_to_left)
    return _png(picture, _dyes(identity % len(_CLOTHS)))


def _sew(picture: Image.Image, scale: float, right_to_left: bool) -> None:
    """Draw the thread of a stab binding: along the seam, and round the spine at every station."""
    seam = WIDTH - _SPINE if right_to_left else _SPINE
    edge = WIDTH if right_to_left else 0
    half = _THREAD / 2
    round_the_spine = [(min(edge, seam), y - half, max(edge, seam), y + half) for y in _STATIONS]
    for box in ((seam - half, 0, seam + half, HEIGHT), *round_the_spine):
        left, top, right, bottom = (round(length * scale) for length in box)
        picture.paste(_SOFT, (left, top, right, bottom))


def _set(
    picture: Image.Image,
    scale: float,
    text: str,
    sizes: Sequence[int],
    shade: int,
    *,
    top: int,
    height: int,
    flush_right: bool,
) -> int:
    """Set a text below `top`; returns the y of its last baseline."""
    leading = _TALL_LEADING if _TALL.search(text) else _LEADING
    setting = lettering.fit(text, sizes, _MEASURE, height, leading)
    baseline = top
    for line in setting.lines:
        baseline += round(setting.size * leading)
        x = WIDTH - _NEAR - runs.width(line, setting.size) if flush_right else _NEAR
        runs.draw(picture, line, x * scale, baseline * scale, setting.size * scale, shade)
    return baseline


@cache
def _dyes(cloth: int) -> bytes:
    """The palette of a cloth, RGB: from its ground to its ink."""
    ground, ink = _CLOTHS[cloth]
    shades = range(_INK + 1)
    return bytes(
        round(low + (high - low) * shade / _INK) for shade in shades for low, high in zip(ground, ink, strict=True)
    )


def _png(picture: Image.Image, palette: bytes) -> bytes:
    """The picture in the colours of a palette, as PNG. Runs of one shade are all that there is to compress."""
    picture.putpalette(palette)
    file = BytesIO()
    picture.save(file, "PNG", bits=4, compress_level=1, compress_type=zlib.Z_RLE)
    return file.getvalue()
