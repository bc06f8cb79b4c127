"""Days of posts: those of the clock that the source states, and told where a thread goes on on another day."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Date, Post, Thread
from pipeline.sources.reading.iso_dates import parse_date
from pipeline.sources.x.x_post import date_of as x_date
from pipeline.typeset import days
from pipeline.unroll.chains import age
from pipeline.wording import wording
from tests.command.conftest import Publish, publish
from tests.ebook import books
from tests.truth.shown import case, shown

__all__ = ["publish"]

MOMENTS = st.datetimes(
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
).filter(lambda moment: 1 < moment.year < 9999)
DATES = st.builds(
    lambda year, month, day, known: parse_date(f"{year}-{month:02}-{day:02}"[:known]),
    st.integers(2019, 2021),
    st.integers(1, 12),
    st.integers(1, 28),
    st.sampled_from([len("2021"), len("2021-03"), len("2021-03-05")]),
)


@given(MOMENTS)
def test_the_day_is_that_of_the_stated_offset(moment: datetime) -> None:
    """The instant is the same whatever the offset; the day is the one that the author's calendar showed."""
    date = parse_date(moment.isoformat())
    assert date.iso == moment.date().isoformat()
    assert date.instant == moment
    assert date.instant.tzinfo is UTC


@pytest.mark.parametrize("read", [parse_date, x_date], ids=["iso", "x"])
@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2024-01-01T00:30:00+14:00", "2024-01-01"),
        ("2023-12-31T23:30:00-10:00", "2023-12-31"),
        ("2024-01-01T00:30:00Z", "2024-01-01"),
    ],
)
def test_every_form_of_stated_dates_keeps_its_offset(read: Callable[[str], Date | None], stated: str, day: str) -> None:
    """One that states UTC has its day. (No reader has a form of its own beside these two, but those that know UTC.)"""
    date = read(stated)
    assert date
    assert date.iso == day
    assert date.instant == datetime.fromisoformat(stated)


def test_xs_own_form_has_an_offset_too() -> None:
    """It is always +0000 on X itself; other programs write others."""
    date = x_date("Mon Jan 01 00:30:00 +1400 2024")
    assert date
    assert (date.iso, date.instant) == ("2024-01-01", datetime(2023, 12, 31, 10, 30, tzinfo=UTC))


@given(st.lists(MOMENTS, min_size=2, max_size=6, unique_by=lambda moment: moment.astimezone(UTC)))
def test_posts_are_in_the_order_of_their_instants(moments: list[datetime]) -> None:
    """A later moment with an earlier day goes after an earlier moment with a later day."""
    posts = [Post(text="a", date=Date.at(moment)) for moment in moments]
    found = [post.date.instant for post in sorted(posts, key=age) if post.date]
    assert found == sorted(moments)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2021-02-05", "2021-02-05", "5 February 2021"),
        ("2021-03-01", "2021-03-03", "1–3 March 2021"),
        ("2021-03-01", "2021-04-05", "1 March – 5 April 2021"),
        ("2021-03-01", "2024-01-05", "1 March 2021 – 5 January 2024"),
        ("2021-03", "2021-04-05", "March 2021 – 5 April 2021"),
        ("2021", "2024", "2021 – 2024"),
        ("2021", "2021-04-05", "2021"),
        ("2021-03-05", "2021-03-01", "5 March 2021"),
        ("2021-03-05", "2021", "5 March 2021"),
        ("--03-05", "2021-03-07", "5 March"),
        ("--03-05", "--04-07", "5 March"),
    ],
)
def test_a_stretch_of_days(first: str, last: str, said: str) -> None:
    """It is told where it is known, and as short as it is clear."""
    assert wording("en").stretch(parse_date(first), parse_date(last)) == said


@given(st.lists(st.none() | DATES, min_size=1, max_size=6))
def test_a_reader_knows_the_day_of_every_post(dates: list[Date | None]) -> None:
    """Going by the byline and the lines of days, a reader has the day of each post as far as it is known."""
    thread = _thread(dates)
    known = thread.date or Date()
    for date, line in zip(dates, days.lines(thread, wording("en")), strict=True):
        if line:
            assert date
            assert line == str(date) if date.year != known.year else f"{line} {date.year}" == str(date)
            known = date
        elif date:
            assert date.year == known.year
            assert date.month in (None, known.month)
            assert date.day in (None, known.day)
            known = date


def test_a_day_is_said_where_it_changes_and_a_year_where_that_changes() -> None:
    """What is not known is not said."""
    stated = ("2021-03-01", "2021-03-01", "2021-03-02", "", "2021-03-02", "2021-09", "2022-01-05", "2022-01-06", "2022")
    said = ["", "", "2 March", "", "", "September", "5 January 2022", "6 January", ""]
    assert list(days.lines(_thread([parse_date(each) if each else None for each in stated]), wording("en"))) == said


@given(st.lists(st.none() | DATES, min_size=1, max_size=6))
def test_a_byline_says_nothing_that_is_not_known(dates: list[Date | None]) -> None:
    """It begins with the thread's date; it ends with a later post's, and only where the last post has a date."""
    thread = _thread(dates)
    first, said = str(thread.date or ""), days.stretch(thread, wording("en"))
    if not thread.date or not dates[-1] or all(date is None or date == thread.date for date in dates):
        assert said == first
    elif "–" in said:
        assert said.endswith(tuple(str(date) for date in dates if date and date != thread.date))


def test_posts_of_other_months_are_dated_in_both_outputs(publish: Publish, tmp_path: Path) -> None:
    """A thread that grew for three years: the byline tells both ends, and posts 3 and 4 say when they were written."""
    made = shown(publish, tmp_path, case("late-posts-undated"))
    for text in (made.pdf, made.epub):
        assert "1 March 2021 – 5 January 2024" in text
        assert text.index("20 November 2022") < text.index("Update: the bearing")
        assert text.index("Update: the bearing") < text.rindex("5 January 2024") < text.index("Update two")
    assert made.classed("day") == ["20 November 2022", "5 January 2024"]


def test_a_thread_of_one_day_says_it_once(publish: Publish, tmp_path: Path) -> None:
    """The day is the author's, though it was still the year before in Greenwich; titles and names follow it."""
    moments = ("2024-01-01T00:30:00+14:00", "2024-01-01T11:00:00+14:00")
    posts = [{"text": f"Fireworks, part {number}.", "published": moment} for number, moment in enumerate(moments, 1)]
    thread = {"threadbound": 1, "author": {"name": "Rosa Tanager"}, "posts": posts}
    (tmp_path / "thread.json").write_text(json.dumps(thread), encoding="utf-8")
    made = shown(publish, tmp_path, tmp_path / "thread.json")
    assert made.classed("date") == ["1 January 2024"]
    assert made.classed("day") == []
    assert "31 December" not in made.pdf


def _thread(dates: list[Date | None]) -> Thread:
    return books.thread("Days", *(Post(text="a", date=date) for date in dates), date=dates[0])
