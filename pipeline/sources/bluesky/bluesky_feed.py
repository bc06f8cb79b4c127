"""Bluesky posts as the network lists them: answers to `getAuthorFeed`, `getPosts` or a search, or posts by the line.

Reposts are left out; a pinned post stands where its date puts it. The post that another one answers comes along with
it and is read too where the same author wrote it, so that a thread is whole that began before the list does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from pipeline.errors import PublishError
from pipeline.model import Author, Capture, Message, Post
from pipeline.model.limits import MAX_POSTS
from pipeline.sources.bluesky.at_uri import is_post
from pipeline.sources.bluesky.blobs import Files
from pipeline.sources.bluesky.bluesky_post import Maker
from pipeline.sources.bluesky.bluesky_thread import AGAIN, MARK
from pipeline.sources.bluesky.embed import EmbedReader
from pipeline.sources.bluesky.lexicon import PostView
from pipeline.sources.bluesky.names import values
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.json_file import JsonFile, begins
from pipeline.sources.reading.rejects import Rejects

NAME = "bluesky-feed"

UNREAD: dict[str, str] = {}

_POST = re.compile(rb'(?<!\\)"uri"\s*:\s*"at://[^"\\]+/app\.bsky\.feed\.post/')
_LISTS = ("feed", "posts")


def sniff(item: Input) -> bool:
    """Whether the input is of this format."""
    return begins(item.head) and bool(_POST.search(item.head)) and not MARK.search(item.head)


def read(item: Input) -> list[Capture]:
    """The captures in the input. Raises PublishError."""
    reading = _Reading(item)
    reading.read()
    posts = list(reading.posts.values())
    notices = (*reading.file.notices, *reading.rejects.notices(posts))
    if not posts:
        raise item.error("no posts in it but reposts", hint="Save the author's own posts.")
    authors = {post.author.handle: post.author for post in reversed(posts) if post.author}  # a name may have changed
    author = authors.popitem()[1] if len(authors) == 1 else None
    if author:
        posts = [replace(post, author=None) for post in posts]
    return [
        Capture(
            source=item.source(NAME, reading.file.sha256),
            author=author or Author(),
            posts=tuple(posts),
            ordered=False,
            notices=notices,
        )
    ]


class _Reading:
    """The reading of one file."""

    def __init__(self, item: Input) -> None:
        self.file = JsonFile(item)
        self.rejects = Rejects()
        self.posts: dict[str, Post] = {}
        """Posts by their URIs."""
        self._item = item
        self._maker = Maker(embeds=EmbedReader(files=Files(item), no_picture=Message("not-saved-with-post")))

    def read(self) -> None:
        """Fill `posts`."""
        for place, value in values(self.file, self._item):
            for inner, each in _items(value, place):
                if not _is_repost(each):
                    self._take(each, inner)

    def _take(self, each: dict[str, Any], place: str) -> None:
        """Take a post, and the posts that it answers where its author wrote those."""
        view = self._view(each.get("post", each), place)
        reply = each.get("reply")
        answered = [reply.get("root"), reply.get("parent")] if view and isinstance(reply, dict) else []
        for raw in answered:
            if isinstance(raw, dict) and "record" in raw:
                above = self._view(raw, f"{place}.reply")
                if above and view and above.author.did == view.author.did:
                    self._add(above)
        if view:
            self._add(view)

    def _view(self, raw: Any, place: str) -> PostView | None:
        try:
            view = self.file.typed(raw, PostView, place)
            if not is_post(view.uri):
                raise self._item.error("not the address of a post", where=place, hint=AGAIN)
        except PublishError as error:
            self.rejects.add(error)
            return None
        self._maker.know(view)
        return view

    def _add(self, view: PostView) -> None:
        if view.uri not in self.posts:
            self.posts[view.uri] = self._maker.of_view(view)
        if len(self.posts) > MAX_POSTS:
            raise self._item.error(f"more than {MAX_POSTS:,} posts", hint="Save them in several files.")


def _items(value: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The items of a feed, or the posts, that a value holds, with their places: a page, one of them, or a list."""
    pending = [(place, value)]
    while pending:
        where, each = pending.pop()
        if isinstance(each, list):
            pending += [(f"{where}[{index}]", inner) for index, inner in reversed(list(enumerate(each)))]
        elif isinstance(each, dict):
            inside = [(_below(where, key), each[key]) for key in _LISTS if isinstance(each.get(key), list)]
            if not inside and isinstance(each.get("data"), dict):
                inside = [(_below(where, "data"), each["data"])]
            pending += inside
            if not inside and ("post" in each or "record" in each):
                yield where, each


def _below(place: str, key: str) -> str:
    return f"{place} {key}".lstrip()


def _is_repost(item: dict[str, Any]) -> bool:
    reason = item.get("reason")
    return isinstance(reason, dict) and str(reason.get("$type", "")).endswith("#reasonRepost")
