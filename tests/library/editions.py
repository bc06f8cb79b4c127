"""Publishing again and again, without the books: captures in, threads and the library out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.library import Library, LibraryFile
from pipeline.library.sightings import sightings
from pipeline.library.update import updated
from pipeline.model import Author, Capture, Date, News, Post, Source, Thread
from pipeline.shelf.scratch import Scratch
from tests.conftest import unrolled

IDA = Author(name="Ida Marlow", handle="ida")
FIRST = 170_000_000_000
"""An id that is X's beyond doubt, and the number 0 of these tests."""


def post(number: int, text: str = "", *, day: int = 0, **facts: Any) -> Post:
    """A post of X; day: of May 2021. number 0: one without an id."""
    words = text or f"Course {number} of the wall is laid with stones of its own kind, one over two."
    return Post(
        id=str(FIRST + number) if number else "",
        text=words,
        date=Date.at(datetime(2021, 5, day or number, 9, 30, tzinfo=UTC)) if day or number else None,
        **facts,
    )


def page(*posts: Post, name: str = "wall.html", **facts: Any) -> Capture:
    """A saved page of these posts, by Ida."""
    source = Source(
        name=name, format=facts.pop("format", "thread-reader-html"), sha256=sha256(repr(posts).encode()).hexdigest()
    )
    return Capture(source=source, author=IDA, posts=posts, **facts)


def archive(*posts: Post, name: str = "archive.zip", **facts: Any) -> Capture:
    """An archive with these posts, each of which answers the one before."""
    chained = tuple(
        Post(
            id=each.id,
            text=each.text,
            date=each.date,
            media=each.media,
            reply_to=each.reply_to or (posts[number - 1].id if number else ""),
            reply_to_author="ida",
        )
        for number, each in enumerate(posts)
    )
    return page(*chained, name=name, format="x-archive", ordered=False, **facts)


@dataclass
class Editions:
    """A library that is published from again and again; it goes through its file each time."""

    folder: Path
    library: Library = field(default_factory=Library)
    news: News | None = None

    @cached_property
    def _file(self) -> LibraryFile:
        return LibraryFile(self.folder / "library.json", "library.json")

    def publish(self, *captures: Capture, **options: Any) -> list[Thread]:
        """The threads of a book of these captures."""
        found = unrolled(captures, library=self.library, **options)
        library, threads, self.news = updated(self.library, found, found, [], sightings(captures))
        self._file.save(library, Scratch(self.folder / ".threadbound"))
        self.library = self._file.load()
        return threads

    def told(self) -> dict[str, tuple[int, ...]] | None:
        """What is new in the one thread that has news."""
        if not self.news:
            return None
        (news,) = self.news.threads
        return dict(news.posts)


def texts(thread: Thread) -> list[str]:
    """Of its posts."""
    return [each.text for each in thread.posts]


def numbers(thread: Thread) -> list[int]:
    """Of its posts, as `post` counts them; 0 for those without an id."""
    return [int(each.id or FIRST) - FIRST for each in thread.posts]
