"""Private posts (for followers or single readers), which stay out of books unless they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, compress

from msgspec.structs import replace

from pipeline.errors import Notice
from pipeline.model import PRIVATE, Capture, Post
from pipeline.unroll import gaps
from pipeline.unroll.merge.identity import network_id


def without_private(captures: Sequence[Capture]) -> list[Capture]:
    """The captures without their private posts; a notice says how many there were.

    An answer to a private post becomes an answer to the post that this one answered.
    """
    private = {network_id(post): post for capture in captures for post in capture.posts if is_private(post)}
    return [_public(capture, private) if private else capture for capture in captures]


def is_private(post: Post) -> bool:
    """Whether only followers, or those named in it, could see a post."""
    return post.visibility in PRIVATE


def told(capture: Capture) -> tuple[Notice, ...]:
    """The notice of a capture whose private posts are left out; () where it has none."""
    count = sum(map(is_private, capture.posts))
    notice = Notice(
        message=f"{count} {'post' if count == 1 else 'posts'} for followers or single readers left out",
        path=capture.source.name,
        hint="With --include-private they are published too.",
    )
    return (notice,) if count else ()


def _public(capture: Capture, private: dict[str, Post]) -> Capture:
    private = private | {post.id: post for post in capture.posts if is_private(post)}
    private.pop("", None)
    kept = [not is_private(post) for post in capture.posts]
    count = len(kept) - sum(kept)
    places = [place if stays else None for place, stays in zip(accumulate(kept, initial=0), kept, strict=False)]
    posts = (_answering(post, private) for post in compress(capture.posts, kept))
    return replace(
        capture,
        posts=tuple(posts),
        declared=max(capture.declared - count, 0) if capture.declared else None,
        gaps=tuple(gaps.moved(capture.gaps, places)),
        notices=(*capture.notices, *told(capture)),
    )


def _answering(post: Post, private: dict[str, Post]) -> Post:
    seen: set[str] = set()
    while post.reply_to in private and post.reply_to not in seen:
        seen.add(post.reply_to)
        above = private[post.reply_to]
        post = replace(post, reply_to=above.reply_to, reply_to_author=above.reply_to_author)
    return post
