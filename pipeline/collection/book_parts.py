"""Parts of a book: its threads put together by author, year or month, each part behind an opener of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from msgspec.structs import replace

from pipeline.collection import periods
from pipeline.model import BookPart, Date, Profile, Thread, Volume
from pipeline.unroll.merge.identity import owner
from pipeline.wording import Wording

Parts = Literal["author", "year", "month", "none"]
"""What a book is divided by, or that it is not."""
KINDS: tuple[Parts, ...] = get_args(Parts)


def divided(volume: Volume, by: Parts, words: Wording, profiles: Iterable[Profile] = ()) -> Volume:
    """The volume in parts, its threads in their order; within a part they stay in the order that they had.

    Authors come in the order of their first threads, years and months in that of time, threads without a year last. A
    volume that would be one part of time has no parts: its title says as much; an author's page says more than that.
    words: the book's own. profiles: of authors, as far as they are known.
    """
    if by == "none":
        return volume
    groups = _by_author(volume.threads) if by == "author" else _by_time(volume.threads, by, words)
    if len(groups) == 1 and by != "author":
        return volume
    known = {owner(profile.author): profile for profile in profiles} if by == "author" else {}
    parts = tuple(
        BookPart(
            title=title,
            threads=tuple(thread.id for thread in threads),
            author=threads[0].author if by == "author" else None,
            profile=known.get(owner(threads[0].author)),
        )
        for title, threads in groups
    )
    ordered = tuple(thread for _, threads in groups for thread in threads)
    return replace(volume, threads=ordered, parts=parts, known_id=volume.id)  # it is the same book, whatever its order


def _by_author(threads: Sequence[Thread]) -> list[tuple[str, list[Thread]]]:
    """The threads of each author, with the author's name."""
    groups: dict[str, list[Thread]] = {}
    for thread in threads:
        groups.setdefault(owner(thread.author), []).append(thread)
    return [(group[0].author.label, group) for group in groups.values()]


def _by_time(threads: Sequence[Thread], by: Parts, words: Wording) -> list[tuple[str, list[Thread]]]:
    """The threads of each year or month, with its name."""
    tell = periods.month if by == "month" else periods.year
    groups: dict[tuple[str, str], list[Thread]] = {}
    for thread in threads:
        groups.setdefault(tell(thread, words), []).append(thread)
    in_order = sorted(groups.items(), key=lambda group: _moment(group[1][0], by))
    return [(words.say("undated") if key == periods.UNDATED else label, group) for (key, label), group in in_order]


def _moment(thread: Thread, by: Parts) -> tuple[bool, int, int]:
    """Sort key of the year or month of a thread."""
    date = thread.date or Date()
    return date.year is None, date.year or 0, (date.month or 0) if by == "month" and date.year else 0
