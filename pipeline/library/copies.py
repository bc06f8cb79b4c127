"""Copies of the library's pictures, which may be gone from the inputs when a post is.

They lie in a folder beside the library's file, as "hook@SHA-256.png": by its own name, "hook", captures of a picture
are matched. They are never removed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from pipeline import assets
from pipeline.library.record import Entry, Library
from pipeline.model import Asset, Media, Post, Quote
from pipeline.shelf.scratch import Scratch

_NAME = re.compile(r"(?P<stem>\w[\w-]{0,99})(?P<suffix>\.\w{1,9})?")
"""File names that every file system allows; of others nothing is kept."""
_KEPT = re.compile(r"[\w-]*@[0-9a-f]{64}(?:\.\w+)?")


def located(library: Library, folder: Path) -> Library:
    """The library with absolute paths to its assets. Raises ValueError for one that is not in the folder."""

    def in_folder(asset: Asset) -> Asset:
        if asset.member or not _KEPT.fullmatch(str(asset.path)):
            raise ValueError(f"not a picture of this library: {asset.path}")
        return replace(asset, path=folder / asset.path)

    return _with_assets(library, in_folder)


def stored(library: Library, folder: Path, scratch: Scratch) -> Library:
    """The library with its assets copied to the folder, each path a name in it.

    scratch: on the same disk. An asset that cannot be read is left out: the book says so. Raises OSError.
    """

    def copied(asset: Asset) -> Asset | None:
        if asset.path.parent == folder:
            return Asset(path=Path(asset.path.name))
        try:
            data = assets.read(asset)
        except assets.BadPictureError:
            return None
        name = _name(PurePosixPath(asset.member or asset.path.name).name, hashlib.sha256(data).hexdigest())
        if not (folder / name).exists():
            folder.mkdir(exist_ok=True)
            scratch.write(folder / name, data)
        return Asset(path=Path(name))

    return _with_assets(library, copied)


def _name(original: str, digest: str) -> str:
    match = _NAME.fullmatch(original)
    return f"{match['stem']}@{digest}{match['suffix'] or ''}" if match else f"@{digest}"


def _with_assets(library: Library, change: Callable[[Asset], Asset | None]) -> Library:
    return replace(
        library,
        entries=tuple(_of_entry(entry, change) for entry in library.entries),
        profiles=tuple(
            replace(profile, portrait=change(profile.portrait)) if profile.portrait else profile
            for profile in library.profiles
        ),
    )


def _of_entry(entry: Entry, change: Callable[[Asset], Asset | None]) -> Entry:
    posts = tuple(_of_post(post, change) for post in entry.thread.posts)
    return replace(entry, thread=replace(entry.thread, posts=posts))


def _of_post(post: Post, change: Callable[[Asset], Asset | None]) -> Post:
    if not (post.media or post.quotes or post.link_cards or post.emoji):
        return post

    def changed(asset: Asset | None) -> Asset | None:
        return change(asset) if asset else None

    def kept(media: Media) -> Media:
        return replace(media, asset=changed(media.asset), recording=None)  # which may be a thousand times as large

    def quoted(quote: Quote) -> Quote:
        return replace(quote, media=tuple(map(kept, quote.media)))

    return replace(
        post,
        media=tuple(map(kept, post.media)),
        quotes=tuple(map(quoted, post.quotes)),
        link_cards=tuple(replace(each, picture=changed(each.picture)) for each in post.link_cards),
        emoji=tuple(replace(each, asset=changed(each.asset)) for each in post.emoji),
    )
