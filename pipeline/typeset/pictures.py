"""Preparation of pictures for a page: upright, of bounded size, in sRGB, without metadata.

A picture file is a stranger's data. It is measured before it is decoded, and no location, no thumbnail and no trailing
data travels into a book: a picture that is ready keeps its pixels (`lossless.py`), any other is decoded and written
anew.
"""

from __future__ import annotations

import hashlib
import io
import sys
import warnings
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from pipeline import assets
from pipeline.assets import BadPictureError
from pipeline.model import Asset, Picture
from pipeline.model.limits import MAX_PICTURE_PIXELS
from pipeline.typeset import lossless

if TYPE_CHECKING:
    from PIL import Image

MAX_WIDTH, MAX_HEIGHT = 1600, 2400
"""Limits in pixels: a measure of 105 mm at 300 dpi is 1240 wide; e-readers show no more than 1600."""
EMOJI_WIDTH, EMOJI_HEIGHT = 432, 144
"""Limits of a custom emoji in pixels: it is as high as a letter, so enough for large type on a sharp screen."""
_DRAWING_COLOURS = 8192
"""Most colours of a drawing, which is sharper and smaller as PNG; a photo has more, and is far smaller as JPEG."""
_SMALL = 0.25
"""Most bytes a pixel of a PNG that is a drawing, whatever its colours: as JPEG it would hardly be smaller."""
_ORIENTATION = 0x0112
"""EXIF's tag of the orientation."""
_DEEP = {"I;16": (2, "little"), "I;16B": (2, "big"), "I;16N": (2, sys.byteorder), "I": (4, sys.byteorder)}
"""Bytes of a deep grey by Pillow's mode, and their order."""
_MANY_TONES, _FEW_TONES = 16, 2
"""More tones than the one, of which no more than the other are left, have collapsed."""
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "AVIF")


@lru_cache(maxsize=64)
def prepare(asset: Asset) -> Picture:
    """The picture of an asset. Raises BadPictureError where it cannot be read, is too large or is no picture."""
    return _picture(assets.read(asset))


@lru_cache(maxsize=256)
def prepare_emoji(asset: Asset) -> Picture:
    """The picture of a custom emoji: small, with its transparency. Raises BadPictureError as `prepare` does."""
    return _picture(assets.read(asset), _written_small)


def _picture(data: bytes, write: Callable[[Image.Image], Picture] | None = None) -> Picture:
    """The picture in these bytes, decoded and measured first. write: by default `_written`."""
    from PIL import Image, ImageFile, UnidentifiedImageError

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint turns it on, and half a picture would pass for a whole one
    with warnings.catch_warnings():
        # Pillow warns of what is decided here anyway (sizes), and of odd metadata, which is dropped.
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                if image.width * image.height > MAX_PICTURE_PIXELS:
                    raise BadPictureError(f"has {image.width * image.height / 1e6:.0f} million pixels")
                return write(image) if write else _ready(image, data) or _written(image)
        except UnidentifiedImageError as error:
            raise BadPictureError("is not a picture of a known format") from error
        except BadPictureError:
            raise
        except Exception as error:  # decoders raise OSError, SyntaxError, ValueError, struct.error …
            raise BadPictureError("is damaged") from error


def _ready(image: Image.Image, data: bytes) -> Picture | None:
    """The picture of a file that only has to lose its metadata; None where more has to be done."""
    (width, height), info = image.size, image.info
    if width > MAX_WIDTH or height > MAX_HEIGHT or image.mode not in ("L", "RGB"):
        return None
    if "icc_profile" in info or "transparency" in info:
        return None
    if image.format == "PNG" and (kept := lossless.png(data)) and len(kept) <= width * height * _SMALL:
        return _named(kept, "PNG", width, height)
    upright = "exif" not in info or image.getexif().get(_ORIENTATION, 1) == 1
    if image.format == "JPEG" and upright and (kept := lossless.jpeg(data)):
        image.draft("L", (1, 1))
        image.load()  # at an eighth of its size, which is quick: a damaged one raises an error
        return _named(kept, "JPEG", width, height)
    return None


def _written(image: Image.Image) -> Picture:
    from PIL import ImageOps

    lossy = image.format in ("JPEG", "WEBP", "AVIF")
    upright = ImageOps.exif_transpose(image)
    plain = _flat_srgb(upright)
    if plain.width > MAX_WIDTH or plain.height > MAX_HEIGHT:
        plain.thumbnail((MAX_WIDTH, MAX_HEIGHT))
    untouched = image.format == "JPEG" and plain is upright and plain.size == image.size
    untouched = untouched and image.getexif().get(_ORIENTATION, 1) == 1
    if untouched:
        # The same quantisation tables: nothing is lost, and the metadata is left behind.
        return _saved(image, "JPEG", quality="keep", optimize=True)
    if lossy or plain.getcolors(_DRAWING_COLOURS) is None:
        return _saved(plain, "JPEG", quality=88, optimize=True, progressive=False)
    return _saved(plain, "PNG", compress_level=6)


def _written_small(image: Image.Image) -> Picture:
    from PIL import ImageOps

    clear = _shallow(ImageOps.exif_transpose(image)).convert("RGBA")
    clear.thumbnail((EMOJI_WIDTH, EMOJI_HEIGHT))
    return _saved(clear, "PNG", compress_level=6)


def _flat_srgb(image: Image.Image) -> Image.Image:
    """The image in sRGB or grey, its profile applied, on white: a clear drawing would vanish on a dark reader."""
    from PIL import Image

    image = _shallow(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    if image.mode in ("RGB", "L", "CMYK") and "icc_profile" in image.info:
        return _in_srgb(image, image.info["icc_profile"])
    if image.mode in ("RGB", "L"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _shallow(image: Image.Image) -> Image.Image:
    """The image with 8 bits of grey, if it has 16 or 32 or fractions of 1: black stays black, and white is white.

    Pillow's own conversion takes all that is over 255 for white. Raises BadPictureError where the tones of the image
    are too near to each other to be told apart: measurements are seldom pictures as they stand.
    """
    from PIL import Image

    if image.mode == "F":
        grey = image.point(lambda value: value * 255 + 0.5).convert("L")
    elif image.mode in _DEEP:
        size, order = _DEEP[image.mode]
        grey = Image.frombytes("L", image.size, image.tobytes()[size - 1 if order == "little" else 0 :: size])
    else:
        return image
    counted = image if image.mode == "F" else image.convert("I")  # Pillow counts no colours of 16 bits
    if len(grey.getcolors() or ()) <= _FEW_TONES and counted.getcolors(_MANY_TONES) is None:
        raise BadPictureError("has tones that are too near to each other to be told apart")
    return grey


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):  # a broken profile: the numbers as they are come nearest
        converted = None
    return converted or image.convert("RGB")


def _saved(image: Image.Image, format: Literal["JPEG", "PNG"], **options: object) -> Picture:
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
