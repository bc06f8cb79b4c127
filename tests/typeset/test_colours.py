"""Every mode of colours comes out as ImageMagick renders it. What it made of these files is stated here."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterable
from itertools import chain

import pytest
from PIL import Image, ImageCms

from pipeline.typeset.colours import flat_srgb

Pixels = list[tuple[int, int, int]]

COLOURS: Pixels = [(200, 80, 40), (30, 160, 90), (250, 240, 10), (0, 0, 0)]
OPACITY = (255, 128, 64, 0)
ON_WHITE: Pixels = [(200, 80, 40), (142, 207, 172), (253, 251, 193), (255, 255, 255)]
INKS = bytes([10, 200, 60, 30, 0, 0, 0, 128, 250, 10, 10, 0, 90, 90, 90, 90])
GREYS = [red for red, _, _ in COLOURS]


def plain() -> Image.Image:
    """Four pixels in a row."""
    return Image.frombytes("RGB", (4, 1), bytes(chain(*COLOURS)))


def clear() -> Image.Image:
    image = plain().convert("RGBA")
    image.putalpha(Image.frombytes("L", (4, 1), bytes(OPACITY)))
    return image


def saved(image: Image.Image, format: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def png(kind: int, depth: int, samples: Iterable[int], *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG of four pixels, of a kind or with chunks that Pillow does not write."""
    head = struct.pack(">IIBBBBB", 4, 1, depth, kind, 0, 0, 0)
    row = b"\0" + b"".join(sample.to_bytes(depth // 8, "big") for sample in samples)
    parts = ((b"IHDR", head), *chunks, (b"IDAT", zlib.compress(row)), (b"IEND", b""))
    written = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def deep(values: Iterable[int]) -> list[int]:
    return [value * 257 for value in values]


def gamma(value: float) -> tuple[bytes, bytes]:
    return b"gAMA", struct.pack(">I", round(value * 100_000))


def other_profile() -> bytes:
    """The profile of sRGB with red and green in each other's place."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = range(132, 132 + 12 * int.from_bytes(profile[128:132], "big"), 12)
    red, green = (next(at for at in tags if bytes(profile[at : at + 4]) == name) for name in (b"rXYZ", b"gXYZ"))
    for one, two in ((red + each, green + each) for each in range(4, 12)):
        profile[one], profile[two] = profile[two], profile[one]
    return bytes(profile)


def inks() -> Image.Image:
    return Image.frombytes("CMYK", (4, 1), INKS)


PRINTED: Pixels = [(216, 48, 172), (127, 127, 127), (5, 245, 245), (106, 106, 106)]
SWAPPED: Pixels = [(green, red, blue) for red, green, blue in COLOURS]
SWAPPED_ON_WHITE: Pixels = [(80, 200, 40), (207, 142, 172), (251, 253, 193), (255, 255, 255)]


def grey(*tones: int) -> Pixels:
    return [(tone, tone, tone) for tone in tones]


FILES: dict[str, tuple[bytes, Pixels]] = {
    "1": (saved(Image.frombytes("1", (4, 1), b"\xa0")), grey(255, 0, 255, 0)),
    "L": (saved(plain().convert("L")), grey(111, 113, 217, 0)),
    "LA": (saved(clear().convert("LA")), grey(111, 183, 245, 255)),
    "P": (saved(plain().quantize(4)), COLOURS),
    "P, some of it clear": (
        saved(plain().quantize(4), transparency=bytes([0, 128, 255, 255])),
        [(200, 80, 40), (142, 207, 172), (255, 255, 255), (0, 0, 0)],
    ),
    "RGB": (saved(plain()), COLOURS),
    "RGB, a colour clear": (
        saved(plain(), transparency=COLOURS[1]),
        [(200, 80, 40), (255, 255, 255), (250, 240, 10), (0, 0, 0)],
    ),
    "RGBA": (saved(clear()), ON_WHITE),
    "CMYK": (saved(inks(), "TIFF"), PRINTED),
    "CMYK, inverted": (saved(inks().resize((64, 16), 0), "JPEG", quality=100, subsampling=0), PRINTED),
    "YCbCr": (saved(plain().convert("YCbCr"), "TIFF"), [(200, 79, 39), (29, 160, 89), (248, 239, 9), (0, 0, 0)]),
    "RGB of 16 bits": (png(2, 16, deep(chain(*COLOURS))), COLOURS),
    "RGBA of 16 bits": (
        png(6, 16, deep(chain(*((*colour, shown) for colour, shown in zip(COLOURS, OPACITY, strict=True))))),
        ON_WHITE,
    ),
    "LA of 16 bits": (png(4, 16, deep(chain(*zip(GREYS, OPACITY, strict=True)))), grey(200, 142, 253, 255)),
    "L of 16 bits, a tone clear": (
        png(0, 16, deep(GREYS), (b"tRNS", struct.pack(">H", 200 * 257))),
        grey(255, 30, 250, 0),
    ),
    "RGB of light": (
        png(2, 8, chain(*COLOURS), gamma(1)),
        [(229, 151, 110), (96, 207, 160), (252, 248, 55), (0, 0, 0)],
    ),
    "L of light": (png(0, 8, GREYS, gamma(1)), grey(229, 96, 252, 0)),
    "RGB of an old Mac": (png(2, 8, chain(*COLOURS), gamma(1 / 1.8)), COLOURS),
    "RGB with a profile": (saved(plain(), icc_profile=other_profile()), SWAPPED),
    "RGBA with a profile": (saved(clear(), icc_profile=other_profile()), SWAPPED_ON_WHITE),
    "P with a profile": (saved(plain().quantize(4), icc_profile=other_profile()), SWAPPED),
}


def pixels(image: Image.Image) -> Pixels:
    flat = flat_srgb(image)
    assert flat.mode in ("L", "RGB")
    data = flat.convert("RGB").resize((4, 1), 0).tobytes()
    return [(data[at], data[at + 1], data[at + 2]) for at in range(0, 12, 3)]


def difference(one: Pixels, two: Pixels) -> int:
    return max(abs(a - b) for a, b in zip(chain(*one), chain(*two), strict=True))


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_shown_as_imagemagick_shows_it(name: str) -> None:
    """`convert FILE -background white -alpha remove -colorspace sRGB` (with `-profile srgb.icc`, where it has one), to
    a rounding."""
    data, expected = FILES[name]
    with Image.open(io.BytesIO(data)) as image:
        assert difference(pixels(image), expected) <= 1


@pytest.mark.parametrize("mode", ["RGBa", "RGBX", "HSV", "YCbCr", "LAB", "PA", "La"])
def test_a_mode_that_few_files_have_is_shown(mode: str) -> None:
    """As what it was made of is."""
    if mode == "LAB":
        image = ImageCms.profileToProfile(
            plain(), ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
        )
        assert image
    elif mode == "PA":
        image = plain().quantize(4).convert("PA")
    else:
        image = {"RGBa": clear(), "La": clear().convert("LA")}.get(mode, plain()).convert(mode)
    expected = {"RGBa": ON_WHITE, "La": grey(111, 183, 245, 255)}.get(mode, COLOURS)
    assert difference(pixels(image), expected) <= 8  # 8 bits of Lab are coarse
