"""Links from thread to thread within a run: a chapter depends on the threads that it links to, and on no others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from msgspec import Struct, field

from pipeline.model import Post, Teaser, Thread
from pipeline.text.x_addresses import post_id_in

_WEB = re.compile(r"https?://(?:www\.)?([^/?#]+)([^?#]*)", re.IGNORECASE)
_RECORD = re.compile(r"at://([^/]+)/app\.bsky\.feed\.post/([^/]+)")
_OPENING = 60
"""Characters of a first post by which it is known, white space folded."""


class Target(Struct, frozen=True, kw_only=True):
    """The target of a link: another thread of the run, with as much of it as a chapter shows."""

    id: str
    title: str
    url: str


class Links(Struct, frozen=True, kw_only=True):
    """Links of a thread to other threads of the run."""

    posts: dict[str, Target] = field(default_factory=dict)
    """Targets by the addresses of posts in its text."""
    cards: tuple[Target | None, ...] = ()
    """Targets of its teasers, in order; None for a thread that is not in the run."""


class Index:
    """An index of a run's threads, by ids, addresses and first words of posts."""

    def __init__(self, threads: Iterable[Thread]) -> None:
        self._by_post: dict[str, Thread] = {}
        self._by_opening: dict[tuple[str, str], Thread] = {}
        for thread in threads:
            self._by_opening.setdefault(_opening(thread.author.handle, thread.posts[0].text), thread)
            for post in thread.posts:
                for name in _names(post):
                    self._by_post.setdefault(name, thread)

    def links(self, thread: Thread) -> Links:
        """The links of a thread to others of the index."""
        found = ((url, self._at(url)) for url in _addresses(thread))
        return Links(
            posts={url: _target(other) for url, other in found if other and other.id != thread.id},
            cards=tuple(self._of(teaser, thread) for teaser in thread.cards),
        )

    def _at(self, url: str) -> Thread | None:
        """The thread that holds the post at this address."""
        return self._by_post.get(_name_in(url)) if url else None

    def _of(self, teaser: Teaser, thread: Thread) -> Target | None:
        """The thread that a teaser points to: by its id or address, else by its author and first words."""
        found = self._by_post.get(teaser.id) or self._at(teaser.url)
        if not found and teaser.posts and thread.author.handle:
            found = self._by_opening.get(_opening(thread.author.handle, teaser.posts[0]))
        return _target(found) if found and found.id != thread.id else None


def _names(post: Post) -> Iterator[str]:
    """Names by which links may refer to a post: its id, and its addresses normalised."""
    if post.id:
        yield post.id
        yield _name_in(post.id)  # in the Fediverse an address itself
    if post.url:
        yield _name_in(post.url)
    if record := _RECORD.fullmatch(post.id):  # its page goes by the author's handle, or by what never changes
        yield f"bsky.app/profile/{record[1]}/post/{record[2]}"


def _name_in(url: str) -> str:
    """An address normalised: the id of a post on X, else host and path."""
    if post_id := post_id_in(url):
        return post_id
    address = _WEB.match(url)
    return f"{address[1].lower()}{unquote(address[2]).rstrip('/')}" if address else url


def _target(thread: Thread) -> Target:
    return Target(id=thread.id, title=thread.title, url=thread.url)


def _addresses(thread: Thread) -> Iterator[str]:
    for post in thread.posts:
        yield from (span.target for span in post.spans if span.kind == "link")
        yield from (card.url for card in post.link_cards)
        for quote in post.quotes:
            yield quote.url
            yield from (span.target for span in quote.spans if span.kind == "link")


def _opening(handle: str, text: str) -> tuple[str, str]:
    return handle.casefold(), " ".join(text.split())[:_OPENING]
