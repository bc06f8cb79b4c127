"""Frames of an animation: a book shows one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pipeline.model.limits import MAX_PICTURE_PIXELS

if TYPE_CHECKING:
    from PIL import Image

_MOVING = ("GIF", "PNG", "WEBP", "AVIF")
"""Formats whose further pictures are frames; those of TIFF are pages, those of JPEG other views."""

_EVEN = 12
"""Most that tones differ by in a frame of one colour: films are never quite even."""


def moves(image: Image.Image) -> bool:
    """Whether a picture that was just opened has several frames."""
    return image.format in _MOVING and getattr(image, "n_frames", 1) > 1


def seek_shown(image: Image.Image) -> None:
    """Go to the frame of an animation that stands for it: the first with something on it, else the first."""
    count: int = getattr(image, "n_frames", 1)
    for number in range(min(count, max(1, 4 * MAX_PICTURE_PIXELS // (image.width * image.height)))):
        image.seek(number)
        if not is_blank(image):
            return
    image.seek(0)


def is_blank(frame: Image.Image) -> bool:
    """Whether all of it is of one colour, more or less, or nothing of it is seen."""
    bands = [cast("tuple[int, int]", band.getextrema()) for band in frame.convert("RGBA").split()]
    return bands[-1] == (0, 0) or all(high - low <= _EVEN for low, high in bands)
