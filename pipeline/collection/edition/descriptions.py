"""Descriptions of pictures that a user keeps beside the inputs, whatever network these come from.

A file `alt_text.json`: `[{"tweet_id", "media_url" or "media_key", "alt_text"}]`, as for X archives.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from pipeline.errors import PublishError
from pipeline.model import Media, Thread
from pipeline.opening import real
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.json_text import COMPLAINTS
from pipeline.sources.x.alt_texts import HINT, NAMES, AltTexts, base_name, parse


def is_descriptions(item: Input) -> bool:
    """Whether an input is a file of descriptions, by its name."""
    return item.path.name in NAMES


def read_descriptions(folders: Iterable[Path]) -> AltTexts:
    """The descriptions in the folders' files. Raises PublishError where a file is broken."""
    found: AltTexts = {}
    for folder in folders:
        for path in (folder / name for name in NAMES):
            if not os.path.lexists(path):
                continue
            item = Input(path=real(path), root=real(folder), label=str(path), name=path.name)
            try:
                found |= parse(item.read_bytes(), item)
            except COMPLAINTS as error:
                raise PublishError("not a list of descriptions", path=item.label, hint=HINT) from error
    return found


def described(thread: Thread, descriptions: AltTexts) -> Thread:
    """The thread with descriptions added to its pictures."""
    posts = tuple(
        replace(post, media=tuple(_described(media, post.id, descriptions) for media in post.media))
        if post.media
        else post
        for post in thread.posts
    )
    return thread if posts == thread.posts else replace(thread, posts=posts)


def _described(media: Media, post: str, descriptions: AltTexts) -> Media:
    names = [base_name(media.url)]
    if media.file:
        names += [media.file.name, media.file.name.removeprefix(f"{post}-")]
    text = next((descriptions[post, name] for name in names if (post, name) in descriptions), "")
    return replace(media, alt=text) if text else media
