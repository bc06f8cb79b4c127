"""Pictures that are ready as they are lose what is not the picture, and nothing of it."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from pipeline.assets import BadPictureError
from pipeline.typeset import lossless
from pipeline.typeset.pictures import _made, _whole


def drawing(mode: str = "RGB") -> Image.Image:
    """A disc on a plain ground."""
    image = Image.new(mode, (64, 48), "white")
    ImageDraw.Draw(image).ellipse((10, 10, 40, 40), fill="black")
    return image


def saved(image: Image.Image, format: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return image.tobytes()


def chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def segments(data: bytes) -> Iterator[int]:
    """The kinds of a JPEG file's segments up to its scan."""
    place = 2
    while data[place + 1] != 0xDA:
        yield data[place + 1]
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_jpeg_keeps_its_coded_picture_alone(mode: str) -> None:
    """Comments, EXIF and what hangs on behind are left out; every pixel stays."""
    exif = Image.Exif()
    exif[0x010E] = "the kitchen table"
    given = saved(drawing(mode), "JPEG", exif=exif, comment="the kitchen table") + b"the kitchen table"
    kept = lossless.jpeg(given)
    assert kept is not None
    assert b"kitchen" not in kept
    assert set(segments(kept)) == {0xE0, 0xDB, 0xC0, 0xC4}
    assert pixels(kept) == pixels(given)
    assert lossless.jpeg(kept) == kept


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_png_keeps_its_coded_picture_alone(mode: str) -> None:
    """Text, times and what hangs on behind are left out; every pixel stays."""
    words = PngInfo()
    words.add_text("Comment", "the kitchen table")
    given = saved(drawing(mode), "PNG", pnginfo=words) + b"the kitchen table"
    kept = lossless.png(given)
    assert kept is not None
    assert b"kitchen" not in kept
    assert pixels(kept) == pixels(given)
    assert lossless.png(kept) == kept


@pytest.mark.parametrize(
    "data",
    [
        saved(drawing(), "JPEG", progressive=True),
        saved(drawing("CMYK"), "JPEG"),  # has Adobe's marker
        saved(drawing(), "JPEG", keep_rgb=True),  # says nothing of its colours
        saved(drawing(), "JPEG")[:-2],
        saved(drawing(), "JPEG")[:300],
        saved(drawing(), "PNG"),
        b"",
    ],
    ids=["progressive", "print colours", "RGB", "without an end", "cut", "PNG", "empty"],
)
def test_another_jpeg_is_not_taken(data: bytes) -> None:
    """What is not of the plain kind, and what is not whole, is left to a decoder."""
    assert lossless.jpeg(data) is None


@pytest.mark.parametrize(
    "data",
    [
        saved(drawing("P"), "PNG"),
        saved(drawing("RGBA"), "PNG"),
        saved(Image.new("I;16", (8, 8)), "PNG"),
        saved(drawing(), "PNG")[:-5],
        saved(drawing(), "PNG")[:90],
        saved(drawing(), "PNG").replace(b"IEND", b"IENd"),
        saved(drawing(), "PNG", exif=Image.Exif()).replace(b"IDAT", b"IDAt"),
        saved(drawing(), "PNG")[:33] + chunk(b"eXIf", b"MM") + saved(drawing(), "PNG")[33:],
        saved(drawing(), "PNG")[:33] + chunk(b"ABCD", b"") + saved(drawing(), "PNG")[33:],
        saved(drawing(), "JPEG"),
        b"",
    ],
    ids=["palette", "clear", "deep", "no end", "cut", "bad end", "bad data", "turned", "unknown", "JPEG", "empty"],
)
def test_another_png_is_not_taken(data: bytes) -> None:
    """What is not of the plain kind, what may have to be turned, and what is damaged is left to a decoder."""
    assert lossless.png(data) is None


@given(st.sampled_from(["JPEG", "PNG"]), st.data())
def test_a_damaged_file_is_told_or_shown_whole(format: str, data: st.DataObject) -> None:
    """Whatever is cut off or changed: it is a picture of its size, or an error that says why not."""
    whole = bytearray(saved(drawing(), format))
    whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(1, len(whole)))])
    try:
        picture = _made(cut, _whole)
    except BadPictureError:
        return
    with Image.open(io.BytesIO(picture.data)) as image:
        image.load()
        assert image.size == (picture.width, picture.height)


def test_a_smooth_shade_stays_as_it_is() -> None:
    """It has as many colours as a photo, and is as small as PNG as it would be as JPEG."""
    shade = Image.merge("RGB", [Image.linear_gradient("L"), Image.radial_gradient("L"), Image.linear_gradient("L")])
    assert shade.getcolors(8192) is None
    data = saved(shade, "PNG")
    assert _made(data, _whole).data == data
