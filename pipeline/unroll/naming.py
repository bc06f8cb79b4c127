"""Ids and slugs of threads: an id that never changes, and a name for files."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from pipeline.errors import Notice
from pipeline.model import Author, Post, Thread
from pipeline.unroll import file_names

NAMESPACE = uuid.UUID("6f0c2a4e-93b7-5d18-8a61-2e7bb1c4d9f3")
"""Namespace of threads' ids. It never changes: ids are printed in books and name outputs."""


def thread_id(author: Author, first: Post) -> str:
    """The id of a thread: uuid5 over its author and its first post's id, or that post's text where it has none."""
    if first.id:
        what = f"{author.handle.casefold()}\n{first.id}"
    else:
        digest = hashlib.sha256(first.text.encode("utf-8", "replace")).hexdigest()
        what = f"{author.handle.casefold()}\n{author.name}\n{digest}"
    return _uuid(what)


def distinct(threads: Iterable[Thread]) -> list[Thread]:
    """The threads, each with an id of its own.

    A thread found again in another file stays, under an id made of its own and the file's SHA-256. A copy from a
    file of the same bytes is left out, and the one that is kept says so.
    """
    kept: dict[str, Thread] = {}
    for thread in threads:
        while other := kept.get(thread.id):
            if other.source.sha256 == thread.source.sha256 and other.posts == thread.posts:
                notice = Notice(message="the same thread again; the copy is left out", path=thread.source.name)
                kept[thread.id] = replace(other, notices=(*other.notices, notice))
                break
            thread = replace(thread, id=_uuid(f"{thread.id}\n{thread.source.sha256}"))
        else:
            kept[thread.id] = thread
    return list(kept.values())


def slugged(threads: Iterable[Thread], known: Mapping[str, str]) -> Iterator[Thread]:
    """The threads with their slugs, `2021-02-05-handle-words-of-the-title`, made unique by "-2", "-3" in this order.

    known: slugs by the ids of threads that had them before; no other thread gets one of these.
    """
    counts: dict[str, int] = dict.fromkeys(map(file_names.same, known.values()), 1)
    for thread in threads:
        if thread.id in known:
            yield replace(thread, slug=known[thread.id])
            continue
        base = slug = _slug(thread)
        while (name := file_names.same(slug)) in counts:
            counts[file_names.same(base)] += 1
            slug = f"{base}-{counts[file_names.same(base)]}"
        counts[name] = 1
        yield replace(thread, slug=slug)


def _slug(thread: Thread) -> str:
    date = thread.date.iso if thread.date and thread.date.year is not None and thread.date.day else ""
    slug = file_names.joined(date, file_names.part(thread.author.handle), file_names.part(thread.title))
    return slug or thread.id[:8]


def _uuid(what: str) -> str:
    return str(uuid.uuid5(NAMESPACE, what.encode("utf-8", "replace").decode()))
