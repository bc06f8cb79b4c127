"""Threads that begin as an answer to someone else, which stay out of books unless they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from msgspec import Struct

from pipeline.errors import Notice
from pipeline.unroll.branches import Chain


class LeftOut(Struct, frozen=True, kw_only=True):
    """The number of threads that were read and left out, and of the posts in them."""

    threads: int = 0
    posts: int = 0

    def __add__(self, other: LeftOut) -> LeftOut:
        return LeftOut(threads=self.threads + other.threads, posts=self.posts + other.posts)


def counted(answers: Iterable[Chain]) -> dict[str, LeftOut]:
    """The chains counted, by the name of the source that holds each."""
    ordered = sorted(answers, key=_source)
    return {
        name: LeftOut(threads=len(found), posts=sum(len(chain.posts) for chain in found))
        for name, found in ((name, [*group]) for name, group in groupby(ordered, key=_source))
    }


def told(found: Mapping[str, LeftOut]) -> tuple[Notice, ...]:
    """A notice for each source of which threads are left out."""
    return tuple(_notice(name, count) for name, count in found.items())


def _source(chain: Chain) -> str:
    return chain.captures[0][0].source.name


def _notice(name: str, count: LeftOut) -> Notice:
    if count.threads == 1:
        message = f"1 thread of {count.posts} posts that begins as an answer to someone else was left out"
        return Notice(message=message, path=name, hint="With --include-answers it is published too.")
    message = f"{count.threads} threads of {count.posts} posts that begin as answers to someone else were left out"
    return Notice(message=message, path=name, hint="With --include-answers they are published too.")
