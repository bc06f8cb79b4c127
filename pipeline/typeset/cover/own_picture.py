"""An editor's own picture as the whole cover: cut to its shape, or on a ground where too much would be lost."""

from __future__ import annotations

from io import BytesIO
from typing import Literal

from msgspec.structs import replace
from PIL import Image, ImageOps

from pipeline.model import Picture

_MOST_LOST = 0.25
"""Share of the picture that may be cut off. Of one that would lose more, a landscape or a square, all is shown."""
_QUALITY = 88


def fitted(picture: Picture, width: int, height: int, mode: Literal["RGB", "L"] = "RGB") -> Picture:
    """The picture as a cover of that many pixels. The ground around one of another shape has the mean of the colours at
    its edges. mode: Pillow's, for colours or greys."""
    with Image.open(BytesIO(picture.data)) as image:
        plain = image.convert(mode)
    size = width, height
    shape, wanted = plain.width / plain.height, width / height
    if min(shape, wanted) / max(shape, wanted) >= 1 - _MOST_LOST:
        cover = ImageOps.fit(plain, size, Image.Resampling.LANCZOS)
    else:
        cover = ImageOps.pad(plain, size, Image.Resampling.LANCZOS, color=_at_edges(plain))
    file = BytesIO()
    cover.save(file, "JPEG", quality=_QUALITY, optimize=True)
    return replace(picture, name="cover.jpg", media_type="image/jpeg", data=file.getvalue(), width=width, height=height)


def _at_edges(image: Image.Image) -> tuple[int, ...]:
    """The mean of the colours along the four sides."""
    right, bottom = image.width - 1, image.height - 1
    sides = (
        (0, 0, right + 1, 1),
        (0, bottom, right + 1, bottom + 1),
        (0, 0, 1, bottom + 1),
        (right, 0, right + 1, bottom + 1),
    )
    small = [image.resize((1, 1), Image.Resampling.BOX, side) for side in sides]
    means = [tuple(each.tobytes()) for each in small]  # a byte for each channel
    return tuple(round(sum(channel) / len(sides)) for channel in zip(*means, strict=True))
