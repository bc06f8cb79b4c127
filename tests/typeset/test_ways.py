"""Ways into long threads: the author's headings, else days, else every so many posts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.model import Date, Post, Span, Thread
from pipeline.typeset.ways import LONG, ways
from pipeline.wording import wording
from tests.ebook import books

ENGLISH = wording("en")

HEADINGS = ("The quarry", "The wall", "The gate")


def long(posts: Sequence[Post], minutes: int = 1) -> Thread:
    """A thread of these posts, of so many minutes of reading, from 14 March 2021 on."""
    return replace(books.thread("Walls", *posts), minutes=minutes)


def plain(count: int) -> list[Post]:
    """So many posts of a day that nobody knows."""
    return [Post(text="A stone on two.") for _ in range(count)]


def headed(title: str, *, bold: int) -> Post:
    """A post that opens with a line of which the first letters are bold."""
    return Post(text=f"{title}\nA stone on two.", spans=(Span(start=0, end=bold, kind="bold"),))


def told(thread: Thread) -> list[tuple[int, str]]:
    """Posts and titles of the ways into a thread."""
    return [(way.post, way.title) for way in ways(thread, ENGLISH)]


def test_a_short_thread_needs_none() -> None:
    """It is leafed through, though it has headings."""
    assert told(long([headed(title, bold=len(title)) for title in HEADINGS])) == []
    assert told(long(plain(LONG))) == []


@pytest.mark.parametrize(("more", "minutes"), [(LONG, 1), (0, 20)], ids=["posts", "minutes"])
def test_the_authors_headings_lead(more: int, minutes: int) -> None:
    """Lines that are bold as a whole, in a thread of many posts or of long ones."""
    found = ways(long([headed(title, bold=len(title)) for title in HEADINGS] + plain(more), minutes), ENGLISH)
    assert [(way.post, way.title) for way in found] == list(enumerate(HEADINGS, 1))
    assert all(way.is_authors for way in found)


def test_so_do_lines_that_say_that_a_chapter_begins() -> None:
    """In several languages; a counter is none."""
    texts = ["Chapter 1: Stone", "Kapitel II\nMehr", "第三章 石", "Part 4/12\nand on", "Chapters 5 and 6 are lost."]
    assert told(long([Post(text=text) for text in texts] + plain(LONG))) == [
        (1, "Chapter 1: Stone"),
        (2, "Kapitel II"),
        (3, "第三章 石"),
    ]


def test_a_line_with_a_bold_word_is_no_heading() -> None:
    """Nor are two headings enough to divide a thread."""
    emphatic = [headed(title, bold=3) for title in HEADINGS]
    two = [headed(title, bold=len(title)) for title in HEADINGS[:2]]
    for posts in (emphatic, two):
        assert not any(way.is_authors for way in ways(long(posts + plain(LONG)), ENGLISH))


def test_else_the_days_lead() -> None:
    """Each by the post that it begins with, the first one with its year."""
    posts = [Post(text="A stone.", date=Date(year=2021, month=3, day=14 + number // 20)) for number in range(60)]
    assert told(long(posts)) == [(1, "14 March 2021"), (21, "15 March"), (41, "16 March")]


@pytest.mark.parametrize("day", [lambda number: 14 + max(0, number - 57), lambda number: 1 + number % 28])
def test_days_that_do_not_divide_a_thread_do_not_lead(day: object) -> None:
    """Because most posts are of one day, or each is of another."""
    posts = [Post(text="A stone.", date=Date(year=2021, month=3, day=day(number))) for number in range(60)]  # type: ignore[operator]
    assert told(long(posts))[0] == (1, "Posts 1–10")


@pytest.mark.parametrize(
    ("count", "first", "last"),
    [(41, "Posts 1–10", "Post 41"), (300, "Posts 1–20", "Posts 281–300"), (1500, "Posts 1–100", "Posts 1401–1500")],
)
def test_else_every_so_many_posts(count: int, first: str, last: str) -> None:
    """More of them in a longer thread: a page of contents is enough."""
    found = told(long(plain(count)))
    assert (found[0][1], found[-1][1]) == (first, last)


@given(st.integers(LONG + 1, 3_000))
def test_no_thread_has_more_ways_than_a_page_of_contents(count: int) -> None:
    """They go up, and all posts lie behind the first."""
    found = [way.post for way in ways(long(plain(1) * count), ENGLISH)]
    assert 3 <= len(found) <= 24
    assert found == sorted(set(found))
    assert found[0] == 1
