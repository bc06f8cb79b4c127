"""Colours of a printed cover's spine and back that go with its front, whatever that shows."""

from __future__ import annotations

from io import BytesIO

from msgspec import Struct
from PIL import Image

_SIDE, _FEW = 64, 5
"""Pixels, and colours, that a front is brought down to, to see which there is most of."""
_CONTRAST = 7
"""Of words with their ground: WCAG 2.2, 1.4.6."""
_SOFT = 0.8
"""Share of the ink in what speaks more quietly."""
_WHITE, _BLACK = (255.0, 255.0, 255.0), (0.0, 0.0, 0.0)

_Colour = tuple[float, ...]


class Harmony(Struct, frozen=True):
    """A ground and what stands on it, as "#rrggbb"."""

    ground: str
    ink: str
    soft: str
    """A shade between, for what speaks more quietly."""


def of(front: bytes) -> Harmony:
    """The harmony of a front, a picture in any of Pillow's formats: its most frequent colour, so dark or so light that
    white or black can be read on it."""
    with Image.open(BytesIO(front)) as image:
        few = image.convert("RGB").resize((_SIDE, _SIDE), Image.Resampling.BOX).quantize(_FEW)
    shades = few.convert("RGB").getcolors(_SIDE * _SIDE) or []
    ground: _Colour = max(shades)[1]  # type: ignore[assignment]
    ink = max(_WHITE, _BLACK, key=lambda colour: _contrast(colour, ground))
    away = _BLACK if ink is _WHITE else _WHITE
    while _contrast(ink, ground) < _CONTRAST:
        ground = _mixed(away, ground, 0.1)
    return Harmony(_written(ground), _written(ink), _written(_mixed(ink, ground, _SOFT)))


def _mixed(one: _Colour, other: _Colour, share: float) -> _Colour:
    return tuple(share * first + (1 - share) * second for first, second in zip(one, other, strict=True))


def _contrast(one: _Colour, other: _Colour) -> float:
    """Contrast of two colours (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: _Colour) -> float:
    red, green, blue = (_light(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _light(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _written(colour: _Colour) -> str:
    return "#" + "".join(f"{round(channel):02x}" for channel in colour)
