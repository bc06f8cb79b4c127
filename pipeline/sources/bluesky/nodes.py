"""The posts of a Bluesky thread as the network serves it, in either shape, as one list.

The older answer (`getPostThread`) is nested: a post with its parents above and its replies below. The newer one
(`getPostThreadV2`) is flat: posts in order, each with its depth, those above the post that was asked for below zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

_REASONS = {
    "notFoundPost": "was deleted",
    "blockedPost": "was blocked",
    "threadItemNotFound": "was deleted",
    "threadItemBlocked": "was blocked",
    "threadItemNoUnauthenticated": "is shown only to people who are logged in",
}


class Node(Struct, frozen=True, kw_only=True):
    """A place in a thread, with a post or without."""

    uri: str
    post: Any = None
    """Post as served; None where there is none."""
    parent: str = ""
    """URI of the post that it stands below."""
    unavailable: str = ""
    """Reason why there is no post, as a book says it: "was deleted"."""
    unsaved: int = 0
    """Number of answers that the network knows and the file lacks."""
    declared: int | None = None
    """Number of posts that the network counts in its author's thread."""
    asked: bool = False
    """Whether the thread was saved by this post."""


def nodes(thread: Any) -> Iterator[Node]:
    """All places of a thread, from above to below, given what stands under its key `thread`."""
    if isinstance(thread, list):
        yield from _flat(thread)
    elif isinstance(thread, dict):
        yield from _nested(thread)


def _nested(thread: dict[str, Any]) -> Iterator[Node]:
    above: list[dict[str, Any]] = []
    parent = thread.get("parent")
    while isinstance(parent, dict):
        above.append(parent)
        parent = parent.get("parent")
    for each in reversed(above):
        yield _node(each, "")
    pending = [(thread, "")]
    while pending:
        each, over = pending.pop()
        node = _node(each, over, asked=each is thread)
        yield node
        replies = _list(each.get("replies"))
        pending += [(reply, node.uri) for reply in reversed(replies) if isinstance(reply, dict)]


def _node(each: dict[str, Any], parent: str, *, asked: bool = False) -> Node:
    post = each.get("post")
    if not isinstance(post, dict):
        return Node(uri=_text(each.get("uri")), parent=parent, unavailable=_reason(each), asked=asked)
    cut = asked or parent != ""  # what stands above is served without its other answers
    unsaved = _count(post.get("replyCount")) if cut and each.get("replies") is None else 0
    return Node(uri=_text(post.get("uri")), post=post, parent=parent, unsaved=unsaved, asked=asked)


def _flat(items: list[Any]) -> Iterator[Node]:
    path: dict[int, str] = {}
    for item in items:
        if not isinstance(item, dict) or not isinstance(item.get("value"), dict):
            continue
        value, uri, depth = item["value"], _text(item.get("uri")), _depth(item)
        path[depth] = uri
        yield Node(
            uri=uri,
            post=value.get("post"),
            parent=path.get(depth - 1, ""),
            unavailable="" if value.get("post") else _reason(value),
            unsaved=_count(value.get("moreReplies")) if depth >= 0 else 0,
            declared=_count(value.get("opThreadPostCount")) or None,
            asked=depth == 0,
        )


def _reason(value: dict[str, Any]) -> str:
    return _REASONS.get(_text(value.get("$type")).rpartition("#")[2], "is missing")


def _depth(item: dict[str, Any]) -> int:
    depth = item.get("depth")
    return depth if isinstance(depth, int) else 0


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _count(value: Any) -> int:
    return value if isinstance(value, int) and value > 0 else 0
