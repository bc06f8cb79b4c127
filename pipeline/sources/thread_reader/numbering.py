"""Counters that authors give their posts ("3/", "(2/16)", "4/n"), and the boundaries that they prove.

A counter on a line of its own is never a post: it belongs to the text above it, or below it where the counters of the
text stand so. A counter proves something only within a sequence: fractions ("1/2 cup"), dates and scores are not
followed by their successor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from pipeline.sources.thread_reader.page_furniture import without_images
from pipeline.text.counters import ALONE, AT_END_AFTER_SIGN, AT_START, WITHIN, counter_of

_FORGOTTEN = 4
"""Number of posts in a row that may have no counter, where the counters name their total; where not, one."""
_LISTED = re.compile(r"(?P<number>\d{1,2})[.)]\s")


class Stretch(NamedTuple):
    """Lines of which the counters say how many posts they are."""

    first: int
    last: int
    posts: int


class _Counted(NamedTuple):
    """A counter in its line; the total is 0 where it names none."""

    line: int
    number: int
    total: int


class Numbering(Struct, frozen=True):
    """Boundaries that the counters of a text prove, and posts that they count, in line numbers."""

    starts: frozenset[int] = frozenset()
    """Lines that open a post."""
    ends: frozenset[int] = frozenset()
    """Lines that close one."""
    stretches: tuple[Stretch, ...] = ()
    """What lies between two counters, or outside of them."""
    above: frozenset[int] = frozenset()
    """Lines that are a counter alone, and belong to the line above."""
    below: frozenset[int] = frozenset()
    """Lines that are a counter alone, and belong to the line below."""
    listed: frozenset[int] = frozenset()
    """Lines that open with "2." and the like, far from the number before: perhaps a post, perhaps not."""


def find_numbering(lines: Sequence[str]) -> Numbering:
    """The numbering of a text by counters that follow each other; empty where no two do."""
    filled = [index for index, line in enumerate(lines) if line.strip()] or [0]
    first, last = filled[0], filled[-1]
    opening = _chain([_opening(lines, index, first, last) for index in range(len(lines))])
    closing = _chain([_closing(lines, index, first, last) for index in range(len(lines))])
    alone = _alone(lines)
    below = {index for index in alone if index == first or _opens(lines, index, first, last)}
    return Numbering(
        starts=frozenset(each.line for each in opening),
        ends=frozenset(each.line for each in closing),
        stretches=tuple(sorted((*_from_openings(opening, last), *_to_closings(closing, last)))),
        above=frozenset(alone - below),
        below=frozenset(below),
        listed=_listed(lines),
    )


def _from_openings(chain: Sequence[_Counted], last: int) -> Iterator[Stretch]:
    """The stretches that begin with a counter, and the one before the first."""
    if chain and chain[0].number > 1 and chain[0].line:
        yield Stretch(0, chain[0].line - 1, chain[0].number - 1)
    for one, two in pairwise(chain):
        yield Stretch(one.line, two.line - 1, two.number - one.number)
    if chain and chain[-1].total > chain[-1].number:
        yield Stretch(chain[-1].line, last, chain[-1].total - chain[-1].number + 1)


def _to_closings(chain: Sequence[_Counted], last: int) -> Iterator[Stretch]:
    """The stretches that end with a counter, and the one after the last."""
    if chain and chain[0].number > 0:
        yield Stretch(0, chain[0].line, chain[0].number)
    for one, two in pairwise(chain):
        yield Stretch(one.line + 1, two.line, two.number - one.number)
    if chain and chain[-1].total > chain[-1].number and chain[-1].line < last:
        yield Stretch(chain[-1].line + 1, last, chain[-1].total - chain[-1].number)


def _alone(lines: Sequence[str]) -> set[int]:
    """Lines that are a counter alone. Where some are, a picture behind one makes it no post either."""
    bare = {index for index, line in enumerate(lines) if ALONE.fullmatch(line)}
    if not bare:
        return bare
    return {index for index, line in enumerate(lines) if ALONE.fullmatch(without_images(line))}


def _opening(lines: Sequence[str], index: int, first: int, last: int) -> re.Match[str] | None:
    match = AT_START.match(lines[index])
    return match if match and (match.end() < len(lines[index].rstrip()) or _opens(lines, index, first, last)) else None


def _closing(lines: Sequence[str], index: int, first: int, last: int) -> re.Match[str] | None:
    line = without_images(lines[index]).rstrip()
    if "/" not in line[-WITHIN:]:  # as in most: a search at each place takes long
        return None
    match = AT_END_AFTER_SIGN.search(line[-WITHIN:])
    return match if match and (match[0] != line or not _opens(lines, index, first, last)) else None


def _opens(lines: Sequence[str], index: int, first: int, last: int) -> bool:
    """Whether a counter that is alone on its line belongs to the text below it. first, last: of the filled lines."""
    if index == last:
        return False
    if match := AT_START.match(lines[first]):
        return match.end() == len(lines[first].rstrip())
    return first < index and bool(lines[index - 1].strip()) and not lines[index + 1].strip()


def _chain(matches: Sequence[re.Match[str] | None]) -> list[_Counted]:
    """The longest run of counters of one total, each a little above the one before."""
    previous: list[int] = []
    lengths: list[int] = []  # of the runs that end with each
    found: list[_Counted] = []
    latest: dict[tuple[int, str], int] = {}
    for index, match in enumerate(matches):
        if match is None:
            continue
        number, total = counter_of(match)
        if total and number > int(total):
            continue
        steps = range(1, (_FORGOTTEN if total else 1) + 2)
        links = [latest[number - step, total] for step in steps if (number - step, total) in latest]
        best = max(links, key=lambda link: lengths[link], default=-1)
        previous.append(best)
        lengths.append(lengths[best] + 1 if best >= 0 else 1)
        found.append(_Counted(index, number, int(total or 0)))
        latest[number, total] = len(found) - 1
    at = max(range(len(found)), key=lambda i: lengths[i], default=-1)
    if at < 0 or lengths[at] < 2:
        return []
    chain: list[_Counted] = []
    while at >= 0:
        chain.append(found[at])
        at = previous[at]
    return chain[::-1]


def _listed(lines: Sequence[str]) -> frozenset[int]:
    """Numbered lines that do not stand next to the number before: sections rather than a list."""
    chain = _chain([_LISTED.match(line) for line in lines])
    filled = [bool(line.strip()) for line in lines]
    return frozenset(two.line for one, two in pairwise(chain) if any(filled[one.line + 1 : two.line]))
