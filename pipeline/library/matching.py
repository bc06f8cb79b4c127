"""Matches between the threads of a run and the library's entries: by ids, posts, files and words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from pipeline.library.pairing import paired
from pipeline.library.record import Entry
from pipeline.model import Thread
from pipeline.unroll.merge.identity import may_be, network_id, owner
from pipeline.unroll.merge.words import folded, grams, opening

_SHARE = 0.5
"""Least share of the shorter one's posts, or stretches of three words, that an edited thread keeps."""
_COPY = 0.8
"""The same where the thread matches another entry already: then this entry is a copy of that one."""
_LEAST = 6
"""Least number of stretches in common that proves anything."""
_TRIED = 5
"""Number of the likeliest threads that are compared."""

Matches = dict[int, list[Entry]]
"""Entries that threads continue, by the threads' places; the first is the one whose id the thread keeps."""


def matches(threads: Sequence[Thread], entries: Sequence[Entry]) -> Matches:
    """The entries that each thread of a run continues; one thread may continue several.

    They match by the thread's id; by the network's ids of its posts; by its author and file, with half of the posts the
    same; and by its words. The last two count only where one of the two has no ids of its network.
    """
    found: dict[int, int] = {}
    for match in (_by_id, _by_posts, _by_file, _by_words):
        left = {number: entry.thread for number, entry in enumerate(entries) if number not in found}
        found |= match(left, threads, set(found.values()))
    places: Matches = defaultdict(list)
    for number, place in found.items():  # those that match by id come first
        places[place].append(entries[number])
    return dict(places)


def _by_id(left: Mapping[int, Thread], threads: Sequence[Thread], _taken: set[int]) -> dict[int, int]:
    places = {thread.id: place for place, thread in enumerate(threads)}
    return {number: places[thread.id] for number, thread in left.items() if thread.id in places}


def _by_posts(left: Mapping[int, Thread], threads: Sequence[Thread], _taken: set[int]) -> dict[int, int]:
    """For each entry the thread that has most of its posts."""
    wanted = {post_id for thread in left.values() for post in thread.posts if (post_id := network_id(post))}
    places = {post.id: place for place, thread in enumerate(threads) for post in thread.posts if post.id in wanted}
    found = {}
    for number, thread in left.items():
        shared = Counter(places[post.id] for post in thread.posts if post.id in places)
        if shared:
            found[number] = max(shared, key=lambda place: (shared[place], -place))
    return found


def _by_file(left: Mapping[int, Thread], threads: Sequence[Thread], taken: set[int]) -> dict[int, int]:
    """For each entry the only thread by its author in its file, if half of the posts are the same, edited or not."""
    entries, here = _filed(left), _filed({n: thread for n, thread in enumerate(threads) if n not in taken})
    found = {}
    for file, numbers in entries.items():
        places = here.get(file, [])
        if len(numbers) == len(places) == 1 and _has_half_of(left[numbers[0]], threads[places[0]]):
            found[numbers[0]] = places[0]
    return found


def _by_words(left: Mapping[int, Thread], threads: Sequence[Thread], taken: set[int]) -> dict[int, int]:
    wanted = {words for thread in left.values() for words in _openings(thread)}
    places: dict[str, list[int]] = defaultdict(list)
    for place, thread in enumerate(threads if wanted else ()):
        for words in wanted & _openings(thread):
            places[words].append(place)
    found: dict[int, int] = {}
    taken = set(taken)
    for number, thread in left.items():
        votes = Counter(place for words in _openings(thread) for place in places.get(words, ()))
        likely = sorted(votes, key=lambda place: (-votes[place], place))[:_TRIED]
        for place in likely:
            share = _COPY if place in taken else _SHARE
            if _may_be(thread, threads[place]) and _in_common(thread, threads[place]) >= share:
                found[number] = place
                taken.add(place)
                break
    return found


def _filed(threads: Mapping[int, Thread]) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, thread in threads.items():
        found[thread.source.name, owner(thread.author)].append(number)
    return found


def _has_half_of(old: Thread, new: Thread) -> bool:
    least = _SHARE * min(len(old.posts), len(new.posts))
    return _may_be(old, new) and len(paired(old.posts, new.posts)) >= least


def _openings(thread: Thread) -> set[str]:
    return {words for post in thread.posts for line in post.text.split("\n") if (words := opening(line))}


def _in_common(old: Thread, new: Thread) -> float:
    """Share of the shorter thread's stretches of three words that both have; 0 where they are too few."""
    one, two = (grams([word for post in thread.posts for word in folded(post.text).split()]) for thread in (old, new))
    common = len(one & two)
    return common / min(len(one), len(two)) if common >= _LEAST else 0


def _may_be(old: Thread, new: Thread) -> bool:
    """Whether two threads may be one: neither their authors nor ids of their network tell them apart."""
    named = all(any(map(network_id, thread.posts)) for thread in (old, new))
    return not named and may_be(old.author, new.author)
