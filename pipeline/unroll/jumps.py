"""Counters that authors give their posts ("3/", "(2/16)", "4/n", "/5"), and the posts that they show to be missing.

A counter proves something only where the counters of a whole thread agree. One that does not keep to the others
("1/2 cup", "24/7", a score) makes all of them worth nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from pipeline.text.counters import AT_END_AFTER_SPACE, AT_START, WITHIN, counter_of

_LEAST = 3
"""Least number of counters without totals that prove anything."""


class Jump(Struct, frozen=True):
    """A jump of the counters: posts that are missing by the author's count."""

    first: int
    """The author's number of the first post that may be missing."""
    last: int
    count: int
    """Number of these posts that are missing; the others are here without a counter."""
    after: int | None
    """Number, from 0, of the post that they follow (-1: before the first); None where they stood among several."""


class _Counted(Struct, frozen=True):
    post: int
    number: int
    total: int
    """The total that it names, or 0."""


def jumps(texts: Sequence[str]) -> Iterator[Jump]:
    """The jumps among a thread's posts, given as their texts in order; none where the counters prove nothing.

    The counters, all at the starts or all at the ends of the posts, must rise and name one total, and unless each
    names it, at least half of them must follow each other without a jump.
    """
    found = max(_at_starts(texts), _at_ends(texts), key=len)
    if not _agree(found):
        return
    first, last = found[0], found[-1]
    if first.post == 0 and first.number > 1:
        yield Jump(1, first.number - 1, first.number - 1, -1)
    for one, two in pairwise(found):
        between = two.post - one.post
        missing = two.number - one.number - between
        if missing > 0:
            yield Jump(one.number + 1, two.number - 1, missing, one.post if between == 1 else None)
    if last.total > last.number and last.post == len(texts) - 1:
        yield Jump(last.number + 1, last.total, last.total - last.number, last.post)


def _at_starts(texts: Sequence[str]) -> list[_Counted]:
    return _counted(AT_START.match(text.lstrip()[:WITHIN]) if "/" in text else None for text in texts)


def _at_ends(texts: Sequence[str]) -> list[_Counted]:
    return _counted(AT_END_AFTER_SPACE.search(text.rstrip()[-WITHIN:]) if "/" in text else None for text in texts)


def _counted(matches: Iterable[re.Match[str] | None]) -> list[_Counted]:
    found = [(post, counter_of(match)) for post, match in enumerate(matches) if match]
    return [_Counted(post, counter.number, int(counter.total or 0)) for post, counter in found]


def _agree(found: Sequence[_Counted]) -> bool:
    totals = {counter.total for counter in found}
    if len(found) < 2 or len(totals - {0}) > 1:
        return False
    steps = [(two.number - one.number, two.post - one.post) for one, two in pairwise(found)]
    if any(step <= 0 for step, _ in steps) or any(counter.number > counter.total > 0 for counter in found):
        return False
    in_step = sum(step == posts for step, posts in steps)
    return 0 not in totals or (len(found) >= _LEAST and 2 * in_step >= len(steps))
