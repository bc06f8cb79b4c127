"""What is known to be missing from a thread, in sentences for the reader of the book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from pipeline.model import Gap, Media, Post

_NAMES: dict[Literal["photo", "video", "gif"], tuple[str, str]] = {
    "photo": ("a picture", "pictures"),
    "video": ("a video", "videos"),
    "gif": ("a GIF", "GIFs"),
}


def of_posts(posts: Sequence[Post], known: Sequence[Gap] = ()) -> Iterator[Gap]:
    """Texts that the source cut and media that did not come with it, but for what the reader knew already.

    known: gaps that the reader found, counted from the thread's first post.
    """
    told = {(gap.kind, gap.after) for gap in known}
    for index, post in enumerate(posts):
        if post.truncated and ("text", index) not in told:
            yield Gap(kind="text", after=index, message=f"the text of post {index + 1} is cut short in the source")
        missing = [media for media in post.media if not media.asset]
        if missing and ("media", index) not in told:
            yield Gap(kind="media", after=index, message=_media(missing, index + 1))


def of_count(found: int, declared: int | None) -> Iterator[Gap]:
    """Posts that the source counts and does not have."""
    missing = (declared or 0) - found
    if missing > 0:
        verb = "is" if missing == 1 else "are"
        yield Gap(kind="posts", message=f"{missing} of {declared} posts {verb} not in the saved page")


def of_beginning() -> Gap:
    """The post that the first one answers."""
    return Gap(kind="posts", after=-1, message="the post that this thread goes on from was not saved")


def _media(missing: list[Media], number: int) -> str:
    counts = Counter(media.kind for media in missing)
    things = [
        one if counts[kind] == 1 else f"{counts[kind]} {many}" for kind, (one, many) in _NAMES.items() if counts[kind]
    ]
    listed = " and ".join(filter(None, (", ".join(things[:-1]), things[-1])))
    return f"{listed} of post {number} {'is' if len(missing) == 1 else 'are'} not in this book"
