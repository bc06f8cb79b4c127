"""Conversion of pictures for a press: to greys, to fewer pixels, and onto white where they are transparent."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pydyf
from PIL import Image

from pipeline.press.layout.plates import packed_rows
from pipeline.press.layout.sharing import content

_QUALITY = 90
"""Of JPEG, on paper: pictures have been encoded once before."""
_MODES = {"/DeviceGray": "L", "/DeviceRGB": "RGB", "/DeviceCMYK": "CMYK"}
_COLOURS = {"L": (0, 1), "RGB": (2, 3)}
"""Type of colour in a PNG's head, and channels of a pixel, by Pillow's modes."""


def converted(picture: pydyf.Stream, mask: pydyf.Stream | None, *, grey: bool, most: int) -> pydyf.Stream:
    """The picture, or what it becomes: in greys, and at most so many pixels wide. mask: it goes into the picture."""
    extra = picture.extra
    mode = _MODES[extra["ColorSpace"]]
    if not mask and extra["Width"] <= most and not (grey and mode != "L"):
        return picture
    image = _pixels(picture)
    if mask:
        white = Image.new(image.mode, image.size, "white")
        image = Image.composite(image, white, _pixels(mask).resize(image.size))
    if grey or image.mode == "CMYK":
        image = image.convert("L" if grey else "RGB")
    if image.width > most:
        image = image.resize((most, max(1, image.height * most // image.width)), Image.Resampling.LANCZOS)
    return _encoded(image, extra)


def _pixels(picture: pydyf.Stream) -> Image.Image:
    """The picture, decoded: a JPEG, the rows of a PNG, or plain bytes."""
    data, extra = content(picture), picture.extra
    mode, size = _MODES[extra["ColorSpace"]], (extra["Width"], extra["Height"])
    if extra["Filter"] == "/DCTDecode":
        return Image.open(io.BytesIO(data))
    if "DecodeParms" not in extra:
        return Image.frombytes(mode, size, zlib.decompress(data))
    kind, _ = _COLOURS[mode]
    head = struct.pack(">IIBBBBB", *size, 8, kind, 0, 0, 0)
    chunks = b"".join(_chunk(name, part) for name, part in ((b"IHDR", head), (b"IDAT", data), (b"IEND", b"")))
    return Image.open(io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunks))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _encoded(image: Image.Image, extra: dict[str, Any]) -> pydyf.Stream:
    """The picture as an image XObject: a JPEG where it was one. extra: entries that it had."""
    out = io.BytesIO()
    made = {key: value for key, value in extra.items() if key not in ("Decode", "DecodeParms")}
    space = "/DeviceGray" if image.mode == "L" else "/DeviceRGB"
    made |= {"Width": image.width, "Height": image.height, "ColorSpace": space}
    if extra["Filter"] == "/DCTDecode":
        image.save(out, "JPEG", quality=_QUALITY, optimize=True)
        return pydyf.Stream([out.getvalue()], pydyf.Dictionary(made))
    image.save(out, "PNG")
    rows = {"Predictor": 15, "Columns": image.width, "Colors": _COLOURS[image.mode][1]}
    made["DecodeParms"] = pydyf.Dictionary(rows)
    return pydyf.Stream([b"".join(packed_rows(out.getvalue()))], pydyf.Dictionary(made))
