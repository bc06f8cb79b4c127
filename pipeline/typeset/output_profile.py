"""Output profiles: ICC profiles of presses, as somebody gives them for the printed book (ICC.1, 7.2)."""

from __future__ import annotations

import io

from msgspec import Struct

MOST_BYTES = 16 * 2**20
"""Size of the largest that is taken: those of presses are a few megabytes."""
_HEAD = 128


class OutputProfile(Struct, frozen=True, kw_only=True):
    """The profile of a press that prints with four inks."""

    data: bytes
    description: str
    """What it says that it is for."""


def read(data: bytes) -> OutputProfile:
    """The profile of these bytes. Raises ValueError, which says what is wrong, for others."""
    if data[36:40] != b"acsp" or len(data) < _HEAD or int.from_bytes(data[:4]) != len(data):
        raise ValueError("is no ICC profile")
    if (data[12:16], data[16:20]) != (b"prtr", b"CMYK"):
        raise ValueError("is not the profile of a press with four inks")
    from PIL import ImageCms  # here: few books have one

    try:
        described = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(data)))
    except (OSError, ImageCms.PyCMSError) as error:
        raise ValueError(f"is damaged: {error}") from error
    return OutputProfile(data=data, description=" ".join(described.split()))
