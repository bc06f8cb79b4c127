"""Guesses at threads by the time of their posts, for sources that do not say which belong together.

Only on request: people who write a thread post its parts within seconds or minutes, but not all that is posted within
minutes is a thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from pipeline.model import Author, Capture, Post


def by_time(capture: Capture, minutes: float) -> list[Capture]:
    """The capture split by guesses: an ordered capture for each thread, in order of time, then the rest as a bag.

    Two posts or more of one author make a thread where each follows the one before within so many minutes. Answers to
    others are left alone; an answer to nobody who is named may go on a thread, and never begins one. A capture whose
    posts have ids is returned as it is: its threads are known.
    """
    if capture.ordered or any(post.id for post in capture.posts):
        return [capture]
    groups = [group for group in _groups(capture, timedelta(minutes=minutes)) if len(group) > 1]
    if not groups:
        return [capture]
    guessed = [
        replace(capture, posts=tuple(group), ordered=True, confidence="guessed", gaps=(), notices=())
        for group in sorted(groups, key=lambda group: _moment(group[0]))
    ]
    taken = {id(post) for group in groups for post in group}
    rest = tuple(post for post in capture.posts if id(post) not in taken)
    return [*guessed, replace(capture, posts=rest)]


def _groups(capture: Capture, longest: timedelta) -> Iterator[list[Post]]:
    """Groups of posts by one author, each within `longest` of the one before, in order of time."""
    open_groups: dict[Author, list[Post]] = {}
    for post in sorted((post for post in capture.posts if _has_moment(post)), key=_moment):
        author = post.author or capture.author
        if post.reply_to_author.casefold() not in ("", (author.handle or author.name).casefold()):
            continue
        group = open_groups.get(author)
        if group and _moment(post) - _moment(group[-1]) <= longest:
            group.append(post)
        elif not post.reply_to:
            if group:
                yield group
            open_groups[author] = [post]
    yield from open_groups.values()


def _has_moment(post: Post) -> bool:
    return bool(post.date and post.date.instant)


def _moment(post: Post) -> datetime:
    assert post.date
    assert post.date.instant
    return post.date.instant
