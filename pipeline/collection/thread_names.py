"""What threads are called by those who speak of them: on the command line (`--id`), and in an editor's file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.model import Thread


def places_by_name(threads: Sequence[Thread], names: Iterable[str]) -> dict[str, list[int]]:
    """Which threads each of the names means: their places among the threads, in order; [] where none is called so.

    A thread is called by its id, its file's name and its address, and by the ids and addresses of its posts.
    """
    places: dict[str, list[int]] = {name: [] for name in names}
    for place, thread in enumerate(threads) if places else ():
        for name in _names(thread) & places.keys():
            places[name].append(place)
    return places


def _names(thread: Thread) -> set[str]:
    names = {thread.id, thread.slug, thread.url}
    for post in thread.posts:
        names |= {post.id, post.url}
    return names - {""}
