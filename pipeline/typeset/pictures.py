"""Preparation of pictures for a page: upright, of bounded size, in sRGB, without metadata.

A picture file is a stranger's data. It is measured before it is decoded, and no location, no thumbnail and no trailing
data travels into a book: a picture that is ready keeps its pixels (`lossless.py`), any other is decoded and written
anew.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeVar

from msgspec import Struct

from pipeline import assets
from pipeline.assets import BadPictureError
from pipeline.model import Asset, Picture, Recording
from pipeline.model.limits import MAX_PICTURE_PIXELS
from pipeline.typeset import colours, films, frames, long_pictures, lossless, svg, unread

if TYPE_CHECKING:
    from PIL import Image

MAX_WIDTH, MAX_HEIGHT = 1600, 2400
"""Limits in pixels: a measure of 105 mm at 300 dpi is 1240 wide; e-readers show no more than 1600. Long pictures are
cut into parts instead."""
EMOJI_WIDTH, EMOJI_HEIGHT = 432, 144
"""Limits of a custom emoji in pixels: it is as high as a letter, so enough for large type on a sharp screen."""
PORTRAIT_SIDE = 192
"""Side in pixels of a portrait: it is shown beside a few lines, 15 mm wide at most, which is 177 at 300 dpi."""
DRAWING_COLOURS = 8192
"""Most colours of a drawing, which is sharper and smaller as PNG; a photo has more, and is far smaller as JPEG."""
_SMALL = 0.25
"""Most bytes a pixel of a PNG that is a drawing, whatever its colours: as JPEG it would hardly be smaller."""
_ORIENTATION = 0x0112
"""EXIF's tag of the orientation."""
LOSSY = ("JPEG", "WEBP", "AVIF", "HEIF")
"""Formats that photos are in."""
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "AVIF")

_Made = TypeVar("_Made")


class Shown(Struct, frozen=True, kw_only=True):
    """A picture file as a book shows it."""

    parts: tuple[Picture, ...]
    """The picture; of a long one, its parts from top to end."""
    moves: bool = False
    """Whether it is an animation, of which this is a frame."""


@lru_cache(maxsize=64)
def prepare_figure(asset: Asset, page: float) -> Shown:
    """The picture of an asset. Raises BadPictureError where it cannot be read, is too large or is no picture.

    page: height of a page's text, as its width goes, for pictures that are longer.
    """
    return _made(assets.read(asset), lambda image, data: _shown(image, data, page))


@lru_cache(maxsize=64)
def prepare_still(recording: Recording) -> Picture:
    """A frame of a film. Raises BadPictureError where there is none, or none can be had."""
    return _made(films.still(recording), _whole)


@lru_cache(maxsize=64)
def prepare(asset: Asset) -> Picture:
    """The picture of an asset in one piece, however long. Raises BadPictureError as `prepare_figure` does."""
    return _made(assets.read(asset), _whole)


@lru_cache(maxsize=256)
def prepare_emoji(asset: Asset) -> Picture:
    """The picture of a custom emoji: small, with its transparency. Raises BadPictureError as `prepare` does."""
    return _made(assets.read(asset), lambda image, _: _written_small(image))


@lru_cache(maxsize=64)
def prepare_portrait(asset: Asset) -> Picture:
    """A portrait: the middle of a picture, square and small. Raises BadPictureError as `prepare` does."""
    return _made(assets.read(asset), lambda image, _: _written_square(image))


def in_greys(picture: Picture) -> Picture:
    """The picture without its colours."""
    from PIL import Image

    with Image.open(io.BytesIO(picture.data)) as image:
        if image.mode == "RGBA":  # a custom emoji
            return saved(image.convert("LA").convert("RGBA"), "PNG", compress_level=6)
        grey = image.convert("L")
    if picture.media_type == "image/jpeg":
        return saved(grey, "JPEG", quality=88, optimize=True, progressive=False)
    return saved(grey, "PNG", compress_level=6)


def _made(data: bytes, make: Callable[[Image.Image, bytes], _Made]) -> _Made:
    """The result of `make` for the picture in these bytes, which is measured before it is decoded."""
    from PIL import Image, ImageFile, UnidentifiedImageError

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint turns it on, and half a picture would pass for a whole one
    with warnings.catch_warnings():
        # Pillow warns of what is decided here anyway (sizes), and of odd metadata, which is dropped.
        warnings.simplefilter("ignore")
        try:
            data = svg.drawn(data) if svg.is_svg(data) else data
            with Image.open(io.BytesIO(data), formats=_formats(data)) as image:
                if image.width * image.height > MAX_PICTURE_PIXELS:
                    raise BadPictureError(
                        f"has {image.width * image.height / 1e6:.0f} million pixels", "file-too-large"
                    )
                return make(image, data)
        except UnidentifiedImageError as error:
            raise unread.error(data) from error
        except BadPictureError:
            raise
        except Exception as error:  # decoders raise OSError, SyntaxError, ValueError, struct.error …
            raise BadPictureError("is damaged", "file-damaged") from error


def _formats(data: bytes) -> tuple[str, ...]:
    """Names of the formats that a file may be in. The reader of HEIF is loaded where it may be wanted."""
    if not data.startswith(b"ftyp", 4):
        return FORMATS
    from pi_heif import register_heif_opener

    register_heif_opener()
    return (*FORMATS, "HEIF")


def _shown(image: Image.Image, data: bytes, page: float) -> Shown:
    if frames.moves(image):
        frames.seek_shown(image)
        return Shown(parts=(_written(image),), moves=True)
    width, height = image.size if _orientation(image) < 5 else reversed(image.size)
    if long_pictures.is_long(width, height, page):
        return Shown(parts=tuple(_written_parts(image, page)))
    return Shown(parts=(_whole(image, data),))


def _whole(image: Image.Image, data: bytes) -> Picture:
    if frames.moves(image):
        frames.seek_shown(image)
        return _written(image)
    return _ready(image, data) or _written(image)


def _ready(image: Image.Image, data: bytes) -> Picture | None:
    """The picture of a file that only has to lose its metadata; None where more has to be done."""
    width, height = image.size
    if width > MAX_WIDTH or height > MAX_HEIGHT or not colours.is_plain(image):
        return None
    if image.format == "PNG" and (kept := lossless.png(data)) and len(kept) <= width * height * _SMALL:
        return _named(kept, "PNG", width, height)
    if image.format == "JPEG" and _orientation(image) == 1 and (kept := lossless.jpeg(data)):
        image.draft("L", (1, 1))
        image.load()  # at an eighth of its size, which is quick: a damaged one raises an error
        return _named(kept, "JPEG", width, height)
    return None


def _written(image: Image.Image) -> Picture:
    plain = _plain(image)
    if plain.width > MAX_WIDTH or plain.height > MAX_HEIGHT:
        plain.thumbnail((MAX_WIDTH, MAX_HEIGHT))
    if image.format == "JPEG" and plain.size == image.size and colours.is_plain(image) and _orientation(image) == 1:
        # The same quantisation tables: nothing is lost, and the metadata is left behind.
        return saved(image, "JPEG", quality="keep", optimize=True)
    return _encoded(plain, image)


def _written_parts(image: Image.Image, page: float) -> Iterator[Picture]:
    plain = _plain(image)
    if plain.width > MAX_WIDTH:
        plain.thumbnail((MAX_WIDTH, plain.height))
    for part in long_pictures.parts(plain, page):
        yield _encoded(part, image)


def _written_small(image: Image.Image) -> Picture:
    from PIL import ImageOps

    if frames.moves(image):
        frames.seek_shown(image)
    clear = colours.with_opacity(ImageOps.exif_transpose(image))
    clear.thumbnail((EMOJI_WIDTH, EMOJI_HEIGHT))
    return saved(clear, "PNG", compress_level=6)


def _written_square(image: Image.Image) -> Picture:
    from PIL import ImageOps

    if frames.moves(image):
        frames.seek_shown(image)
    plain = _plain(image)
    side = min(PORTRAIT_SIDE, *plain.size)
    return _encoded(ImageOps.fit(plain, (side, side)), image)


def _plain(image: Image.Image) -> Image.Image:
    """A copy of the image, upright and in plain colours."""
    from PIL import ImageOps

    return colours.flat_srgb(ImageOps.exif_transpose(image))


def _orientation(image: Image.Image) -> int:
    """How the image has to be turned, as EXIF numbers it; 1: not at all. What is no number turns nothing."""
    said = image.getexif().get(_ORIENTATION, 1) if "exif" in image.info else 1
    return said if said in range(1, 9) else 1


def _encoded(plain: Image.Image, image: Image.Image) -> Picture:
    """A picture made of an image that was read: as JPEG where that is one, or looks like one."""
    if image.format in LOSSY or plain.getcolors(DRAWING_COLOURS) is None:
        return saved(plain, "JPEG", quality=88, optimize=True, progressive=False)
    return saved(plain, "PNG", compress_level=6)


def saved(image: Image.Image, format: Literal["JPEG", "PNG"], **options: object) -> Picture:
    """The image as a picture file, and nothing of what its own file said beside the pixels. options: Pillow's."""
    image.info = {}  # or what its file said beside the pixels is written again: a comment, XMP, EXIF
    out = io.BytesIO()
    image.save(out, format, icc_profile=None, exif=b"", **options)
    return _named(out.getvalue(), format, *image.size)


def _named(data: bytes, format: Literal["JPEG", "PNG"], width: int, height: int) -> Picture:
    """The picture of these bytes, named by their digest."""
    suffix: Literal["jpg", "png"] = "jpg" if format == "JPEG" else "png"
    return Picture(
        name=f"{hashlib.sha256(data).hexdigest()[:20]}.{suffix}",
        media_type="image/jpeg" if format == "JPEG" else "image/png",
        data=data,
        width=width,
        height=height,
    )
