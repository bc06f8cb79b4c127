"""What a library remembers."""

from __future__ import annotations

from msgspec import Struct

from pipeline.model import Date, Sighting, Thread, ThreadNews


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A thread as it was last published, before an editor had their say."""

    thread: Thread
    """Its assets lie in the library's own folder of pictures."""
    seen: tuple[Sighting, ...] = ()
    """The captures that it came from."""


class BookEntry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A collection that was published: its id stays while most of its threads do, whatever is added."""

    name: str
    """Of its files: "book"."""
    id: str
    threads: tuple[str, ...]
    """Their ids."""


class Wording(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A text that a post no longer has."""

    thread: str
    """Its id."""
    post: int
    """The post's number, from 1."""
    text: str


class Update(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A run that found something changed since the run before."""

    since: Date | None = None
    """When the newest capture was made that was there before."""
    threads: tuple[ThreadNews, ...] = ()
    """What has become of which."""
    before: tuple[Wording, ...] = ()
    """What stood in the posts that were edited."""


class Library(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything that was published from one library's file. Library(): nothing yet."""

    entries: tuple[Entry, ...] = ()
    books: tuple[BookEntry, ...] = ()
    updates: tuple[Update, ...] = ()
    """In their order; each is known by its number, from 1."""

    @property
    def post_ids(self) -> frozenset[str]:
        """The ids of all posts in it."""
        return frozenset(post.id for entry in self.entries for post in entry.thread.posts)

    @property
    def slugs(self) -> dict[str, str]:
        """The names of its threads' files, by the threads' ids."""
        return {entry.thread.id: entry.thread.slug for entry in self.entries}

    @property
    def newest(self) -> Date | None:
        """When its newest capture was made, as far as is known."""
        dates = [sighting.date for entry in self.entries for sighting in entry.seen if sighting.date]
        return max(dates, key=day, default=None)


def day(date: Date) -> tuple[int, int, int]:
    """What dates are compared by."""
    return date.year or 0, date.month or 0, date.day or 0
