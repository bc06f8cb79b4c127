"""The years and months that threads are divided by, into volumes and into parts."""

from __future__ import annotations

from pipeline.model import Date, Thread
from pipeline.wording import Wording

UNDATED = "undated"
"""Key of threads whose year is not known."""


def year(thread: Thread, words: Wording) -> tuple[str, str]:
    """Key of a thread's year, for names of files, and the year in words."""
    date = _known(thread)
    return (str(date.year), words.date(Date(year=date.year))) if date.year else (UNDATED, words.say("without-a-year"))


def month(thread: Thread, words: Wording) -> tuple[str, str]:
    """The same of its month; of its year, where the month is not known."""
    date = _known(thread)
    if not (date.year and date.month):
        return year(thread, words)
    return f"{date.year}-{date.month:02}", words.date(Date(year=date.year, month=date.month))


def _known(thread: Thread) -> Date:
    return thread.date or Date()
