"""An editor's own picture for the cover: read, checked, and brought into the form that pictures of a book have."""

from __future__ import annotations

from pathlib import Path

from pipeline.assets import BadPictureError
from pipeline.errors import UsageError
from pipeline.model import Asset, Picture
from pipeline.opening import real
from pipeline.sources.reading.files import Input
from pipeline.typeset import pictures

_PICTURES = "Take a JPEG, PNG or SVG; best is one of 1600 × 2560 pixels, upright."


def read_cover(item: Input, name: str, where: str) -> Picture:
    """The picture of that name, which is a path beside the editor's file. where: place in the file.

    Raises PublishError where it is not there, or is no picture.
    """
    asset = item.asset(name)
    if not asset:
        hint = "Put the file beside this one, and write its path from here."
        raise item.error(f"{name}: there is no such picture", where=where, hint=hint)
    try:
        return pictures.prepare(asset)
    except BadPictureError as error:
        raise item.error(f"{name}: {error}", where=where, hint=_PICTURES) from error


def named_cover(path: str) -> Picture:
    """The picture at a path that the user typed. Raises UsageError where there is none, or it is no picture."""
    if not Path(path).is_file():
        raise UsageError("there is no such picture", path=path, hint="Name a file: --cover picture.jpg")
    try:
        return pictures.prepare(Asset(path=real(Path(path))))
    except BadPictureError as error:
        raise UsageError(str(error), path=path, hint=_PICTURES) from error
