"""Pictures fitted to e-readers: of kinds that every one of them shows, of bounded size, in greys.

Typesetting has made them upright, in sRGB and free of metadata, and most keep their bytes here. What is written anew is
written as small as it may be without a difference that is seen (`jpeg_quality`).
"""

from __future__ import annotations

import io
from math import sqrt
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pipeline.ebook.conversions import Conversions
from pipeline.ebook.jpeg_quality import options
from pipeline.model import Picture
from pipeline.typeset import colours, pictures
from pipeline.typeset.theme import Theme

if TYPE_CHECKING:
    from PIL import Image
    from PIL.JpegImagePlugin import JpegImageFile

_PALETTE = 256
"""Most colours of a drawing that stays within as many when it is scaled down: its edges have others else."""


class PictureRule(Struct, frozen=True, kw_only=True):
    """What an e-reader asks of pictures. By default: nothing."""

    plain: bool = False
    """JPEG in one pass or PNG, both in sRGB or grey, and nothing that can be seen through."""
    pixels: float = 0
    """Most pixels, in millions; 0: as many as there are."""
    side: float = 0
    """Most pixels of the longer side; 0: the same."""
    grey: bool = False
    """Without colours."""

    @classmethod
    def of(cls, theme: Theme) -> PictureRule:
        """The rule that a theme's options state."""
        return cls(
            plain=theme.choice("ebook_pictures") == "plain",
            pixels=theme.number("ebook_pixels"),
            side=theme.number("ebook_picture_side"),
            grey=theme.switch("ebook_grey"),
        )

    def fitted(self, picture: Picture, conversions: Conversions) -> Picture:
        """The picture as the rule has it: the same where it is so already, else another, with a name of its own.

        The file is looked into, whatever the picture says of itself.
        """
        if self == PictureRule():
            return picture
        from PIL import Image

        with Image.open(io.BytesIO(picture.data)) as image:
            size = self._size(*image.size)
            if size == image.size and self._allows(image):
                return picture
            facts = ("picture", size, self.plain, self.grey, picture.data)
            return conversions.made(facts, lambda: _written(image, size, plain=self.plain, grey=self.grey))

    def _size(self, width: int, height: int) -> tuple[int, int]:
        """The size in pixels of a picture that was so large."""
        scales = [1.0]
        if self.side:
            scales.append(self.side / max(width, height))
        if self.pixels:
            scales.append(sqrt(self.pixels * 1e6 / (width * height)))
        scale = min(scales)
        return max(1, int(width * scale)), max(1, int(height * scale))

    def _allows(self, image: Image.Image) -> bool:
        """Whether an image may stay as it is, from what its file says before its pixels."""
        if self.grey and image.mode not in ("1", "L"):
            return False
        if not self.plain:
            return True
        in_passes = image.info.get("progressive") or image.info.get("interlace")
        is_known = image.format in ("JPEG", "PNG") and "exif" not in image.info
        return is_known and colours.is_plain(image) and not in_passes


def _written(image: Image.Image, size: tuple[int, int], *, plain: bool, grey: bool) -> Picture:
    """The image's picture anew, in a size. plain: on white, where it can be seen through; grey: without colours."""
    from PIL import Image, ImageOps
    from PIL.JpegImagePlugin import JpegImageFile

    upright = ImageOps.exif_transpose(image)
    if upright.size == image.size[::-1]:
        size = size[::-1]
    is_clear = not plain and upright.has_transparency_data
    shown = colours.with_opacity(upright) if is_clear else colours.flat_srgb(upright)
    is_drawing = is_clear or (image.format not in pictures.LOSSY and _has_few_colours(shown, pictures.DRAWING_COLOURS))
    has_palette = not is_clear and _has_few_colours(shown, _PALETTE)
    if grey:
        shown = shown.convert("LA" if is_clear else "L")
    if shown.size == size and isinstance(image, JpegImageFile) and not is_drawing and image.mode in ("L", "RGB"):
        # As coarse as it is: what it has lost already is all that it loses.
        return pictures.saved(shown, "JPEG", **_coding(image, shown.mode), optimize=True, progressive=False)
    scaled = shown if shown.size == size else shown.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    if not is_drawing:
        return pictures.saved(scaled, "JPEG", **options(scaled), optimize=True, progressive=False)
    if has_palette and scaled.mode == "RGB":
        scaled = scaled.quantize(_PALETTE, dither=Image.Dither.NONE)
    return pictures.saved(scaled, "PNG", compress_level=6)


def _coding(image: JpegImageFile, mode: str) -> dict[str, Any]:
    """Pillow's options for an image that is written as its own JPEG was. mode: in which it is written."""
    from PIL.JpegImagePlugin import get_sampling

    tables = image.quantization
    if mode == "L":
        return {"qtables": [tables[min(tables)]]}
    return {"qtables": [tables[name] for name in sorted(tables)], "subsampling": get_sampling(image)}


def _has_few_colours(image: Image.Image, most: int) -> bool:
    return image.getcolors(most) is not None
