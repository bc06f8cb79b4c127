"""Days and times of a thread's posts, as its pages say them: the stretch in the byline, the line of a new day."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Date, Post, Thread
from pipeline.wording import Wording


def stretch(thread: Thread, words: Wording) -> str:
    """The thread's date, up to its newest post's where that is of a later day: "1 March 2021 – 5 January 2024"; or "".

    Where the last post has no date, nobody knows when the thread ended: then its date alone.
    """
    date = thread.date or Date()
    dates = [post.date for post in thread.posts if post.date]
    ends = thread.posts[-1].date is not None
    if not (ends and date.year is not None):
        return words.date(date)
    return words.stretch(date, max(dates, key=lambda each: each.order))


def lines(thread: Thread, words: Wording) -> Iterator[str]:
    """For each post its day, where that is not the day of the date before it in the thread, with the year where that
    changes: "2 March", "5 January 2024"; else ""."""
    before = thread.date or Date()
    for post in thread.posts:
        date = post.date or Date()
        yield words.date(_in_year(date, before.year)) if _leads_on(before, date) else ""
        before = date if str(date) else before


def time(post: Post, words: Wording) -> str:
    """The time of day in UTC at which a post was made, "14:05"; "" where it is not known, or is of another day than the
    one that the source states."""
    if post.date is None or post.date.instant is None:
        return ""
    instant = post.date.instant
    is_of_day = (instant.year, instant.month, instant.day) == (post.date.year, post.date.month, post.date.day)
    return words.figures(f"{instant:%H:%M}") if is_of_day else ""


def _leads_on(before: Date, date: Date) -> bool:
    """Whether a date says what the one before it did not."""
    pairs = ((before.year, date.year), (before.month, date.month), (before.day, date.day))
    return any(own is not None and own != its for its, own in pairs)


def _in_year(date: Date, year: int | None) -> Date:
    """A date as it is said where the reader knows the year."""
    return Date(month=date.month, day=date.day) if date.year == year else date
