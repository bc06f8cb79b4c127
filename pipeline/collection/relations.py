"""Relations between the threads of a run: branches, and teasers that count more posts of a thread than it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pipeline.model import Branching, Teaser, Thread
from pipeline.text.x_addresses import status_number_in
from pipeline.unroll import gaps
from pipeline.unroll.merge.identity import network_id, owner
from pipeline.unroll.merge.words import opening

_LINE = 200
"""Characters of a first post that it is looked up by."""


def told(threads: Sequence[Thread]) -> list[Thread]:
    """The threads with their branchings, and with gaps for posts that only teasers count."""
    return _with_counts(list(_with_branches(threads)))


def _with_branches(threads: Sequence[Thread]) -> Iterator[Thread]:
    """The threads, with a branching on each that begins with an answer to its author's post in another thread."""
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
    """Whether a post's id means the same in both threads: it is a network's, or they are of one file."""
    return bool(network_id(trunk.posts[place])) or trunk.source == thread.source


def _with_counts(threads: Sequence[Thread]) -> list[Thread]:
    """The threads, with a gap in each of which a teaser in this run ("Read 19 tweets") counts more posts."""
    counted: dict[int, int] = {}
    if any(teaser.count for thread in threads for teaser in thread.cards):
        find = _Finder(threads)
        for thread in threads:
            for teaser in thread.cards:
                if teaser.count and (found := find(teaser, thread)) is not None:
                    counted[found] = max(counted.get(found, 0), teaser.count)
    return [_counted(thread, counted.get(place, 0)) for place, thread in enumerate(threads)]


class _Finder:
    """A lookup of threads' places by teasers."""

    def __init__(self, threads: Sequence[Thread]) -> None:
        self._by_id = {thread.posts[0].id: place for place, thread in enumerate(threads) if thread.posts[0].id}
        self._by_opening = {_known_by(thread, thread.posts[0].text): place for place, thread in enumerate(threads)}

    def __call__(self, teaser: Teaser, page: Thread) -> int | None:
        post_id = teaser.id or status_number_in(teaser.url)
        if post_id or not (teaser.posts and owner(page.author)):
            return self._by_id.get(post_id)
        return self._by_opening.get(_known_by(page, teaser.posts[0]))


def _known_by(thread: Thread, text: str) -> tuple[str, str]:
    return owner(thread.author), opening(text[:_LINE])


def _counted(thread: Thread, count: int) -> Thread:
    found = len(thread.posts)
    if count <= max(found, thread.declared or 0):
        return thread
    return replace(thread, gaps=(gaps.of_teaser(found, count), *thread.gaps))
