"""A Bluesky thread as the network serves it to apps: the answer to `getPostThread`, in its first or second version.

Its author is the one who wrote the post that it was saved by. Answers of others are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from pipeline.errors import Notice, PublishError
from pipeline.model import Capture, Gap, Message, Post
from pipeline.sources.bluesky.at_uri import author_of, did_of, is_post
from pipeline.sources.bluesky.blobs import Files
from pipeline.sources.bluesky.bluesky_post import Maker
from pipeline.sources.bluesky.embed import EmbedReader
from pipeline.sources.bluesky.lexicon import PostView
from pipeline.sources.bluesky.names import values
from pipeline.sources.bluesky.nodes import Node, nodes
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.json_file import JsonFile, begins, inside
from pipeline.sources.reading.rejects import Rejects

NAME = "bluesky-thread"

UNREAD: dict[str, str] = {}
NO_PICTURE = Message("not-saved-with-thread")
_FOLLOWED = {
    "was deleted": Message("followed-deleted"),
    "was blocked": Message("followed-blocked"),
    "is shown only to people who are logged in": Message("followed-logged-in"),
    "is missing": Message("followed-missing"),
}
"""Messages about posts of the author that are not there, by what has become of them."""
AGAIN = "Save it again, and leave it as it is."

MARK = re.compile(
    rb'(?<!\\)"app\.bsky\.(?:feed\.defs#(?:threadViewPost|notFoundPost|blockedPost)|unspecced\.defs#threadItem\w+)"'
)
"""Type of a place in a thread; within a text its quotation marks would be escaped."""


def sniff(item: Input) -> bool:
    """Whether the input is of this format."""
    return begins(item.head) and bool(re.search(rb'(?<!\\)"thread"\s*:', item.head) and MARK.search(item.head))


def read(item: Input) -> list[Capture]:
    """The captures in the input. Raises PublishError."""
    reading, rejects, captures = _Reading(item), Rejects(), []
    for place, value in values(reading.file, item):
        for inner, answer in _answers(value, place):
            try:
                captures.append(reading.capture(answer["thread"], inner))
            except PublishError as error:
                rejects.add(error)
    notices = (*reading.file.notices, *rejects.notices(captures))
    if not captures:
        raise item.error("no thread in it", hint=AGAIN)
    source = item.source(NAME, reading.file.sha256)
    captures = [replace(capture, source=source) for capture in captures]
    return [replace(captures[0], notices=(*notices, *captures[0].notices)), *captures[1:]]


def _answers(value: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The network's answers in a value, with their places: one or a list of them, bare or as programs wrap them."""
    several = isinstance(value, list)
    for index, each in enumerate(value if several else [value]):
        answer = each.get("data", each) if isinstance(each, dict) else None
        if isinstance(answer, dict) and "thread" in answer:
            yield f"{place} item {index + 1}".lstrip() if several else place, answer


class _Reading:
    """The reading of one file."""

    def __init__(self, item: Input) -> None:
        self.file = JsonFile(item)
        self._item = item
        self._embeds = EmbedReader(files=Files(item), no_picture=NO_PICTURE)

    def capture(self, thread: Any, place: str) -> Capture:
        """One thread. Raises PublishError where the post that it was saved by is not there or is damaged."""
        found = list(nodes(thread))
        asked = next((node for node in found if node.asked), None)
        if asked is None:
            raise self._item.error("not a thread as Bluesky serves it", where=place, hint=AGAIN)
        if asked.post is None:
            message = f"there is no thread in it: the post that it was to be saved by {asked.unavailable}"
            raise self._item.error(message, where=place, hint="Save the thread by another of its posts.")
        maker, rejects = Maker(embeds=self._embeds), Rejects()
        views: dict[str, PostView] = {}
        for node in found:
            try:
                if node.post is not None:
                    view = views.setdefault(node.uri, self._view(node, place))
                    maker.know(view)
            except PublishError as error:
                if node is asked:
                    raise
                rejects.add(error)
        profile = views[asked.uri].author
        own = [view for view in views.values() if view.author.did == profile.did]
        posts = tuple(replace(maker.of_view(view), author=None) for view in own)
        places = {post.id: index for index, post in enumerate(posts)}
        return Capture(
            source=self._item.source(NAME, ""),
            author=author_of(profile),
            posts=posts,
            ordered=False,
            declared=max((node.declared or 0 for node in found if node.uri in places), default=0) or None,
            gaps=tuple(_gaps(found, places, profile.did)),
            notices=(*rejects.notices(posts), *self._cut(found, posts)),
        )

    def _view(self, node: Node, place: str) -> PostView:
        where = inside(place, node.uri)
        view = self.file.typed(node.post, PostView, where)
        if not is_post(view.uri):
            raise self._item.error("not the address of a post", where=where, hint=AGAIN)
        return view

    def _cut(self, found: Iterable[Node], posts: Iterable[Post]) -> Iterator[Notice]:
        """Notices that the thread may go on beyond the posts to which the answer is limited."""
        own = {post.id for post in posts}
        answered = {post.reply_to for post in posts}
        pages = {post.id: post.url for post in posts if not post.reply_to or post.reply_to in own}
        for node in found:
            if node.unsaved and node.uri in pages and node.uri not in answered:
                answers = "an answer" if node.unsaved == 1 else f"{node.unsaved} answers"
                yield Notice(
                    message=f"{answers} to the last post were not saved; the thread may go on",
                    path=self._item.label,
                    where=pages[node.uri],
                    hint="Save it by that post, too.",
                )


def _gaps(found: Iterable[Node], places: dict[str, int], did: str) -> Iterator[Gap]:
    """Posts of the author that the answer names and does not have. (What is missing above is told by the replies.)"""
    for node in found:
        if node.unavailable and did_of(node.uri) == did and node.parent in places:
            yield Gap(kind="posts", message=_FOLLOWED[node.unavailable], after=places[node.parent])
