"""What the threads of a run say about each other: which branches off which, and which a page knows more posts of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pipeline.model import Branching, Card, Thread
from pipeline.text.x_addresses import status_number_in
from pipeline.unroll import gaps
from pipeline.unroll.merge.identity import network_id, owner
from pipeline.unroll.merge.words import opening

_LINE = 200
"""Characters of a first post by which it is known."""


def told(threads: Sequence[Thread]) -> list[Thread]:
    """The threads, with these relations told."""
    return _with_cards(list(_with_branches(threads)))


def _with_branches(threads: Sequence[Thread]) -> Iterator[Thread]:
    """A thread that begins with an answer to a post of its author's in another thread of the run branches off that."""
    wanted = {thread.posts[0].reply_to for thread in threads} - {""}
    places = {
        post.id: (thread, place) for thread in threads for place, post in enumerate(thread.posts) if post.id in wanted
    }
    for thread in threads:
        trunk, place = places.get(thread.posts[0].reply_to, (thread, 0))
        if (
            trunk is not thread
            and owner(trunk.author) == owner(thread.author)
            and _is_the_same_post(trunk, place, thread)
        ):
            yield replace(thread, branches_off=Branching(thread=trunk.id, title=trunk.title, post=place))
        else:
            yield thread


def _is_the_same_post(trunk: Thread, place: int, thread: Thread) -> bool:
    """Whether the id of a post means the same in both threads: it is a network's, or they are of one file."""
    return bool(network_id(trunk.posts[place])) or trunk.source == thread.source


def _with_cards(threads: Sequence[Thread]) -> list[Thread]:
    """A card that says "Read 19 tweets" counts the posts of a thread that may be in this run, and be shorter."""
    counted: dict[int, int] = {}
    if any(card.count for thread in threads for card in thread.cards):
        find = _Finder(threads)
        for thread in threads:
            for card in thread.cards:
                if card.count and (found := find(card, thread)) is not None:
                    counted[found] = max(counted.get(found, 0), card.count)
    return [_counted(thread, counted.get(place, 0)) for place, thread in enumerate(threads)]


class _Finder:
    """Threads, looked up by what a card shows of them."""

    def __init__(self, threads: Sequence[Thread]) -> None:
        self._by_id = {thread.posts[0].id: place for place, thread in enumerate(threads) if thread.posts[0].id}
        self._by_opening = {_known_by(thread, thread.posts[0].text): place for place, thread in enumerate(threads)}

    def __call__(self, card: Card, page: Thread) -> int | None:
        post_id = card.id or status_number_in(card.url)
        if post_id or not (card.posts and owner(page.author)):
            return self._by_id.get(post_id)
        return self._by_opening.get(_known_by(page, card.posts[0]))


def _known_by(thread: Thread, text: str) -> tuple[str, str]:
    return owner(thread.author), opening(text[:_LINE])


def _counted(thread: Thread, count: int) -> Thread:
    found = len(thread.posts)
    if count <= max(found, thread.declared or 0):
        return thread
    return replace(thread, gaps=(gaps.of_card(found, count), *thread.gaps))
