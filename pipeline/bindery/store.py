"""What is kept between runs of each thread, front matter and each file, by keys of everything that shaped them."""

from __future__ import annotations

from typing import Any, TypeVar

from msgspec import Struct

from pipeline.bindery.writers import Writer
from pipeline.errors import Notice
from pipeline.model import Chapter, Thread
from pipeline.report import Made
from pipeline.typeset.links import Links
from pipeline.work.cache import Cache
from pipeline.work.key import key
from pipeline.work.pack import pack, unpack

T = TypeVar("T")


class Job(Struct, frozen=True, kw_only=True):
    """A thread, what it links to, and the key of all that shapes its chapter."""

    thread: Thread
    links: Links
    key: str

    def file(self, writer: Writer) -> str:
        """Its own file, below the output folder."""
        return f"threads/{self.thread.slug}{writer.suffix}"

    def receipt(self, writer: Writer) -> str:
        """The key of what is known of its own file."""
        return key("own", writer.name, self.key)


class Kept:
    """The cache, seen as what lies in it. What is not there, or is damaged, is None."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def chapter(self, job: Job) -> Chapter | None:
        """The thread, typeset."""
        return self._get(job.key, Chapter)

    def has_chapter(self, job: Job) -> bool:
        """Whether there is one. It may be damaged: `chapter` has the last word."""
        return job.key in self._cache

    def keep_chapter(self, job: Job, chapter: Chapter) -> None:
        """Keep it, and by itself what there was to say of it."""
        self._put(job.key, chapter)
        if chapter.notices:
            self._put(_notices(job), chapter.notices)

    def notices(self, job: Job) -> tuple[Notice, ...]:
        """What there was to say of the thread's chapter."""
        return self._get(_notices(job), tuple[Notice, ...]) or ()

    def part(self, job: Job, writer: Writer) -> Any:
        """What the writer made of the thread."""
        return self._get(_part(job, writer), writer.part()) if writer.part else None

    def has_part(self, job: Job, writer: Writer) -> bool:
        """Whether there is one. It may be damaged: `part` has the last word."""
        return _part(job, writer) in self._cache

    def keep_part(self, job: Job, writer: Writer, part: Any) -> None:
        """Keep it."""
        self._put(_part(job, writer), part)

    def front(self, name: str, writer: Writer) -> Any:
        """A piece of front matter that the writer made. name: the key of all that shaped it."""
        return self._get(name, writer.part()) if writer.part else None

    def keep_front(self, name: str, piece: object) -> None:
        """Keep it."""
        self._put(name, piece)

    def made(self, receipt: str) -> Made | None:
        """What is known of a file."""
        return self._get(receipt, Made)

    def keep_made(self, receipt: str, made: Made) -> None:
        """Keep it."""
        self._put(receipt, made)

    def _get(self, name: str, kind: type[T]) -> T | None:
        data = self._cache.get(name)
        return unpack(data, kind) if data is not None else None

    def _put(self, name: str, value: object) -> None:
        self._cache.put(name, pack(value))


def _part(job: Job, writer: Writer) -> str:
    return key("part", writer.name, job.key)


def _notices(job: Job) -> str:
    return key("notices", job.key)
