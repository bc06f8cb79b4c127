"""The user's selection among the threads that were found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from pipeline.collection.thread_names import places_by_name
from pipeline.errors import Notice
from pipeline.model import Date, Thread

_Day = tuple[int, int, int]


class Selection(Struct, frozen=True, kw_only=True):
    """Conditions for threads, all of which must hold; by default none."""

    since: Date | None = None
    """The first day, month or year."""
    until: Date | None = None
    """The last day, month or year."""
    authors: tuple[str, ...] = ()
    """Authors, any of them: handles, with or without "@", or names."""
    match: str = ""
    """Text to find in the title or a post, without regard to case."""
    ids: tuple[str, ...] = ()
    """Names of threads, any of them: see `thread_names.py`."""

    def of(self, threads: Sequence[Thread]) -> tuple[list[Thread], list[Notice]]:
        """The threads that are wanted, in their order, and notices: names of no thread, threads without a year."""
        places = places_by_name(threads, self.ids)
        named = {at for found in places.values() for at in found}
        chosen = [thread for at, thread in enumerate(threads) if (at in named or not self.ids) and self._wants(thread)]
        dated = [thread for thread in chosen if _year(thread) or not (self.since or self.until)]
        undated = [thread for thread in chosen if (self.since or self.until) and not _year(thread)]
        return dated, [*_unknown(places), *_undated(undated)]

    def _wants(self, thread: Thread) -> bool:
        return (
            self._is_by(thread)
            and (not self.match or any(self.match.casefold() in text.casefold() for text in _texts(thread)))
            and (not _year(thread) or self._is_in_time(thread.date))
        )

    def _is_in_time(self, date: Date | None) -> bool:
        return _first(self.since) <= _last(date) and _first(date) <= _last(self.until)

    def _is_by(self, thread: Thread) -> bool:
        known = {name.casefold() for name in (thread.author.handle, thread.author.name) if name}
        return not self.authors or any(name.removeprefix("@").casefold() in known for name in self.authors)


def _unknown(places: Mapping[str, Sequence[int]]) -> Iterator[Notice]:
    for name in (name for name, found in places.items() if not found):
        yield Notice(message=f"no thread is called {name!r}", hint="`publish list INPUTS…` shows what they are called.")


def _undated(threads: Sequence[Thread]) -> Iterator[Notice]:
    if threads:
        count = "1 thread is" if len(threads) == 1 else f"{len(threads)} threads are"
        titles = ", ".join(f"“{thread.title}”" for thread in threads[:3])
        yield Notice(
            message=f"{count} left out, whose year is not known: {titles}",
            hint="Without --since and --until they are published.",
        )


def _texts(thread: Thread) -> Iterator[str]:
    yield thread.title
    for post in thread.posts:
        yield post.text


def _year(thread: Thread) -> int | None:
    return thread.date.year if thread.date else None


def _first(date: Date | None) -> _Day:
    """The first day that a date can mean."""
    return (date.year or 0, date.month or 1, date.day or 1) if date else (0, 1, 1)


def _last(date: Date | None) -> _Day:
    """The last day that a date can mean."""
    return (date.year or 9999, date.month or 12, date.day or 31) if date else (9999, 12, 31)
