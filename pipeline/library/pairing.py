"""Pairs of posts, from an earlier and a newer capture of a thread, that are the same post."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from pipeline.model import Post
from pipeline.unroll.merge.identity import network_id
from pipeline.unroll.merge.words import folded, grams

_ALIKE = 0.5
"""Least share of words that two posts between the same neighbours have in common, if one is the other edited."""
_REPOSTED = 0.8
"""The same where both have ids of the network, which differ: an edit may get an id of its own."""
_REPOSTING = 3600
"""Most seconds between those two."""
_MOST_COMPARED = 10_000
"""Most pairs of posts between two neighbours that are compared."""

Pairs = dict[int, int]
"""Places of newer posts, by the places of the earlier ones that they are."""


def paired(old: Sequence[Post], new: Sequence[Post]) -> Pairs:
    """Pairs of posts: by the network's ids; then by their words; then by the ids that a file gave them; at last,
    between neighbours that both have, by most of their words."""
    if len(old) == len(new) and all(
        one.id == two.id and one.text == two.text for one, two in zip(old, new, strict=True)
    ):
        return {place: place for place in range(len(old))}
    pairs: Pairs = {}
    for name in (network_id, _words, _own_id):
        pairs |= _named(old, new, pairs, name)
    alike: Pairs = {}
    for earlier, newer in _between(old, new, pairs):  # where posts have moved, stretches may overlap
        alike |= _alike(old, new, earlier, [place for place in newer if place not in alike.values()])
    return pairs | alike


class Words:
    """The words of a thread without regard to its posts: where a source's boundaries are guessed, words move."""

    def __init__(self, posts: Sequence[Post]) -> None:
        self._posts = posts

    @cached_property
    def _line(self) -> str:
        return f" {' '.join(folded(post.text) for post in self._posts)} "

    @cached_property
    def _grams(self) -> set[int]:
        return grams(self._line.split())

    def holds(self, post: Post) -> bool:
        """Whether most of a post's words are here; False for a post without words."""
        words = folded(post.text)
        own = grams(words.split())
        if not own:
            return bool(words) and f" {words} " in self._line
        return len(own & self._grams) >= len(own) / 2


def are_two(one: Post, two: Post) -> bool:
    """Whether two posts have different ids of the network."""
    return bool(network_id(one) and network_id(two)) and network_id(one) != network_id(two)


def _words(post: Post) -> str:
    return folded(post.text)


def _own_id(post: Post) -> str:
    return post.id


def _named(old: Sequence[Post], new: Sequence[Post], pairs: Pairs, name: Callable[[Post], str]) -> Pairs:
    """Pairs of posts of one name, in their order, of those that have no pair yet."""
    taken = set(pairs.values())
    places: dict[str, list[int]] = defaultdict(list)
    for place in reversed(range(len(new))):
        if place not in taken:
            places[name(new[place])].append(place)
    places.pop("", None)
    found: Pairs = {}
    for place, post in enumerate(old):
        if place not in pairs and (free := places.get(name(post))) and not are_two(post, new[free[-1]]):
            found[place] = free.pop()
    return found


def _between(old: Sequence[Post], new: Sequence[Post], pairs: Pairs) -> Iterator[tuple[list[int], list[int]]]:
    """Places of the earlier and newer posts without a pair, for each stretch between the same neighbours."""
    taken = set(pairs.values())
    earlier: list[int] = []
    before = -1
    for place in range(len(old) + 1):
        if place < len(old) and place not in pairs:
            earlier.append(place)
            continue
        following = pairs.get(place, len(new))
        newer = [at for at in range(before + 1, following) if at not in taken]
        if earlier and newer:
            yield earlier, newer
        earlier, before = [], following


def _alike(old: Sequence[Post], new: Sequence[Post], earlier: Sequence[int], newer: Sequence[int]) -> Pairs:
    """Pairs of these posts: each earlier one with the first of the newer ones, in their order, that resembles it."""
    found: Pairs = {}
    if len(earlier) * len(newer) > _MOST_COMPARED:
        return found
    start = 0
    for place in earlier:
        for at in range(start, len(newer)):
            if _is_edited(old[place], new[newer[at]]):
                found[place] = newer[at]
                start = at + 1
                break
    return found


def _is_edited(old: Post, new: Post) -> bool:
    one, two = (Counter(folded(post.text).split()) for post in (old, new))
    if are_two(old, new) and not _follows_at_once(old, new):
        return False
    if not one and not two:
        return not are_two(old, new) and (old.text, len(old.media)) == (new.text, len(new.media))
    least = _REPOSTED if are_two(old, new) else _ALIKE
    return 2 * (one & two).total() >= least * (one.total() + two.total())


def _follows_at_once(old: Post, new: Post) -> bool:
    first, second = old.date and old.date.instant, new.date and new.date.instant
    return bool(first and second and 0 <= (second - first).total_seconds() <= _REPOSTING)
