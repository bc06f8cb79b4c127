"""The editor's own picture: cut where little is lost, whole on a ground where much would be."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from pipeline.model import Picture
from pipeline.typeset.cover.own_picture import fitted


def picture(width: int, height: int, mode: str = "RGB") -> Picture:
    """A blue picture with a yellow square in the middle."""
    image = Image.new("RGB", (width, height), "#204060")
    ImageDraw.Draw(image).rectangle((width // 2 - 20, height // 2 - 20, width // 2 + 20, height // 2 + 20), "#f0e010")
    file = BytesIO()
    image.convert(mode).save(file, "PNG")
    return Picture(name="a.png", media_type="image/png", data=file.getvalue(), width=width, height=height)


def opened(made: Picture) -> Image.Image:
    with Image.open(BytesIO(made.data)) as image:
        assert (image.format, image.mode) == ("JPEG", "RGB")
        assert image.size == (made.width, made.height)
        return image.convert("RGB")


def near(pixel: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 16 for one, other in zip(pixel, wanted, strict=True))


@pytest.mark.parametrize("mode", ["RGB", "L"])
@pytest.mark.parametrize(("width", "height"), [(600, 900), (500, 820), (1600, 2560)])
def test_an_upright_picture_fills_the_cover(width: int, height: int, mode: str) -> None:
    """Its middle stays in the middle, and it is not distorted."""
    image = opened(fitted(picture(width, height, mode), 800, 1280))
    red, green, blue = image.getpixel((400, 640))  # type: ignore[misc]
    assert (red + green + blue) / 3 > 100
    scale = max(800 / width, 1280 / height)
    beside, corner = image.getpixel((400 - round(30 * scale), 640)), image.getpixel((5, 5))
    assert isinstance(corner, tuple)
    assert near(beside, corner)  # type: ignore[arg-type]


def test_a_landscape_is_shown_whole() -> None:
    """On the mean of the colours at its sides, above and below."""
    landscape = picture(1200, 600)
    image = opened(fitted(landscape, 800, 1280))
    assert near(image.getpixel((400, 640)), (0xF0, 0xE0, 0x10))
    assert near(image.getpixel((400, 20)), (0x20, 0x40, 0x60))
    assert near(image.getpixel((400 - 20, 640)), (0x20, 0x40, 0x60)), "as small as it has to be: 27 pixels of 41"


def test_the_ground_is_the_mean_of_all_four_sides() -> None:
    """Two dark sides, and two that are light but for their ends, make a shade between."""
    image = Image.new("RGB", (900, 300), "white")
    image.paste("black", (0, 0, 900, 20))
    image.paste("black", (0, 280, 900, 300))
    file = BytesIO()
    image.save(file, "PNG")
    wide = Picture(name="a.png", media_type="image/png", data=file.getvalue(), width=900, height=300)
    shade = opened(fitted(wide, 400, 640)).getpixel((200, 10))
    assert near(shade, (110, 110, 110)), shade
