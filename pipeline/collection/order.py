"""The order of a book: threads by date, each with its reading time, its relations to the others, and a slug."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from pipeline.collection import crossposts, relations
from pipeline.model import Date, Post, Thread
from pipeline.text.word_count import word_count
from pipeline.unroll import naming

WORDS_A_MINUTE = 200


def ordered(threads: Sequence[Thread], slugs: Mapping[str, str], *, fold_crossposts: bool = False) -> list[Thread]:
    """The threads as a book has them, by date: those whose year is known, those of a day without a year, the undated.

    slugs: those that threads had before, by id. fold_crossposts: keep one of the threads that their author posted on
    several networks.
    """
    threads = relations.told([replace(thread, minutes=minutes(thread.posts)) for thread in threads])
    if fold_crossposts:
        threads = crossposts.folded(threads)
    by_date = sorted(threads, key=lambda thread: (_place(thread), thread.title, thread.id))
    return sorted(naming.slugged(by_date, slugs), key=lambda thread: (_place(thread), thread.slug))


def minutes(posts: Iterable[Post]) -> int:
    """Reading time: words by 200, rounded, at least 1."""
    return max(1, round(sum(word_count(post.text) for post in posts) / WORDS_A_MINUTE))


def _place(thread: Thread) -> tuple[int, tuple[int, int, int, float]]:
    date = thread.date or Date()
    known = 0 if date.year is not None else 1 if date.month else 2
    return known, date.order
