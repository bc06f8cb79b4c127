"""Ways into long threads: places to begin at, for contents and bookmarks.

They are the author's own headings, else the days that the thread goes on, else every so many posts. A thread that a
reader leafs through in a minute needs none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, pairwise

import regex
from msgspec import Struct

from pipeline.model import Post, Thread
from pipeline.typeset import days, plain_posts
from pipeline.wording import Wording

LONG = 40
"""Posts beyond which a thread is long: some twelve pages, more than a reader finds a place in by leafing."""
_LONG_MINUTES = 15
"""Minutes of reading beyond which a thread of fewer posts is: as many pages."""
_FEWEST, _MOST = 3, 24
"""Ways that a thread has, at least and at most: a page of the contents."""
_WIDEST = 0.5
"""Share of a thread's posts that days may lead into in one place; else they are no help."""
_TITLE = 80
"""Most characters of a line that is taken for a heading."""
_STEPS = (10, 20, 50)
"""Posts from one way to the next, or ten, a hundred … times as many."""
_CHAPTER = regex.compile(
    r"(?:chapter|part|kapitel|teil|chapitre|partie|cap[ií]tulo|parte|capitolo|hoofdstuk|deel|rozdział|część|глава"
    r"|часть|bölüm|kısım)\s+(?:\d+|[ivxlc]+)\b(?!\s*/).*|第[\d一二三四五六七八九十百]+[章部回].*",
    regex.IGNORECASE,
)
"""A line that says that it begins a chapter."""


class Way(Struct, frozen=True, kw_only=True):
    """A way into a thread: a post that one may begin at."""

    thread: str
    """The thread's id."""
    post: int
    """Number of the post, from 1."""
    title: str
    is_authors: bool = False
    """Whether the title is a heading of the author's; else it is ours."""

    @property
    def place(self) -> str:
        """Id of the post's number in the chapter."""
        return place_id(self.thread, self.post)

    @property
    def address(self) -> str:
        """What `x-thread:` leads here by, in the contents of a printed book."""
        return f"{self.thread}/{self.post}"


def place_id(thread: str, post: int) -> str:
    """Id of a post's number in its chapter. thread: its id. post: from 1; a thread with a single one has no number."""
    return f"{thread[:8]}-{post}"


def ways(thread: Thread, words: Wording) -> tuple[Way, ...]:
    """The ways into a thread, in the order of its posts; none where it is short, or nothing tells them."""
    posts = len(thread.posts)
    if posts < _FEWEST or not (posts > LONG or thread.minutes > _LONG_MINUTES):
        return ()
    for find in (_headings, _days, _stretches):
        titles = dict(find(thread, words))
        if _FEWEST <= len(titles) <= _MOST:
            return tuple(
                Way(thread=thread.id, post=post, title=title, is_authors=find is _headings)
                for post, title in titles.items()
            )
    return ()


def _headings(thread: Thread, _words: Wording) -> Iterator[tuple[int, str]]:
    """Posts that open with a heading: a line that is bold as a whole, or says that a chapter begins."""
    for number, post in enumerate(thread.posts, 1):
        if title := _heading(post):
            yield number, title


def _heading(post: Post) -> str:
    line = post.text.lstrip().partition("\n")[0].rstrip()
    if not 0 < len(line) <= _TITLE:
        return ""
    first = post.text.index(line)
    letters = {place for place, sign in enumerate(line, first) if not sign.isspace()}
    for span in post.spans:
        if span.kind == "bold":
            letters.difference_update(range(span.start, span.end))
    return plain_posts.line(line) if not letters or _CHAPTER.fullmatch(line) else ""


def _days(thread: Thread, words: Wording) -> Iterator[tuple[int, str]]:
    """Posts that begin a day, as far as these divide the thread."""
    said = [(number, day) for number, day in enumerate(days.lines(thread, words), 1) if day]
    found = [(1, words.date(thread.date)), *(each for each in said if each[0] > 1)]
    starts = [number for number, _ in found] + [len(thread.posts) + 1]
    if found[0][1] and max(end - start for start, end in pairwise(starts)) <= len(thread.posts) * _WIDEST:
        yield from found


def _stretches(thread: Thread, words: Wording) -> Iterator[tuple[int, str]]:
    posts = len(thread.posts)
    if posts > LONG:
        step = next(step for step in _steps() if posts <= step * _MOST)
        for first in range(1, posts + 1, step):
            last = min(first + step - 1, posts)
            one = words.say("post-heard", number=last)
            yield first, words.say("posts-from-to", first=first, last=last) if last > first else one


def _steps() -> Iterator[int]:
    return (step * 10**power for power in count() for step in _STEPS)
