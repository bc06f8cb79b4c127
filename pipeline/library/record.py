"""The record of a library: its threads, books and updates."""

from __future__ import annotations

from msgspec import Struct

from pipeline.model import Date, Profile, Sighting, Thread, ThreadNews


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A thread as it was last published, without an editor's changes."""

    thread: Thread
    """The thread, whose assets lie in the library's own folder of pictures."""
    seen: tuple[Sighting, ...] = ()
    """Captures that it came from."""


class BookEntry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A book that was published: its id stays while most of its threads do, whatever is added."""

    name: str
    """Name of its files, without a suffix: "book"."""
    id: str
    threads: tuple[str, ...]
    """Ids of its threads."""


class Wording(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An earlier text of a post."""

    thread: str
    """The thread's id."""
    post: int
    """The post's number, from 1."""
    text: str


class Update(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An update: the changes that a run found since the run before."""

    since: Date | None = None
    """Date of the newest capture before the update."""
    threads: tuple[ThreadNews, ...] = ()
    """News of each thread that changed."""
    before: tuple[Wording, ...] = ()
    """Earlier texts of the posts that were edited."""


class Library(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything that was published from one library's file. Library(): nothing yet."""

    entries: tuple[Entry, ...] = ()
    books: tuple[BookEntry, ...] = ()
    updates: tuple[Update, ...] = ()
    """Updates in order; others refer to them by number, from 1."""
    profiles: tuple[Profile, ...] = ()
    """Of the authors of its threads, whose portraits lie in the folder of pictures. An earlier Threadbound reads past
    them."""
    language: str = ""
    """BCP 47 tag of its books, which one thread more does not change; "" where it is not known."""

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
        """Date of its newest capture, as far as it is known."""
        dates = [sighting.date for entry in self.entries for sighting in entry.seen if sighting.date]
        return max(dates, key=day, default=None)


def day(date: Date) -> tuple[int, int, int]:
    """Sort key of dates: year, month, day; 0 for what is unknown."""
    return date.year or 0, date.month or 0, date.day or 0
