"""Merging of captures: a post that several of them hold, matched by its id, becomes the same in all."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from pipeline.errors import Notice
from pipeline.model import Capture, Post
from pipeline.unroll.merge.accounts import identified
from pipeline.unroll.merge.fields import Version, merged
from pipeline.unroll.merge.identity import network_id
from pipeline.unroll.merge.standing import rank

Place = tuple[int, int]
"""Position of a post: index of its capture, index in that."""


class Merged(Struct, frozen=True, kw_only=True):
    """Captures of which each post is the same in all that hold it."""

    captures: list[Capture]
    """The best source first."""
    conflicts: dict[str, tuple[Notice, ...]]
    """Notices of texts that contradict the one that is kept, by the network ids of their posts: to be told of those
    that come to be in a thread."""


def merge(captures: Iterable[Capture]) -> Merged:
    """The captures, without copies, and with each post the same in all that hold it.

    The order of the input does not matter. A post keeps its position in each capture: that says where it belongs.
    """
    kept = _without_copies(sorted(identified(captures), key=_order))
    posts: dict[int, list[Post]] = {}
    conflicts: dict[str, tuple[Notice, ...]] = {}
    for places in _same(kept):
        versions = [Version(post=kept[index].posts[number], capture=kept[index]) for index, number in places]
        if all(version.post == versions[0].post and version.capture is versions[0].capture for version in versions):
            continue
        post, told = merged(versions)
        if told:
            conflicts[network_id(post)] = told
        for index, number in places:
            if index not in posts:
                posts[index] = list(kept[index].posts)
            posts[index][number] = post
    for index, changed in posts.items():
        kept[index] = replace(kept[index], posts=tuple(changed))
    return Merged(captures=kept, conflicts=conflicts)


def _order(capture: Capture) -> tuple[object, ...]:
    first = capture.posts[0] if capture.posts else Post()
    return *rank(capture), capture.ordered, len(capture.posts), first.id, first.text


def _same(captures: list[Capture]) -> Iterable[list[Place]]:
    """For each post that is there more than once, its positions in order."""
    first: dict[str, Place] = {}
    more: dict[str, list[Place]] = {}
    for index, capture in enumerate(captures):
        for number, post in enumerate(capture.posts):
            if post_id := network_id(post):
                place = index, number
                if (earlier := first.setdefault(post_id, place)) is not place:
                    more.setdefault(post_id, [earlier]).append(place)
    return more.values()


def _without_copies(captures: list[Capture]) -> list[Capture]:
    """The captures without copies from files of the same bytes; a notice on the one that is kept says so."""
    kept: list[Capture] = []
    by_bytes: dict[tuple[object, ...], list[int]] = {}
    for capture in captures:
        first = capture.posts[0] if capture.posts else Post()
        alike = by_bytes.setdefault((capture.source.sha256, len(capture.posts), first.id, first.text), [])
        same = next((index for index in alike if kept[index].posts == capture.posts and capture.posts), None)
        if same is None:
            alike.append(len(kept))
            kept.append(capture)
        else:
            told = Notice(
                message="the same thread again; the copy is left out"
                if capture.ordered
                else "the same posts again; the copy is left out",
                path=capture.source.name,
            )
            kept[same] = replace(kept[same], notices=(*kept[same].notices, told))
    return kept
