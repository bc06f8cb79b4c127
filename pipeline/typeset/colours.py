"""Colours of a picture: any of Pillow's modes becomes sRGB or grey with 8 bits, on white, as ImageMagick renders it."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from pipeline.assets import BadPictureError

if TYPE_CHECKING:
    from PIL import Image

_DEEP = {"I;16": (2, "little"), "I;16B": (2, "big"), "I;16N": (2, sys.byteorder), "I": (4, sys.byteorder)}
"""Bytes of a deep grey by Pillow's mode, and their order."""
_MANY_TONES, _FEW_TONES = 16, 2
"""More tones than the one, of which no more than the other are left, have collapsed."""
_CLEAR = {"RGBA": "RGB", "RGBa": "RGB", "PA": "RGB", "LA": "L", "La": "L"}
"""Modes with transparency, and those of their colours alone."""
_LINEAR = 0.75
"""Gamma of a PNG above which its numbers stand for light itself. Lower ones come near to those of sRGB, and many
programs that wrote them did not mean them."""


def is_plain(image: Image.Image) -> bool:
    """Whether the image is in sRGB or grey on white as it is."""
    other = "icc_profile" in image.info or "transparency" in image.info or _is_linear(image)
    return image.mode in ("L", "RGB") and not other


def flat_srgb(image: Image.Image) -> Image.Image:
    """The image in sRGB or grey, its profile applied, on white: a clear drawing would vanish on a dark reader.

    Raises BadPictureError where its tones are too near to each other to be told apart.
    """
    from PIL import Image

    if is_plain(image):
        return image
    shown = _opacity(image)
    flat = _in_srgb(_without_opacity(image), image)
    if shown is None:
        return flat
    return Image.composite(flat, Image.new(flat.mode, flat.size, "white"), shown)


def with_opacity(image: Image.Image) -> Image.Image:
    """The image with 8 bits for each colour and for its transparency."""
    return shallow(image).convert({"La": "LA"}.get(image.mode, "RGBA")).convert("RGBA")


def shallow(image: Image.Image) -> Image.Image:
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


def _opacity(image: Image.Image) -> Image.Image | None:
    """How much of each pixel is seen, as a grey; None where all is."""
    from PIL import ImageMath

    clear = image.info.get("transparency")
    if image.mode in _DEEP and isinstance(clear, int):  # the one grey of 16 bits that is not seen
        seen: Image.Image = ImageMath.lambda_eval(lambda each: (each["grey"] != clear) * 255, grey=image.convert("I"))
        return seen.convert("L")
    if image.mode in _CLEAR or clear is not None:
        return with_opacity(image).getchannel("A")
    return None


def _without_opacity(image: Image.Image) -> Image.Image:
    """The colours of the image alone, in a mode that a profile can be of: grey, RGB or CMYK."""
    if image.mode in ("1", *_DEEP, "F"):
        return shallow(image).convert("L")
    if image.mode in _CLEAR:
        return with_opacity(image).convert(_CLEAR[image.mode])
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGBA").convert("RGB")


def _in_srgb(colours: Image.Image, image: Image.Image) -> Image.Image:
    """The colours of an image in sRGB or grey, by what the image says of them."""
    from PIL import ImageCms

    if profile := image.info.get("icc_profile"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(colours, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):  # a broken profile: the numbers as they are come nearest
            converted = None
        if converted:
            return converted
    elif _is_linear(image):
        return colours.point([*map(_encoded, range(256))] * len(colours.getbands()))
    return colours if colours.mode == "L" else colours.convert("RGB")


def _is_linear(image: Image.Image) -> bool:
    return float(image.info.get("gamma", 0)) > _LINEAR and "srgb" not in image.info


def _encoded(light: int) -> int:
    """A share of light, of 255, as sRGB writes it."""
    share = light / 255
    return round(255 * (12.92 * share if share <= 0.0031308 else 1.055 * share ** (1 / 2.4) - 0.055))
