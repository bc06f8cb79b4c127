"""The limits of texts and counts, which every capture is held to, whatever reader it comes from.

No network has posts so long: what goes beyond is damage, or made to be slow, and would take minutes to set. Nor has it
as many votes for anything: such a number is as good as none.
"""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from pipeline.errors import Notice
from pipeline.model import Capture, Poll, Post, Quote
from pipeline.model.limits import MAX_COUNT, MAX_TEXT, MAX_VOTES

_Written = TypeVar("_Written", Post, Quote)


def limited(capture: Capture) -> Capture:
    """The capture with texts of at most 100,000 characters, and a notice for each post of which more was cut off; and
    without counts that are none."""
    notices: list[Notice] = []
    posts = [replace(post, poll=_counted(post.poll)) if post.poll else post for post in capture.posts]
    for place, post in enumerate(posts):
        longest = max([len(post.text), *(len(quote.text) for quote in post.quotes)])
        if longest > MAX_TEXT:
            quotes = tuple(map(_cut, post.quotes))
            posts[place] = replace(_cut(post), quotes=quotes, truncated=post.truncated or len(post.text) > MAX_TEXT)
            message = f"{longest:,} characters, more than the {MAX_TEXT:,} of one post; the rest is left out"
            where = f"post {post.id}" if post.id else f"post {place + 1}"
            notices.append(Notice(message=message, path=capture.source.name, where=where))
    cards = tuple(replace(card, count=_count(card.count, MAX_COUNT)) for card in capture.cards)
    declared = _count(capture.declared, MAX_COUNT)
    return replace(capture, posts=tuple(posts), cards=cards, declared=declared, notices=(*capture.notices, *notices))


def _counted(poll: Poll) -> Poll:
    choices = tuple(replace(choice, votes=_count(choice.votes, MAX_VOTES)) for choice in poll.choices)
    return replace(poll, choices=choices, voters=_count(poll.voters, MAX_VOTES))


def _count(number: int | None, most: int) -> int | None:
    return number if number is not None and 0 <= number <= most else None


def _cut(written: _Written) -> _Written:
    spans = tuple(span for span in written.spans if span.end <= MAX_TEXT)
    return replace(written, text=written.text[:MAX_TEXT], spans=spans)
