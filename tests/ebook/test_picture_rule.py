"""Pictures fitted to e-readers: kinds, sizes and colours."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from pipeline.ebook.conversions import Conversions
from pipeline.ebook.picture_rule import PictureRule
from pipeline.model import Picture

PLAIN = PictureRule(plain=True)


def sky(mode: str = "RGB", size: tuple[int, int] = (120, 160)) -> Image.Image:
    """A picture of many tones."""
    grey = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (grey, grey.rotate(180), Image.radial_gradient("L").resize(size))).convert(mode)


def clear() -> Image.Image:
    """A red square in the middle of nothing."""
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((10, 10, 29, 29), fill="red")
    return image


def turned() -> Image.Exif:
    """EXIF of a picture that lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


def picture(image: Image.Image, format: str, **options: object) -> Picture:
    """The image's picture, whose file says what it is."""
    out = io.BytesIO()
    image.save(out, format, **options)
    return Picture(
        name="given.jpg", media_type="image/jpeg", data=out.getvalue(), width=image.width, height=image.height
    )


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data))


def fitted(given: Picture, rule: PictureRule) -> Picture:
    return rule.fitted(given, Conversions())


@pytest.mark.parametrize(
    "make",
    [
        lambda: picture(sky(), "JPEG"),
        lambda: picture(sky("L"), "JPEG"),
        lambda: picture(sky("L"), "PNG"),
        lambda: picture(sky(), "PNG"),
    ],
)
def test_what_is_plain_keeps_its_bytes(make: Callable[[], Picture]) -> None:
    """It is the same picture, with the same name; and any other is, where nothing is asked."""
    given = make()
    assert fitted(given, PLAIN) is given
    assert fitted(picture(clear(), "WEBP"), PictureRule()).name == "given.jpg"


@pytest.mark.parametrize(
    ("make", "format"),
    [
        (lambda: picture(sky(), "WEBP"), "JPEG"),
        (lambda: picture(sky(), "AVIF"), "JPEG"),
        (lambda: picture(sky("CMYK"), "JPEG"), "JPEG"),
        (lambda: picture(sky(), "JPEG", progressive=True), "JPEG"),
        (lambda: picture(sky(), "JPEG", exif=turned()), "JPEG"),
        (lambda: picture(sky("P"), "GIF"), "PNG"),
        (lambda: picture(clear(), "PNG"), "PNG"),
        (lambda: picture(sky("LA"), "PNG"), "PNG"),
    ],
)
def test_others_are_written_so_that_every_reader_shows_them(make: Callable[[], Picture], format: str) -> None:
    """As JPEG in one pass or as PNG, upright, with nothing to be seen through, named by what they are."""
    made = fitted(make(), PLAIN)
    image = opened(made)
    assert (image.format, made.media_type) == (format, f"image/{format.lower()}")
    assert made.name.endswith({"JPEG": ".jpg", "PNG": ".png"}[format])
    assert made.name.startswith(hashlib.sha256(made.data).hexdigest()[:20])
    assert image.mode in ("L", "RGB", "P")
    assert not image.has_transparency_data
    assert not {"progressive", "exif", "icc_profile"} & image.info.keys()
    assert (made.width, made.height) == image.size


def test_a_picture_on_its_side_stands_up() -> None:
    """With sides that are swapped, and its colours where they were."""
    given = picture(sky(size=(200, 100)), "JPEG", exif=turned())
    assert opened(fitted(given, PLAIN)).size == (100, 200)
    assert opened(fitted(given, PictureRule(plain=True, side=100))).size == (50, 100)


def test_what_is_clear_is_white() -> None:
    """Around the red square; where that is not asked, it stays clear, in greys too."""
    given = picture(clear(), "PNG")
    flat = opened(fitted(given, PLAIN)).convert("RGB")
    assert (flat.getpixel((0, 0)), flat.getpixel((20, 20))) == ((255, 255, 255), (255, 0, 0))
    grey = opened(fitted(given, PictureRule(grey=True)))
    assert grey.mode == "LA"
    assert grey.getpixel((0, 0))[1] == 0  # type: ignore[index]


def test_a_progressive_jpeg_loses_nothing() -> None:
    """It is written with the same tables, so that its pixels hardly change."""
    given = picture(sky(), "JPEG", progressive=True, quality=70)
    before, after = opened(given), opened(fitted(given, PLAIN))
    assert after.quantization == before.quantization  # type: ignore[attr-defined]


def test_greys() -> None:
    """A JPEG and a drawing without colours, as themselves; what is grey already keeps its bytes."""
    rule = PictureRule(grey=True)
    made = fitted(picture(sky(), "JPEG"), rule)
    assert (opened(made).format, opened(made).mode) == ("JPEG", "L")
    assert len(made.data) < len(picture(sky(), "JPEG").data)
    assert fitted(made, rule) is made
    drawing = Image.new("RGB", (50, 50), "teal")
    assert (opened(fitted(picture(drawing, "PNG"), rule)).format) == "PNG"


@given(width=st.integers(1, 300), height=st.integers(1, 300), side=st.integers(1, 400), pixels=st.floats(0.0001, 0.1))
def test_bounds_are_kept(width: int, height: int, side: int, pixels: float) -> None:
    """Neither bound is passed, a shape changes by less than a pixel, and nothing is enlarged."""
    given = picture(Image.new("RGB", (width, height), "teal"), "PNG")
    made = opened(fitted(given, PictureRule(side=side, pixels=pixels)))
    assert max(made.size) <= side
    assert made.width * made.height <= max(pixels * 1e6, max(made.size))
    assert made.width <= width
    assert made.height <= height
    if (width, height) != made.size and min(made.size) > 1:
        scale = min(side / max(width, height), (pixels * 1e6 / (width * height)) ** 0.5)
        assert abs(made.width - width * scale) <= 1
        assert abs(made.height - height * scale) <= 1


def test_a_drawing_stays_a_drawing() -> None:
    """Scaled down it is a PNG still, of few colours and no larger than before."""
    page = Image.new("RGB", (900, 1200), "white")
    for line in range(0, 1200, 20):
        ImageDraw.Draw(page).text((20, line), "The harbour had three clocks. " * 5, fill="black")
    given = picture(page, "PNG")
    made = fitted(given, PictureRule(side=800))
    assert (opened(made).format, opened(made).mode, opened(made).size) == ("PNG", "P", (600, 800))
