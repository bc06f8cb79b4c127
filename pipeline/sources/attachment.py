"""Pictures that lie beside an input: found within its folder, or said to be missing and why."""

from __future__ import annotations

from typing import Literal

from pipeline.errors import Notice
from pipeline.model import Media
from pipeline.sources.encoding import clean
from pipeline.sources.files import Input

MediaKind = Literal["photo", "video", "gif"]
_LONGEST_NAME = 80


def attach(
    item: Input, file: str, *, kind: MediaKind = "photo", alt: str = "", url: str = "", where: str = ""
) -> tuple[Media, tuple[Notice, ...]]:
    """The picture `file`, a path relative to the input; with a notice where it cannot be had."""
    asset = item.asset(file)
    if asset:
        return Media(kind=kind, alt=alt, asset=asset, url=url), ()
    shown = clean(file if len(file) <= _LONGEST_NAME else f"{file[:_LONGEST_NAME]}…")
    if _outside(item, file):
        reason, hint = f"file outside the folder: {shown}", "Put the file beside the input, or in a folder below it."
    else:
        reason, hint = f"file not found: {shown}", ""
    notice = Notice(message=reason, path=item.label, where=where, hint=hint)
    return Media(kind=kind, alt=alt, url=url, missing=reason), (notice,)


def _outside(item: Input, file: str) -> bool:
    try:
        return not (item.path.parent / file).resolve().is_relative_to(item.root)
    except (OSError, ValueError):  # no path at all: a NUL, or a name too long
        return False
