"""The quality that a JPEG is written with: the lowest at which its differences from the picture are not seen.

It is measured on a sample, tiles from all over the picture, for the whole would be written several times. A picture of
letters, most of which is one tone, keeps the colours of every pixel, or the letters' edges would bleed.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

_QUALITIES = (66, 72, 78, 84, 88)
"""Those that are tried; the last is what typesetting writes with."""
_MOST_ERROR = 8
"""Most mean square of the differences in tone, of 255: 39 dB as a ratio of peak signal to noise."""
_TILES, _TILE = 8, 32
"""Tiles of a sample each way, and the pixels of their sides: whole blocks of a JPEG."""
_ONE_TONE = 0.5
"""Share of a picture of letters that is of one tone."""
_TONES = 16
"""Tones that are told apart for that."""


def options(image: Image.Image) -> dict[str, Any]:
    """Pillow's options for writing an image in RGB or grey as JPEG."""
    sample = _sample(image)
    of_letters = _commonest(sample) >= _ONE_TONE
    return {"quality": _quality(sample), "subsampling": "4:4:4" if of_letters else "4:2:0"}


def _quality(sample: Image.Image) -> int:
    for quality in _QUALITIES[:-1]:
        file = io.BytesIO()
        sample.save(file, "JPEG", quality=quality)
        if _error(sample, file) <= _MOST_ERROR:
            return quality
    return _QUALITIES[-1]


def _error(sample: Image.Image, file: io.BytesIO) -> float:
    """Mean square of the differences between the sample and what was made of it."""
    from PIL import Image, ImageChops

    with Image.open(file) as written:
        counts = ImageChops.difference(sample, written).histogram()
    return sum(difference**2 * count for difference, count in enumerate(counts)) / sum(counts)


def _sample(image: Image.Image) -> Image.Image:
    """The tones of a part of the image: tiles at even distances, side by side. All of it, if it is no larger."""
    from PIL import Image

    side = _TILES * _TILE
    if image.width * image.height <= side * side or min(image.size) < side:
        return image.convert("L")
    sample = Image.new("L", (side, side))
    columns, rows = (
        [(length - _TILE) * number // (_TILES - 1) // 8 * 8 for number in range(_TILES)] for length in image.size
    )
    for row, top in enumerate(rows):
        for column, left in enumerate(columns):
            tile = image.crop((left, top, left + _TILE, top + _TILE)).convert("L")
            sample.paste(tile, (column * _TILE, row * _TILE))
    return sample


def _commonest(sample: Image.Image) -> float:
    """Share of the commonest tone."""
    counts = sample.histogram()
    step = len(counts) // _TONES
    return max(sum(counts[start : start + step]) for start in range(0, len(counts), step)) / sum(counts)
