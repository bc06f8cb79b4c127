"""The store: what is kept between runs of each thread, front matter and file, by keys of all that shaped them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from pipeline.bindery.production import Output
from pipeline.bindery.writers import Writer
from pipeline.errors import Notice
from pipeline.model import Asset, Chapter, Post, Thread
from pipeline.typeset.links import Links
from pipeline.work.cache import Cache
from pipeline.work.key import key
from pipeline.work.pack import pack, unpack

T = TypeVar("T")


class Job(Struct, frozen=True, kw_only=True):
    """A thread, what it links to, and the key of all that shapes its chapter."""

    thread: Thread
    links: Links
    portrait: Asset | None = None
    """Its author's, where the theme shows one and a source has it."""
    key: str
    writers: Mapping[str, str]
    """The keys of all that shapes what a writer makes of it, by the writer's name."""
    parts: Mapping[str, str] = {}
    """The same of its parts, of writers that have some."""

    def file(self, writer: Writer) -> str:
        """Its own file, below the output folder."""
        return f"threads/{self.thread.slug}{writer.suffix}"

    def receipt(self, writer: Writer) -> str:
        """The key of the receipt of its own file."""
        return key("own", self.writers[writer.name])


class Store:
    """The cache, seen as the things in it. A thing that is not there, or is damaged, is None."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache
        self._posts: dict[int, tuple[tuple[Post, ...], str]] = {}
        """Posts of threads with their keys, by identity: they are asked for in every bundle, and do not change."""

    def facts(self, thread: Thread) -> tuple[Thread, str]:
        """All that there is to a thread, for keys: its posts, which are most of it, are read once in a run."""
        known = self._posts.get(id(thread.posts))
        if known is None:
            known = self._posts[id(thread.posts)] = (thread.posts, key("posts", thread.posts))
        return replace(thread, posts=()), known[1]

    def chapter(self, job: Job) -> Chapter | None:
        """The thread, typeset."""
        return self.get(job.key, Chapter)

    def has_chapter(self, job: Job) -> bool:
        """Whether there is one. It may be damaged: `chapter` has the last word."""
        return job.key in self.cache

    def keep_chapter(self, job: Job, chapter: Chapter) -> None:
        """Keep a chapter, and its notices by themselves."""
        self.put(job.key, chapter)
        if chapter.notices:
            self.put(_notices(job), chapter.notices)

    def notices(self, job: Job) -> tuple[Notice, ...]:
        """The notices of the thread's chapter."""
        return self.get(_notices(job), tuple[Notice, ...]) or ()

    def part(self, job: Job, writer: Writer) -> Any:
        """The thread's part, of a writer that has parts."""
        return self.get(_part(job, writer), writer.parts.Part) if self.has_part(job, writer) else None

    def has_part(self, job: Job, writer: Writer) -> bool:
        """Whether there is one. It may be damaged: `part` has the last word."""
        return writer.has_parts and _part(job, writer) in self.cache

    def keep_part(self, job: Job, writer: Writer, part: Any) -> None:
        """Keep the thread's part."""
        self.put(_part(job, writer), part)

    def front(self, name: str, writer: Writer) -> Any:
        """A piece of front matter, of a writer that has parts. name: the key of all that shaped it."""
        return self.get(name, writer.parts.Part)

    def keep_front(self, name: str, piece: object) -> None:
        """Keep a piece of front matter."""
        self.put(name, piece)

    def receipt(self, name: str) -> Output | None:
        """The facts of a file that was made. name: the key of all that shaped it."""
        return self.get(name, Output)

    def keep_receipt(self, name: str, output: Output) -> None:
        """Keep the facts of a file."""
        self.put(name, output)

    def get(self, name: str, kind: type[T]) -> T | None:
        """What is kept of another kind. name: the key of all that shaped it."""
        data = self.cache.get(name)
        return unpack(data, kind) if data is not None else None

    def put(self, name: str, value: object) -> None:
        """Keep it."""
        self.cache.put(name, pack(value))


def _part(job: Job, writer: Writer) -> str:
    return key("part", job.parts[writer.name])


def _notices(job: Job) -> str:
    return key("notices", job.key)
