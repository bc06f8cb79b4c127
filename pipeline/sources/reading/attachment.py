"""Pictures that lie beside an input: found within its folder, or said to be missing and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from urllib.parse import unquote

from pipeline.errors import Notice
from pipeline.model import Asset, Media, MediaKind, Message, Recording
from pipeline.opening import real
from pipeline.sources.reading.cleaning import clean
from pipeline.sources.reading.files import Input

NOT_SAVED = Message("not-saved-with-page")
ELSEWHERE = {
    "video": Message("see-video"),
    "gif": Message("see-gif"),
    "audio": Message("hear-audio"),
}
"""Reasons why a video, GIF or recording has no file, by kind."""
_RECORDED: dict[str, MediaKind] = {
    **dict.fromkeys(("mp4", "m4v", "mov", "webm", "mkv", "ogv", "avi", "3gp"), "video"),
    **dict.fromkeys(("mp3", "m4a", "aac", "ogg", "oga", "opus", "wav", "flac"), "audio"),
}
"""Kinds of recordings, by the endings of their files' names."""
_INSIDE = Message("inside-page")
_LONGEST_NAME = 80
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.IGNORECASE)


def attach(
    item: Input, file: str, *, kind: MediaKind = "photo", alt: str = "", url: str = "", where: str = ""
) -> tuple[Media, tuple[Notice, ...]]:
    """The media of the picture `file`, a path relative to the input; with a notice where it cannot be had."""
    asset = item.asset(file)
    if asset:
        return saved(asset, kind=kind, alt=alt, url=url), ()
    shown = clean(file if len(file) <= _LONGEST_NAME else f"{file[:_LONGEST_NAME]}…")
    if _outside(item, file):
        problem, why = "file outside the folder", Message.of("file-outside", file=shown)
        hint = "Put the file beside the input, or in a folder below it."
    else:
        problem, why, hint = "file not found", Message.of("file-not-found", file=shown), ""
    notice = Notice(message=f"{problem}: {shown}", path=item.label, where=where, hint=hint)
    return Media(kind=kind, alt=alt, url=url, missing=why), (notice,)


def saved(asset: Asset, *, kind: MediaKind = "photo", alt: str = "", url: str = "") -> Media:
    """The media of a file that is there: of a picture, or of a film or sound, which its name tells."""
    recorded = _recorded(asset)
    if not recorded:
        return Media(kind=kind, alt=alt, asset=asset, url=url)
    return Media(kind=recorded if kind == "photo" else kind, alt=alt, recording=Recording(asset=asset), url=url)


def attach_saved(
    item: Input,
    sources: Sequence[str],
    *,
    kind: MediaKind = "photo",
    alt: str = "",
    url: str = "",
    where: str = "",
    films: Sequence[str] = (),
) -> tuple[Media, tuple[Notice, ...]]:
    """The media of a saved page's picture: the first source that is a file beside the page, else what is known of it.

    sources: the addresses that the page's markup gives it. films: those of the film that it is a still of.
    """
    film = next((file for file in map(_beside(item), films) if file and _recorded(file)), None)
    if film:
        still = next(filter(None, map(_beside(item), sources)), None)
        return Media(kind=kind, alt=alt, asset=still, recording=Recording(asset=film), url=url), ()
    if file := next(filter(None, map(_file, sources)), ""):
        return attach(item, file, kind=kind, alt=alt, url=url, where=where)
    inside = any(source.lower().startswith("data:image/") for source in sources)
    return Media(kind=kind, alt=alt, url=url, missing=_INSIDE if inside else NOT_SAVED), ()


def _recorded(asset: Asset) -> MediaKind | None:
    """The kind of a recording by its name; None of a picture."""
    return _RECORDED.get(asset.name.rpartition(".")[2].lower())


def _beside(item: Input) -> Callable[[str], Asset | None]:
    """A finder of the files beside a page by the addresses that its markup gives."""

    def find(source: str) -> Asset | None:
        file = _file(source)
        return item.asset(file) if file else None

    return find


def _file(source: str) -> str:
    """The path of a picture saved beside the page, or "" for an address and for the blank of a lazy picture."""
    if not source or _SCHEME.match(source):
        return ""
    path = unquote(re.split("[?#]", source, maxsplit=1)[0])
    return "" if path.rsplit("/", 1)[-1].startswith("1px") else path


def _outside(item: Input, file: str) -> bool:
    try:
        return not real(item.path.parent / file).is_relative_to(item.root)
    except (OSError, ValueError):  # no path at all: a NUL, or a name too long
        return False
