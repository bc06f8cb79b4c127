"""Omissions: threads without the posts that an editor leaves out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate

from msgspec.structs import replace

from pipeline.model import Aside, Branching, Gap, Message, Thread
from pipeline.unroll.gaps import moved

BY_EDITOR = Message("left-out-by-editor")
BY_WISH = Message("left-out-by-wish")


def without(thread: Thread, removed: Mapping[int, Message]) -> Thread:
    """The thread without some posts, with a gap for each that says at whose wish it is left out.

    removed: at whose wish, by the posts' numbers from 0; not all of them.
    """
    if not removed:
        return thread
    numbers = {old: new for new, old in enumerate(index for index in range(len(thread.posts)) if index not in removed)}
    before = list(accumulate((index in numbers for index in range(len(thread.posts))), initial=-1))
    gaps = [*moved(thread.gaps, [numbers.get(index) for index in range(len(thread.posts))])]
    for index, wish in sorted(removed.items()):
        gaps.append(Gap(kind="posts", message=wish, after=before[index], evidence="option", count=1))
    posts = tuple(thread.posts[old] for old in numbers)
    return replace(thread, posts=posts, gaps=tuple(gaps), asides=tuple(_asides(thread.asides, numbers, before)))


def rejoined(thread: Thread, kept: Mapping[str, Thread], removed: Mapping[str, Collection[int]]) -> Thread:
    """The thread with its branching renumbered; without it, where the post that it branches off was left out.

    kept: threads of the edition by their ids. removed: by threads' ids, the earlier numbers of the posts left out.
    """
    if not (place := thread.branches_off):
        return thread
    trunk, gone = kept.get(place.thread), removed.get(place.thread, ())
    if not trunk or place.post in gone:
        return replace(thread, branches_off=None)
    post = place.post - sum(number < place.post for number in gone)
    return replace(thread, branches_off=Branching(thread=trunk.id, title=trunk.title, post=post))


def _asides(asides: Sequence[Aside], numbers: Mapping[int, int], before: Sequence[int]) -> Iterator[Aside]:
    for aside in asides:
        left = [numbers[index] for index in range(aside.start, aside.end) if index in numbers]
        if left and left[0] > 0:  # what the thread now begins with stands beside nothing
            answers = max(0, numbers.get(aside.answers, before[aside.answers]))
            yield Aside(start=left[0], end=left[-1] + 1, answers=answers)
