"""What is known to be missing from a thread, as the notes on it tell: gaps that are alike are told once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pipeline.model import Gap
from pipeline.typeset.provenance import spelled

_MEDIA = re.compile(r"(?P<things>.+) of post \d+ (?:is|are) not in this book")
_TEXT = re.compile(r"the text of post \d+ is (?P<how>.+)")
_QUOTE = re.compile(r"the post that post \d+ quotes is not available: (?P<why>.+)")
_THING = re.compile(r"(?:an? |\d+ )([\w ]+?)s?(?=,| and |$)")


def _many(thing: re.Match[str]) -> str:
    return f"{thing[1]}s"


_ALIKE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], str]], ...] = (
    (_MEDIA, lambda gap, posts: f"{_THING.sub(_many, gap['things'])} of posts {posts} are not in this book"),
    (_TEXT, lambda gap, posts: f"the texts of posts {posts} are {gap['how']}"),
    (_QUOTE, lambda gap, posts: f"the posts that posts {posts} quote are not available: {gap['why']}"),
)
"""Sentences about one post (see `unroll.gaps`), and how they are told of several."""


def told(gaps: Iterable[Gap]) -> list[str]:
    """A sentence for each gap, or for all that are alike, in order: "pictures of posts 1 to 9 are …"."""
    alike: dict[str, list[Gap]] = {}
    for gap in gaps:
        alike.setdefault(_of_several(gap, "…"), []).append(gap)
    return [_together(same) for same in alike.values()]


def _together(same: list[Gap]) -> str:
    numbers = sorted({gap.after + 1 for gap in same if gap.after is not None})
    if len(numbers) > 1:
        return _of_several(same[0], " and ".join(spelled(numbers).replace("–", " to ").rsplit(", ", 1)))
    return same[0].message


def _of_several(gap: Gap, posts: str) -> str:
    """The sentence about several posts, or that of the gap itself, where it is about no post."""
    for pattern, told_of in _ALIKE:
        if gap.after is not None and (match := pattern.fullmatch(gap.message)):
            return told_of(match, posts)
    return gap.message
