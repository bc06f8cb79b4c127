"""Pictures made ready for a page: upright, of bounded size, in sRGB, without metadata.

A picture file is a stranger's data. It is measured before it is decoded, and no location, no thumbnail and no trailing
data travels into a book: what is ready as it is keeps its pixels (`lossless.py`), all else is decoded and written anew.
"""

from __future__ import annotations

import hashlib
import io
import os
import warnings
import zipfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.assets import tarball
from pipeline.assets.tarball import Tarball
from pipeline.model import Asset, Picture
from pipeline.model.limits import MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS
from pipeline.typeset import lossless

if TYPE_CHECKING:
    from PIL import Image

MAX_WIDTH, MAX_HEIGHT = 1600, 2400
"""Pixels: a measure of 105 mm at 300 dpi is 1240 wide; e-readers show no more than 1600."""
EMOJI_WIDTH, EMOJI_HEIGHT = 432, 144
"""Pixels of a custom emoji, which is as high as a letter: enough for large type on a sharp screen."""
_DRAWING_COLOURS = 8192
"""A picture of more is a photo, and several times smaller as JPEG; a drawing is sharper and smaller as PNG."""
_SMALL = 0.25
"""Bytes a pixel: a PNG of fewer is a drawing, whatever its colours, for as JPEG it would hardly be smaller."""
_ORIENTATION = 0x0112
"""Of EXIF."""
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "AVIF")


class BadPictureError(Exception):
    """Why a picture cannot be shown, worded for the placeholder: "is damaged"."""


@lru_cache(maxsize=64)
def prepare(asset: Asset) -> Picture:
    """The picture of an asset. Raises BadPictureError where it cannot be read, is too large or is no picture."""
    return _picture(read(asset))


@lru_cache(maxsize=256)
def prepare_emoji(asset: Asset) -> Picture:
    """The picture of a custom emoji: small, and clear where it was clear. Raises BadPictureError as `prepare` does."""
    return _picture(read(asset), _written_small)


def read(asset: Asset) -> bytes:
    """The bytes of an asset, all that a picture is made of. Raises BadPictureError where there are none to use."""
    try:
        if not asset.member:
            with asset.path.open("rb") as file:
                data = file.read(MAX_PICTURE_BYTES + 1)
        else:
            with _archive(asset.path).open(asset.member) as member:
                data = member.read(MAX_PICTURE_BYTES + 1)
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise BadPictureError("cannot be read") from error
    except Exception as error:  # zlib.error, lzma.LZMAError: the decompressors have no common base
        raise BadPictureError("is damaged") from error
    if len(data) > MAX_PICTURE_BYTES:
        raise BadPictureError(f"is larger than {MAX_PICTURE_BYTES // 2**20} MB")
    if not data:
        raise BadPictureError("is an empty file")
    return data


def _archive(path: Path) -> zipfile.ZipFile | Tarball:
    if tarball.is_gzip(path):
        return tarball.opened(path)
    facts = path.stat()
    return _zip(path, facts.st_size, facts.st_mtime_ns, os.getpid())


@lru_cache(maxsize=1)
def _zip(path: Path, _size: int, _changed: int, _process: int) -> zipfile.ZipFile:
    """A zip, kept open: finding one of its thousands of pictures takes as long as finding all.

    Not for a forked process, which would share the place that is read from.
    """
    return zipfile.ZipFile(path)


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
    """The picture of a file that needs nothing but the loss of its metadata; None where it needs more."""
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

    clear = ImageOps.exif_transpose(image).convert("RGBA")
    clear.thumbnail((EMOJI_WIDTH, EMOJI_HEIGHT))
    return _saved(clear, "PNG", compress_level=6)


def _flat_srgb(image: Image.Image) -> Image.Image:
    """In RGB or grey, on white (a transparent drawing would vanish on a dark reader), its profile applied."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    if image.mode in ("RGB", "L", "CMYK") and "icc_profile" in image.info:
        return _in_srgb(image, image.info["icc_profile"])
    if image.mode in ("RGB", "L"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):  # a broken profile: the numbers as they are come nearest
        converted = None
    return converted or image.convert("RGB")


def _saved(image: Image.Image, format: Literal["JPEG", "PNG"], **options: object) -> Picture:
    out = io.BytesIO()
    image.save(out, format, icc_profile=None, exif=b"", **options)
    return _named(out.getvalue(), format, *image.size)


def _named(data: bytes, format: Literal["JPEG", "PNG"], width: int, height: int) -> Picture:
    """A picture with a name by its content."""
    suffix: Literal["jpg", "png"] = "jpg" if format == "JPEG" else "png"
    return Picture(
        name=f"{hashlib.sha256(data).hexdigest()[:20]}.{suffix}",
        media_type="image/jpeg" if format == "JPEG" else "image/png",
        data=data,
        width=width,
        height=height,
    )
