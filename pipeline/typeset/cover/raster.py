"""A cover in pixels, by LunaSVG. `python -m pipeline.typeset.cover.raster WIDTH` does so in a process apart."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO

from PIL import Image
from pillow_lunasvg import _lunasvg  # below its plugin for Pillow, which copies every pixel twice

from pipeline.assets import BadPictureError
from pipeline.typeset import apart

_QUALITY = 85
"""Of the JPEG: edges of letters are clean."""


def jpeg(svg: bytes, width: int) -> bytes:
    """The drawing as JPEG, as many pixels wide. Raises BadPictureError where it is none."""
    drawing = _lunasvg.load(svg)
    if drawing is None or drawing.width <= 0:
        raise BadPictureError("is no drawing in SVG")
    scale = width / drawing.width
    size = width, round(drawing.height * scale)
    image = Image.frombuffer("RGBX", size, drawing.render(*size, scale), "raw", "RGBX", 0, 1)
    file = BytesIO()
    image.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def _served(drawing: BinaryIO, arguments: list[str]) -> bytes:
    (width,) = arguments
    return jpeg(drawing.read(), int(width))


if __name__ == "__main__":
    apart.serve(_served)
