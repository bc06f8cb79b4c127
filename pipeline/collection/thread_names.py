"""Names of threads, as the command line (`--id`) and an editor's file refer to them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from pipeline.model import Thread


def places_by_name(threads: Sequence[Thread], names: Iterable[str]) -> dict[str, list[int]]:
    """The places of the threads that each name stands for, in order; [] where there is none of that name.

    Names of a thread are its id, its file's name and its address, and the ids and addresses of its posts.
    """
    places: dict[str, list[int]] = {name: [] for name in names}
    # A system may give back a file's name with letters and their signs taken apart.
    composed = {unicodedata.normalize("NFC", name): name for name in places}
    for place, thread in enumerate(threads) if places else ():
        for name in _names(thread) & composed.keys():
            places[composed[name]].append(place)
    return places


def _names(thread: Thread) -> set[str]:
    names = {thread.id, thread.slug, thread.url}
    for post in thread.posts:
        names |= {post.id, post.url}
    return names - {""}
