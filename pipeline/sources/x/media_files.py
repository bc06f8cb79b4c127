"""Pictures, videos and GIFs of X posts, and the files of them that came along."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec
from msgspec import Struct

from pipeline.model import Asset, Media, MediaKind, Message, Recording
from pipeline.sources.reading.attachment import ELSEWHERE
from pipeline.sources.reading.files import Input
from pipeline.sources.x.alt_texts import base_name
from pipeline.sources.x.tweet_text import web

Find = Callable[[str, str], Asset | None]
"""Lookup of the file of a picture or film by the id of its post and its URL."""

_FORMAT = re.compile(r"[?&]format=([a-z0-9]{1,5})\b")
_ABSENT = Message("not-saved-with-post")
_KINDS: dict[str, MediaKind] = {"video": "video", "animated_gif": "gif", "gif": "gif"}


class Variant(msgspec.Struct):
    """A file of a video, one of those that it is offered as."""

    url: str = ""
    bitrate: int | None = None
    """Bits a second; None for playlists, 0 for GIFs."""


class Attachment(Struct, frozen=True, kw_only=True):
    """A medium of a post, as X describes it."""

    kind: MediaKind = "photo"
    picture: str = ""
    """URL; of a video or GIF, of its poster."""
    video: str = ""
    """URL of the best variant, or ""."""
    alt: str = ""


def kind_of(name: str) -> MediaKind:
    """The kind of a medium by X's word for it: "photo", "video" or "animated_gif"."""
    return _KINDS.get(name, "photo")


def best(variants: Sequence[Variant]) -> str:
    """The URL of the variant of the highest bit rate, or ""."""
    rates = {variant.url: -1 if variant.bitrate is None else variant.bitrate for variant in variants}
    return max(rates, key=lambda url: rates[url], default="")


def media_of(attachment: Attachment, post_id: str, find: Find, absent: Message = _ABSENT) -> Media:
    """The model's media, with its file if that came along.

    absent: the reason why a photo has no file.
    """
    asset = find(post_id, attachment.picture) if attachment.picture else None
    film = find(post_id, attachment.video) if attachment.video else None
    return Media(
        kind=attachment.kind,
        alt=attachment.alt.strip(),
        asset=asset,
        recording=Recording(asset=film) if film else None,
        url=web(attachment.video) or web(attachment.picture),
        missing="" if asset or film else ELSEWHERE.get(attachment.kind, absent),
    )


def file_name(url: str) -> str:
    """The last part of a URL's path, with the ending that newer URLs give apart: "…/media/AbC?format=jpg"."""
    name, ending = base_name(url), _FORMAT.search(url)
    return f"{name}.{ending[1]}" if name and ending and "." not in name else name


class Beside:
    """The pictures in the folder of an input, named as on X or as X names them in its archive."""

    def __init__(self, item: Input) -> None:
        self._item = item
        folder = item.path if item.path.is_dir() else item.path.parent
        try:
            self._names = {entry.name for entry in folder.iterdir()}  # once: posts are many, few have a file here
        except OSError:
            self._names = set()

    def find(self, post_id: str, url: str) -> Asset | None:
        """The file `<post id>-<last part of the URL>`, or the last part alone."""
        name = file_name(url)
        return self.named(f"{post_id}-{name}", name) if name else None

    def named(self, *names: str) -> Asset | None:
        """The first of the files that is there."""
        found = (self._item.asset(name) for name in names if name in self._names)
        return next((asset for asset in found if asset), None)
