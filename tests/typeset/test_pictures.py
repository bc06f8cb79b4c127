"""Pictures are measured, decoded, and written anew."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from pipeline.assets import BadPictureError
from pipeline.model import Asset, Picture
from pipeline.typeset.pictures import (
    MAX_HEIGHT,
    MAX_WIDTH,
    PORTRAIT_SIDE,
    in_greys,
    prepare,
    prepare_emoji,
    prepare_portrait,
)
from tests.sources.reading.archives import tar_with


def saved(path: Path, image: Image.Image, **options: object) -> Asset:
    image.save(path, **options)  # type: ignore[arg-type]
    return Asset(path=path)


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data))


def gradient(width: int = 300, height: int = 200) -> Image.Image:
    """Colours enough to be a photograph."""
    return Image.merge("RGB", [Image.effect_noise((width, height), spread) for spread in (40, 60, 80)])


def test_a_photo_loses_its_metadata_and_nothing_else(tmp_path: Path) -> None:
    """The place where it was taken does not travel into a book; its pixels do."""
    exif = Image.Exif()
    exif[0x010E] = "taken at the kitchen table"
    asset = saved(tmp_path / "photo.jpg", gradient(), exif=exif, quality=80)
    picture = prepare(asset)
    assert (picture.media_type, picture.width, picture.height) == ("image/jpeg", 300, 200)
    assert b"kitchen" in asset.path.read_bytes()
    assert b"kitchen" not in picture.data
    assert b"Exif" not in picture.data
    assert picture.name == prepare(asset).name


def test_a_photo_stands_upright(tmp_path: Path) -> None:
    """A camera held sideways says so in its metadata, which is applied before it is dropped."""
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = prepare(saved(tmp_path / "tall.jpg", gradient(300, 200), exif=exif))
    assert (picture.width, picture.height) == (200, 300)


def test_a_large_picture_is_made_smaller(tmp_path: Path) -> None:
    """No page shows more, and an e-reader has little room."""
    wide = prepare(saved(tmp_path / "wide.jpg", Image.new("RGB", (4000, 100), "red")))
    tall = prepare(saved(tmp_path / "tall.png", Image.new("L", (100, 5000), 128)))
    assert (wide.width, wide.height) == (MAX_WIDTH, 40)
    assert (tall.width, tall.height) == (48, MAX_HEIGHT)


def test_a_drawing_stays_sharp_and_a_photo_becomes_jpeg(tmp_path: Path) -> None:
    """Line art is kept without loss; noise saved as PNG is a photo in the wrong clothes."""
    drawing = Image.new("RGB", (400, 300), "white")
    drawing.paste("navy", (50, 50, 200, 200))
    assert prepare(saved(tmp_path / "drawing.png", drawing)).media_type == "image/png"
    assert prepare(saved(tmp_path / "noise.png", gradient())).media_type == "image/jpeg"


def test_a_picture_in_greys_is_as_light_as_in_colours(tmp_path: Path) -> None:
    """A photo stays one, with a channel instead of three; a drawing stays sharp; a custom emoji stays clear."""
    photo = in_greys(prepare(saved(tmp_path / "photo.jpg", gradient())))
    assert (photo.media_type, opened(photo).mode, opened(photo).size) == ("image/jpeg", "L", (300, 200))
    drawing = in_greys(prepare(saved(tmp_path / "drawing.png", Image.new("RGB", (40, 30), (255, 0, 0)))))
    assert (drawing.media_type, opened(drawing).mode, opened(drawing).getpixel((1, 1))) == ("image/png", "L", 76)
    sign = in_greys(prepare_emoji(saved(tmp_path / "sign.png", Image.new("RGBA", (40, 30), (255, 0, 0, 128)))))
    assert (opened(sign).mode, opened(sign).getpixel((1, 1))) == ("RGBA", (76, 76, 76, 128))


def test_transparency_becomes_paper(tmp_path: Path) -> None:
    """A transparent drawing would vanish on a dark e-reader."""
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    with opened(prepare(saved(tmp_path / "clear.png", clear))) as image:
        assert image.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16", "LA"])
def test_every_colour_mode_can_be_printed(tmp_path: Path, mode: str) -> None:
    """Bitmaps, palettes, print colours, 16 bits."""
    path = tmp_path / ("x.jpg" if mode == "CMYK" else "x.png")
    with opened(prepare(saved(path, Image.new(mode, (30, 30))))) as image:
        assert image.mode in ("L", "RGB")


def _ramp(mode: str) -> Image.Image:
    """All 256 greys from black to white, in a row, in a mode that has more of them."""
    greys = Image.frombytes("L", (256, 1), bytes(range(256)))
    if mode == "F":
        return greys.convert("F").point(lambda value: value / 255)
    deep = b"".join(bytes([grey]) * {"I": 4}.get(mode, 2) for grey in range(256))
    return Image.frombytes(mode, (256, 1), deep)


@pytest.mark.parametrize(
    ("mode", "name"), [("I;16", "x.png"), ("I;16", "x.tif"), ("I;16B", "x.tif"), ("I", "x.tif"), ("F", "x.tif")]
)
def test_deep_greys_keep_their_tones(tmp_path: Path, mode: str, name: str) -> None:
    """As ImageMagick shows them: the largest number of whole ones is white, and the fraction 1."""
    with opened(prepare(saved(tmp_path / name, _ramp(mode)))) as image:
        assert image.convert("L").tobytes() == bytes(range(256))


def test_a_picture_whose_tones_collapse_is_told(tmp_path: Path) -> None:
    """All black or white would be a lie; a picture of one tone is what it is."""
    faint = Image.frombytes("I;16", (200, 1), b"".join(bytes([grey, 0]) for grey in range(200)))
    with pytest.raises(BadPictureError, match="too near to each other"):
        prepare(saved(tmp_path / "faint.png", faint))
    assert prepare(saved(tmp_path / "even.png", Image.new("I;16", (30, 30), 40_000)))


@pytest.mark.parametrize(("size", "side"), [((640, 400), PORTRAIT_SIDE), ((40, 90), 40)])
def test_a_portrait_is_square_and_small(tmp_path: Path, size: tuple[int, int], side: int) -> None:
    """It is not enlarged."""
    picture = prepare_portrait(saved(tmp_path / "face.png", Image.new("RGB", size, "teal")))
    assert (picture.width, picture.height) == (side, side)


def test_a_colour_profile_is_applied(tmp_path: Path) -> None:
    """The result is sRGB without a profile; a broken profile does no harm."""
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for number, icc in enumerate((profile, b"not a profile")):
        picture = prepare(saved(tmp_path / f"{number}.png", Image.new("RGB", (30, 30), "teal"), icc_profile=icc))
        with opened(picture) as image:
            assert "icc_profile" not in image.info
            assert image.convert("RGB").getpixel((3, 3)) == (0, 128, 128)


def test_a_picture_in_an_archive_is_read_where_it_lies(tmp_path: Path) -> None:
    """Nothing is unpacked, whatever the archive is."""
    asset = saved(tmp_path / "a.png", Image.new("RGB", (20, 10), "red"))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(asset.path, "media/a.png")
    tar_with(tmp_path / "a.tar.gz", {"media/a.png": asset.path.read_bytes()})
    for path in (tmp_path / "a.zip", tmp_path / "a.tar.gz"):
        assert prepare(Asset(path=path, member="media/a.png")) == prepare(asset)
        with pytest.raises(BadPictureError, match="cannot be read"):
            prepare(Asset(path=path, member="media/b.png"))
    (tmp_path / "b.tar.gz").write_bytes((tmp_path / "a.tar.gz").read_bytes()[:-9])
    with pytest.raises(BadPictureError, match="is damaged"):
        prepare(Asset(path=tmp_path / "b.tar.gz", member="media/a.png"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is an empty file"),
        (b"GIF89a but no more", "is not a picture of a known format|is damaged"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "does not say its size"),
        (b"%PDF-1.7", "is a PDF, which is not read as a picture"),
        (b"8BPS\0\1", "is a Photoshop document"),
        (b"\xff\x0a\xfa", "is a JPEG XL picture"),
        (b"\0\0\0\x20ftypisom", "is a video"),
        (b"\n<!DOCTYPE html><p>404", "is a web page"),
    ],
)
def test_what_is_no_picture_is_told(tmp_path: Path, data: bytes, message: str) -> None:
    """In words that fit the placeholder."""
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(BadPictureError, match=message):
        prepare(Asset(path=tmp_path / "x"))


def test_a_picture_cut_short_is_told(tmp_path: Path) -> None:
    """Half a file is a damaged picture, not half a picture."""
    asset = saved(tmp_path / "x.jpg", gradient())
    asset.path.write_bytes(asset.path.read_bytes()[:3000])
    with pytest.raises(BadPictureError, match="is damaged"):
        prepare(asset)


def test_a_picture_of_a_hundred_megapixels_is_not_decoded(tmp_path: Path) -> None:
    """Measured by its header, before any memory is taken."""
    asset = saved(tmp_path / "huge.png", Image.new("1", (10_000, 10_000)))
    with pytest.raises(BadPictureError, match="has 100 million pixels"):
        prepare(asset)
