"""A Bluesky repo: all records of one account, in the CAR file that its server exports.

It has no handle, only the account's DID; no pictures; and of what is quoted, only the author's own posts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from pipeline.errors import Notice
from pipeline.model import Author, Capture, Message, Post, Profile
from pipeline.sources.bluesky.at_uri import POST, is_post, profile_url
from pipeline.sources.bluesky.blobs import Files, cid_of
from pipeline.sources.bluesky.bluesky_post import Maker
from pipeline.sources.bluesky.car_file import AGAIN, Car
from pipeline.sources.bluesky.embed import EmbedReader
from pipeline.sources.bluesky.lexicon import Blob, Record
from pipeline.sources.bluesky.merkle_tree import records
from pipeline.sources.bluesky.tid import date_of_tid
from pipeline.sources.reading.beginnings import CAR
from pipeline.sources.reading.cleaning import clean
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.quotes import with_own_quotes
from pipeline.sources.reading.rejects import Rejects

NAME = "bluesky-car"

UNREAD: dict[str, str] = {}
NO_PICTURE = Message("no-pictures")
NOT_OWN = Message("no-posts-of-others")

_T = TypeVar("_T")
_PROFILE = "app.bsky.actor.profile/self"


class _Commit(msgspec.Struct):
    """The root of a repo: the account's DID, and the tree of its records."""

    did: str
    data: bytes
    rev: str = ""
    """TID of its last change."""


class _Profile(msgspec.Struct, rename="camel"):
    display_name: str = ""
    description: str = ""
    avatar: Blob | None = None


def sniff(item: Input) -> bool:
    """Whether the input is of this format."""
    return bool(re.match(CAR, item.head))


def read(item: Input) -> list[Capture]:
    """The captures in the input. Raises PublishError."""
    with Car(item) as car:
        commit = _commit(item, car)
        lost: list[str] = []
        places = {name: cid for name, cid in records(car, commit.data, lost.append) if _is_wanted(name)}
        profile = _profile(car, places.get(_PROFILE))
        author = _author(commit.did, profile)
        portrait, bio = Files(item).find(cid_of(profile.avatar)), clean(profile.description).strip()
        rejects = Rejects()
        posts = list(_posts(item, car, commit.did, author, places, rejects))
        if lost and not posts:
            raise item.error(f"its tree of records cannot be walked: {lost[0]}", hint=AGAIN)
        notices = (*car.notices, *rejects.notices(posts), *_notices(item, author, lost))
        if not posts:
            raise item.error("there are no posts in the repo", hint="Name the export of an account that has posts.")
        return [
            Capture(
                source=item.source(NAME, car.sha256()),
                author=author,
                posts=tuple(with_own_quotes({post.id: post for post in posts}, author, absent=NOT_OWN).values()),
                ordered=False,
                captured=date_of_tid(commit.rev),
                profiles=(Profile(author=author, bio=bio, portrait=portrait),) if bio or portrait else (),
                notices=notices,
            )
        ]


def _commit(item: Input, car: Car) -> _Commit:
    try:
        if not car.roots:
            raise ValueError("it has no root")
        return _typed(car, car.roots[0], _Commit)
    except ValueError as error:
        raise item.error(f"not the repo of an account: {error}", hint=AGAIN) from error


def _profile(car: Car, cid: bytes | None) -> _Profile:
    """The profile in the repo; an empty one where there is none, or it cannot be read."""
    try:
        return _typed(car, cid, _Profile) if cid else _Profile()
    except ValueError:
        return _Profile()


def _author(did: str, profile: _Profile) -> Author:
    """The account's owner, by the name in the profile; without one, by the DID."""
    name, did = clean(profile.display_name).strip(), clean(did).strip()
    return Author(name=name, handle="" if name else did, url=profile_url(did))


def _is_wanted(name: str) -> bool:
    return name.startswith(f"{POST}/") or name == _PROFILE


def _typed(car: Car, cid: bytes, shape: type[_T]) -> _T:
    """The value of a block in the shape that it must have. Raises ValueError where it is missing, damaged or
    another."""
    try:
        return msgspec.convert(car.value(cid), shape, strict=False)
    except msgspec.ValidationError as error:
        raise ValueError(f"not as Bluesky writes it: {error}") from error
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _posts(
    item: Input, car: Car, did: str, author: Author, places: dict[str, bytes], rejects: Rejects
) -> Iterator[Post]:
    maker = Maker(embeds=EmbedReader(files=Files(item), no_picture=NO_PICTURE))
    maker.handles[did] = author.handle or author.name
    for name, cid in places.items():
        uri = f"at://{did}/{name}"
        if name == _PROFILE:
            continue
        try:
            record = _typed(car, cid, Record)
            if not is_post(uri):
                raise ValueError("not the name of a post")
        except ValueError as error:
            rejects.add(item.error(str(error), where=clean(name), hint=AGAIN))
        else:
            yield replace(maker.of_record(uri, record, author), author=None)


def _notices(item: Input, author: Author, lost: list[str]) -> Iterator[Notice]:
    if lost:
        parts = "a part" if len(lost) == 1 else f"{len(lost)} parts"
        yield Notice(
            message=f"{parts} of the tree of records cannot be walked, with the posts there: {lost[0]}",
            path=item.label,
            hint=AGAIN,
        )
    if author.handle:
        yield Notice(
            message="the export does not say its owner's name or handle, only the DID",
            path=item.label,
            hint="Add a saved thread of theirs to the inputs: it has both.",
        )
