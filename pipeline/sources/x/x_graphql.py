"""Posts as X's own site loads them (GraphQL): raw responses, and what programs in the browser save of them.

The shape around the posts changes all the time and differs from exporter to exporter, so posts are looked for anywhere
in the file: whatever has `legacy.full_text` is one. Retweets and advertisements are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from msgspec import Struct

from pipeline.model import Capture, Gap, Message
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.json_file import inside
from pipeline.sources.x.bag import Bag
from pipeline.sources.x.graphql_tweet import Result
from pipeline.sources.x.json_shapes import Reading, keys
from pipeline.sources.x.media_files import Beside

NAME = "x-graphql"

UNREAD: dict[str, str] = {
    "*.full_text: RT @*": "a repost: another person's post",
    "*.tombstone.text.text: *": "the network's words where a post is gone: a gap says so in ours",
}

_ENTRY = re.compile(r"(?P<row>.*?)-?(?:tweet|cursor-showmore)-(?P<id>\d+)(?:-\w+)?")
"""Pattern of a timeline entry's id: within a row of answers, or in the conversation itself."""
_NOT_POSTS = ("retweeted_status_result", "quoted_status_result", "retweeted_status", "quoted_status", "quotedRefResult")
"""Keys of posts that are part of the post around them, and are not looked into."""


_Kind = Literal["post", "tombstone", "cursor"]
_ARTICLE = Gap(kind="text", message=Message("article-lost"))
_UNLOADED = Gap(kind="posts", message=Message("not-loaded"), evidence="end")


class _Found(Struct, frozen=True):
    """A post; or a tombstone, where the site does not show one; or a cursor, where it has more of a row to show."""

    value: dict[str, Any]
    kind: _Kind
    id: str
    """Id of the post, as the timeline's entry has it, or ""."""
    row: str
    """Row of answers that it is in; "" for the conversation itself."""
    in_thread: bool
    """The site shows it as one of its author's answers to themself."""


def sniff(item: Input) -> bool:
    """Whether the input is of this format."""
    found = keys(item.head)
    return b"legacy" in found and not found.isdisjoint({b"full_text", b"tweet_results"})


def read(item: Input) -> list[Capture]:
    """The captures in the input. Raises PublishError."""
    reading, bag, pictures = Reading(item), Bag(item), Beside(item)
    for place, value in reading.file.values():
        before: _Found | None = None
        hidden: dict[str, tuple[str, Gap]] = {}
        for number, found in enumerate(_search(value), 1):
            where = inside(place, f"post {number}")
            if found.kind == "cursor":
                if before and before.in_thread and before.row == found.row:
                    bag.add_gap(before.id, _UNLOADED)
                continue
            before = before if found.kind == "tombstone" else None
            with bag.skipping_errors():
                result = reading.typed(found.value, Result, where)
                if found.kind == "tombstone":
                    if before and found.id and before.row == found.row:
                        hidden[found.id] = before.id, _gap(result)
                elif not result.is_retweet:
                    post = result.post(pictures)
                    bag.add(post, result.versions, place=where)
                    bag.know(result.account_id, result.author)
                    if result.article_card:
                        bag.add_gap(post.id, _ARTICLE)
                    if post.reply_to in hidden:  # it proves that the tombstone stands for a post of its own thread
                        bag.add_gap(*hidden.pop(post.reply_to))
                    before = found
    return [bag.capture(item.source(NAME, reading.file.sha256), reading.file.notices)]


def _search(value: Any) -> Iterator[_Found]:
    """The posts and tombstones of a response, in the order in which they stand there."""
    pending: list[tuple[Any, str, str]] = [(value, "", "")]
    while pending:
        node, entry, display = pending.pop()
        if isinstance(node, list):
            pending += ((part, entry, display) for part in reversed(node))
        elif isinstance(node, dict) and not node.get("promotedMetadata"):
            entry = node["entryId"] if isinstance(node.get("entryId"), str) else entry
            display = node["tweetDisplayType"] if isinstance(node.get("tweetDisplayType"), str) else display
            if _is_post(node):
                yield _found(node, "post", entry, display)
            elif node.get("__typename") == "TweetTombstone":
                yield _found(node, "tombstone", entry, display)
            elif node.get("cursorType") == "ShowMore":
                yield _found(node, "cursor", entry, display)
            else:
                inner = [(part, entry, display) for key, part in node.items() if key not in _NOT_POSTS]
                pending += reversed(inner)


def _is_post(node: dict[str, Any]) -> bool:
    legacy = node.get("legacy")
    return isinstance(legacy, dict) and isinstance(legacy.get("full_text"), str)


def _found(node: dict[str, Any], kind: _Kind, entry: str, display: str) -> _Found:
    match = _ENTRY.fullmatch(entry)
    post_id, row = (match["id"], match["row"]) if match else ("", "")
    return _Found(node, kind, post_id, row, display == "SelfThread")


def _gap(tombstone: Result) -> Gap:
    reason = tombstone.why_missing or Message("not-shown-by-x")
    return Gap(kind="posts", message=Message.of("missing-here", reason=reason))
