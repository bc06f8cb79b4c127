"""Metadata of X posts as gallery-dl writes it: a file for each picture or post, or a list of all.

Pictures lie beside it under gallery-dl's names. All such files of a folder are one input, as threads are spread over
them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from pipeline.errors import PublishError
from pipeline.model import Capture
from pipeline.opening import real
from pipeline.sources.reading.files import Input, digest
from pipeline.sources.reading.json_file import inside
from pipeline.sources.reading.quotes import as_quote
from pipeline.sources.x.bag import Bag
from pipeline.sources.x.gallery_dl_post import Note, Record, post_of
from pipeline.sources.x.json_shapes import Reading, keys
from pipeline.sources.x.media_files import Beside

NAME = "gallery-dl"

UNREAD: dict[str, str] = {}

_NOTES = (".json", ".jsonl")
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".mp4", ".webm", ".m4v")
_TESTED = 3
"""Number of JSON files of a folder that are looked at for one of gallery-dl's."""


def sniff(item: Input) -> bool:
    """Whether the input is of this format."""
    if not item.path.is_dir():
        return _is_note(item)
    return any(map(_is_note, islice(_files(item), _TESTED)))


def owns(folder: Input, name: str) -> bool:
    """Whether a file in a folder of notes is one of them, or may be a picture of theirs."""
    lower = name.lower()
    if "/" in name or not lower.endswith(_NOTES):
        return "/" not in name and lower.endswith(_PICTURES)
    return _is_note(_within(folder, folder.path / name))


def _is_note(item: Input) -> bool:
    return keys(item.head) >= {b"tweet_id", b"author", b"content"}


def read(item: Input) -> list[Capture]:
    """The captures in the input. Raises PublishError."""
    folder = item.path.is_dir()
    bag, pictures = Bag(item), Beside(item)
    found: dict[int, list[Note]] = {}
    digests, notices = [], []
    for file in filter(_is_note, _files(item)) if folder else [item]:
        reading = Reading(file)
        try:
            for note in _notes(reading, file, bag, pictures):
                found.setdefault(note.record.tweet_id, []).append(note)
        except PublishError as error:
            if not folder:
                raise
            notices.append(error.notice())
        digests.append((file.path.name if folder else "", reading.file.sha256))
        notices += reading.file.notices
    _fill(bag, found)
    sha256 = digest([(name, value.encode()) for name, value in digests]) if folder else digests[0][1]
    return [bag.capture(item.source(NAME, sha256), notices)]


def _files(item: Input) -> Iterator[Input]:
    """The file itself, or the JSON files of the folder."""
    if not item.path.is_dir():
        yield item
        return
    try:
        files = sorted(file for file in item.path.iterdir() if file.name.lower().endswith(_NOTES))
    except OSError:
        return
    yield from (_within(item, file) for file in files if real(file).is_relative_to(item.root))


def _within(item: Input, file: Path) -> Input:
    return Input(
        path=real(file),
        root=item.root,
        label=f"{item.label}/{file.name}",
        name=f"{item.name}/{file.name}",
        lost=item.lost,
    )


def _notes(reading: Reading, file: Input, bag: Bag, pictures: Beside) -> Iterator[Note]:
    """The notes in one file, retweets left out."""
    own_name = file.path.name.removesuffix(".json")
    for place, value in reading.file.values():
        for where, url, record in _records(place, value):
            typed = None
            with bag.skipping_errors():
                typed = reading.typed(record, Record, where)
            if typed and not typed.retweet_id:
                yield Note(record=typed, pictures=pictures, url=url, own_name=own_name if record is value else "")


def _records(place: str, value: Any) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Place, picture's URL and object of each record: alone, in a list, or in gallery-dl's messages [3, URL, {…}]."""
    if isinstance(value, dict):
        yield place, "", value
        return
    for number, each in enumerate(value if isinstance(value, list) else [], 1):
        where = inside(place, f"item {number}")
        if isinstance(each, dict):
            yield where, "", each
        elif isinstance(each, list) and len(each) > 1 and isinstance(each[-1], dict):
            yield where, each[1] if isinstance(each[1], str) else "", each[-1]


def _fill(bag: Bag, found: dict[int, list[Note]]) -> None:
    """Put the posts into the bag, each with those that it quotes, which gallery-dl notes as posts of their own."""
    posts = {tweet_id: post_of(notes) for tweet_id, notes in found.items()}
    quotes: dict[int, int] = {}
    own: list[int] = []
    for tweet_id, notes in found.items():
        quoting = [note.record.quote_id for note in notes if note.record.quote_by and note.record.quote_id in posts]
        quotes |= dict.fromkeys(quoting, tweet_id)
        if len(quoting) < len(notes):  # it was saved for itself too
            own.append(tweet_id)
    for tweet_id in own:
        post, inner = posts[tweet_id], quotes.get(tweet_id)
        with bag.skipping_errors():
            bag.add(replace(post, quotes=(as_quote(posts[inner]),)) if inner else post)
