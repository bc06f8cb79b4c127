"""Provenance of posts, for the book's reader: the sources of each, and which of them were unlisted."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Post
from pipeline.wording import Wording


def origins(posts: Sequence[Post], words: Wording) -> str:
    """Sentence about the sources of the posts, in the order of the posts; "" where there is but one source."""
    found: dict[tuple[str, ...], list[int]] = {}
    for number, post in enumerate(posts, 1):
        if post.origins:
            found.setdefault(post.origins, []).append(number)
    if len({source for sources in found for source in sources}) < 2:
        return ""
    if len(found) == 1 and len(*found.values()) == len(posts):
        return words.say("put-together", sources=words.listed(*found))
    parts = (
        words.say("posts-from", posts=words.ranges(numbers), sources=words.listed(sources), count=len(numbers))
        for sources, numbers in found.items()
    )
    return words.say("put-together-of", parts=words.clauses(parts))


def unlisted(posts: Sequence[Post], words: Wording) -> str:
    """Sentence about the posts that were unlisted, or ""."""
    numbers = [number for number, post in enumerate(posts, 1) if post.visibility == "unlisted"]
    return words.say("unlisted", posts=words.ranges(numbers), count=len(numbers)) if numbers else ""
