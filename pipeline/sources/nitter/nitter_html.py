"""Reads a Nitter page of a thread saved by a browser: the posts of its author, before and after the one it shows.

The page holds a conversation: what the post shown answers, the post, and how its author goes on. Where a post of
somebody else stands between, the thread is what lies on this side of it. Answers below the thread are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from pipeline.errors import Notice
from pipeline.model import Author, Capture, Gap, Message, Post
from pipeline.sources.nitter.nitter_post import Entry
from pipeline.sources.nitter.site import Site
from pipeline.sources.reading.encoding import decode
from pipeline.sources.reading.files import Input, digest
from pipeline.sources.reading.html_tree import classes, content, head_of, of_class, parse, walk
from pipeline.text.x_addresses import ANY_HOST, HANDLE

NAME = "nitter-html"

UNREAD: dict[str, str] = {
    "head>title: *": "the page's title: a thread's title is its author's words",
    "*>p.tweet-published>a: Last edited *": "the moment of an edit: the post is of the moment of its first version",
    "*>div.video-overlay>p: *": "words of Nitter to its visitors",
    "*>a.unavailable-box: *": "the network's words where a post is gone: a gap says so in ours",
    "*>a.unavailable-quote: *": "the network's words where a post is gone: a gap says so in ours",
    "*>div.community-note-text: *": "a note by readers, which is not the author's",
}
_REMEDY = "Open the thread on the Nitter server, wait until its posts are shown, and save the complete page."
_CONVERSATION = re.compile(r"""\bclass=["']?main-(?:thread|tweet)\b""")
_ITEM = re.compile(r"""\bclass=["']?[\w -]*\btimeline-item\b""")
_STATUS_LINK = re.compile(
    rf"""<link\b[^<>]{{0,200}}\bhref=["']?https?://{ANY_HOST}/{HANDLE}/status/[0-9]""", re.IGNORECASE
)
_SITE_NAME = re.compile(r"""<meta\b[^<>]{0,200}\bcontent=["']?nitter\b""", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,5}")


def sniff(item: Input) -> bool:
    """Whether the input is of this format."""
    head = head_of(item)
    if _CONVERSATION.search(head) and _ITEM.search(head):
        return True
    return bool(_SITE_NAME.search(head) and _STATUS_LINK.search(head))  # where styles fill the head


def read(item: Input) -> list[Capture]:
    """The captures in the input. Raises PublishError."""
    data = item.read_bytes()
    text, notices = decode(data, item.label)
    thread = _Thread(item, parse(text))
    posts = tuple(thread.posts())
    if not posts:
        raise item.error("a Nitter page without a post that can be read", hint=_REMEDY)
    return [
        Capture(
            source=item.source(NAME, digest([("", data)])),
            author=thread.author,
            posts=posts,
            date=posts[0].date,
            url=posts[0].url,
            gaps=tuple(thread.gaps()),
            notices=(*notices, *thread.notices()),
        )
    ]


class _Thread:
    """The run of posts by one author around the post that the page shows."""

    def __init__(self, item: Input, root: LexborNode) -> None:
        self._item = item
        self._entries: list[Entry] = []
        self._earlier = False
        """Whether the page says that it leaves out posts above."""
        self._later = ""
        """Words of the page on posts that it leaves out below, "12 more replies", or ""."""
        shown = 0
        site = Site(root)
        for node in _rows(root):
            names = classes(node)
            if "main-tweet" in names:
                shown = len(self._entries)
            elif "earlier-replies" in names:
                self._earlier = True
            elif "more-replies" in names:
                self._later = content(node)
            elif "timeline-item" in names:
                self._entries.append(Entry(item, site, node, f"post {len(self._entries) + 1}"))
        self.author = self._writer(shown)
        self._run = self._around(shown)

    def posts(self) -> Iterator[Post]:
        """The posts that can be read, in order; each answers the one before it."""
        for index in self._run:
            entry = self._entries[index]
            before = self._entries[index - 1] if index else None
            if not entry.missing:
                answered = before.author.handle if before else entry.answers
                yield entry.post(self.author, before.id if before else "", answered)

    def gaps(self) -> Iterator[Gap]:
        """Gaps that the page states."""
        after = -1
        if self._earlier and self._run.start == 0:
            yield Gap(kind="posts", after=after, message=Message("earlier-left-out"))
        for index in self._run:
            if reason := self._entries[index].missing:
                yield Gap(kind="posts", after=after, message=Message.of("missing-from-page", reason=reason))
            else:
                after += 1
        if self._later and self._run.stop == len(self._entries):
            number = _NUMBER.match(self._later)
            count = number and int(number[0])
            message = Message.of("posts-left-out-here", count=count) if count else Message("later-left-out")
            yield Gap(kind="posts", after=after, message=message)

    def notices(self) -> Iterator[Notice]:
        """Notices of repairs, of what of the thread is not beside the page, and of what does not belong to it."""
        for index in self._run:
            yield from self._entries[index].notices
        if left_out := len(self._entries) - len(self._run):
            posts = "1 post" if left_out == 1 else f"{left_out} posts"
            message = f"{posts} of the conversation left out: not by @{self.author.handle}, or beyond one that is not"
            yield Notice(message=message, path=self._item.label)

    def _writer(self, shown: int) -> Author:
        """The author of the post that the page shows; where that is missing, of the nearest, those after it first."""
        nearest = [*self._entries[shown:], *reversed(self._entries[:shown])]
        return next((entry.author for entry in nearest if not entry.missing and not entry.is_repost), Author())

    def _around(self, shown: int) -> range:
        """The entries around the one shown that are by the author, or missing and by nobody else that is known."""
        start = stop = shown
        while start > 0 and self._is_own(self._entries[start - 1]):
            start -= 1
        while stop < len(self._entries) and self._is_own(self._entries[stop]):
            stop += 1
        return range(start, stop)

    def _is_own(self, entry: Entry) -> bool:
        handle = entry.author.handle.casefold()
        return not entry.is_repost and (handle == self.author.handle.casefold() or (entry.missing != "" and not handle))


def _rows(root: LexborNode) -> Iterator[LexborNode]:
    """The rows of the conversation, and the element that holds the one shown, in order."""
    for conversation in of_class(root, "main-thread"):
        for node, entering in walk(conversation, lambda node: "timeline-item" in classes(node)):
            if entering and node.is_element_node:
                yield node
        return
