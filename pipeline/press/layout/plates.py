"""Plates: pictures as images for WeasyPrint, with their bytes as they came from typesetting, not encoded again.

Left to itself, WeasyPrint decodes a PNG and encodes it anew for every document that shows it: a fifteenth of the time.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from functools import cached_property
from math import hypot

import pydyf
from msgspec import Struct
from PIL import Image
from weasyprint.pdf.stream import Stream

from pipeline.model import Picture

WIDTH = "width"
"""Key of the points that a picture is drawn wide, at most, beside what WeasyPrint knows of each image."""
_COLOURS = {"L": 1, "RGB": 3}
"""Channels of a pixel, by the modes of the pictures that typesetting makes; custom emoji (RGBA) are apart."""


class Plate(Struct, frozen=True, dict=True):
    """A plate: a picture, with the interface that WeasyPrint's images have (see `weasyprint.images`)."""

    picture: Picture

    @property
    def id(self) -> str:
        """Its name in a PDF: WeasyPrint stores each name once."""
        return f"-picture-{self.picture.name}-"

    def get_intrinsic_size(self, resolution: float, _font_size: float) -> tuple[float, float, float]:
        """Width and height in CSS pixels, and their ratio. resolution: pixels of the picture to a CSS pixel."""
        width, height = self.picture.width, self.picture.height
        return width / resolution, height / resolution, width / height

    def draw(self, stream: Stream, width: float, height: float, _style: object) -> None:
        """Refer to the picture, scaled to width by height."""
        name = stream.add_image(self, interpolate=True, ratio=1)
        stream.transform(a=width, d=-height, f=height)
        across, slope = stream.ctm[0][:2]
        image = stream._images[name]
        image[WIDTH] = max(image.get(WIDTH, 0.0), hypot(across, slope))
        stream.draw_x_object(name)

    def get_x_object(self, _interpolate: bool, _ratio: float) -> pydyf.Stream:
        """The picture as an image XObject, new for each PDF that it is written to."""
        if self._mode == "RGBA":
            return self._clear()
        colours = _COLOURS[self._mode]
        if self.picture.media_type == "image/jpeg":
            return self._object(colours, self.picture.data, Filter="/DCTDecode")
        # PDF's filter unpacks the data of a PNG as it is, once it is told how the rows are filtered.
        rows = pydyf.Dictionary({"Predictor": 15, "Columns": self.picture.width, "Colors": colours})
        return self._object(colours, b"".join(packed_rows(self.picture.data)), Filter="/FlateDecode", DecodeParms=rows)

    def _clear(self) -> pydyf.Stream:
        """The XObject of a picture with transparency, as colours and a soft mask: of custom emoji, which are small."""
        with Image.open(io.BytesIO(self.picture.data)) as image:
            colours, mask = image.convert("RGB").tobytes(), image.getchannel("A").tobytes()
        shown = self._object(1, zlib.compress(mask), Filter="/FlateDecode")
        return self._object(3, zlib.compress(colours), Filter="/FlateDecode", SMask=shown)

    def _object(self, colours: int, data: bytes, **extra: object) -> pydyf.Stream:
        """An image XObject of the picture's size. colours: channels of a pixel."""
        facts = {
            "Type": "/XObject",
            "Subtype": "/Image",
            "Width": self.picture.width,
            "Height": self.picture.height,
            "ColorSpace": "/DeviceGray" if colours == 1 else "/DeviceRGB",
            "BitsPerComponent": 8,
            "Interpolate": "true",
        }
        return pydyf.Stream([data], pydyf.Dictionary({**facts, **extra}))

    @cached_property
    def _mode(self) -> str:
        with Image.open(io.BytesIO(self.picture.data)) as image:  # reads the head, and decodes nothing
            return image.mode


def packed_rows(png: bytes) -> Iterator[bytes]:
    """The data of a PNG's IDAT chunks, in order."""
    at = 8
    while at < len(png):
        length, kind = int.from_bytes(png[at : at + 4], "big"), png[at + 4 : at + 8]
        if kind == b"IDAT":
            yield png[at + 8 : at + 8 + length]
        at += length + 12
