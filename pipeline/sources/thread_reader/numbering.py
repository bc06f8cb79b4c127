"""Counters that authors give their posts ("3/", "(2/16)", "4/n"), and the boundaries that they prove.

A counter counts only within a sequence: fractions ("1/2 cup"), dates and scores are not followed by their successor.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from pipeline.text.counters import AT_END_AFTER_SIGN, AT_START, WITHIN, counter_of

_LISTED = re.compile(r"(?P<number>\d{1,2})[.)]\s")


class Numbering(Struct, frozen=True):
    """Boundaries that the counters of a text prove, in line numbers."""

    starts: frozenset[int] = frozenset()
    """Lines that open a post."""
    ends: frozenset[int] = frozenset()
    """Lines that close one."""
    whole: tuple[tuple[int, int], ...] = ()
    """Stretches (first, last line) that are one post."""
    listed: frozenset[int] = frozenset()
    """Lines that open with "2." and the like, far from the number before: perhaps a post, perhaps not."""


def find_numbering(lines: Sequence[str]) -> Numbering:
    """The numbering of a text by counters that follow each other; empty where no two do."""
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    opening = _chain([_opening(lines, index, first) for index in range(len(lines))])
    closing = _chain([_closing(lines, index, first) for index in range(len(lines))])
    whole = [(i, j - 1) for (i, number), (j, following) in pairwise(opening) if following == number + 1]
    whole += [(i + 1, j) for (i, number), (j, following) in pairwise(closing) if following == number + 1]
    if opening and opening[0][1] == 2:
        whole.append((0, opening[0][0] - 1))
    if closing and closing[0][1] == 1:
        whole.append((0, closing[0][0]))
    return Numbering(
        starts=frozenset(line for line, _ in opening),
        ends=frozenset(line for line, _ in closing),
        whole=tuple(sorted(whole)),
        listed=_listed(lines),
    )


def _opening(lines: Sequence[str], index: int, first: int) -> re.Match[str] | None:
    match = AT_START.match(lines[index])
    return match if match and (match.end() < len(lines[index].rstrip()) or _opens(lines, index, first)) else None


def _closing(lines: Sequence[str], index: int, first: int) -> re.Match[str] | None:
    line = lines[index].rstrip()
    match = AT_END_AFTER_SIGN.search(line[-WITHIN:])
    return match if match and (match[0] != line or not _opens(lines, index, first)) else None


def _opens(lines: Sequence[str], index: int, first: int) -> bool:
    """Whether a counter that is alone on its line belongs to the text below it; `first` is the first full line."""
    if match := AT_START.match(lines[first]):
        return match.end() == len(lines[first].rstrip())
    return 0 < index < len(lines) - 1 and bool(lines[index - 1].strip()) and not lines[index + 1].strip()


def _chain(matches: Sequence[re.Match[str] | None]) -> list[tuple[int, int]]:
    """The longest run of counters, each one or two above the one before, as (line, number)."""
    previous: list[int] = []
    found: list[tuple[int, int, int]] = []  # line, number, length of the run that ends here
    latest: dict[tuple[int, str], int] = {}
    for index, match in enumerate(matches):
        if match is None:
            continue
        number, total = counter_of(match)
        if total and number > int(total):
            continue
        links = [latest[key] for key in ((number - 1, total), (number - 2, total)) if key in latest]
        best = max(links, key=lambda link: found[link][2], default=-1)
        previous.append(best)
        found.append((index, number, found[best][2] + 1 if best >= 0 else 1))
        latest[number, total] = len(found) - 1
    at = max(range(len(found)), key=lambda i: found[i][2], default=-1)
    if at < 0 or found[at][2] < 2:
        return []
    chain: list[tuple[int, int]] = []
    while at >= 0:
        chain.append(found[at][:2])
        at = previous[at]
    return chain[::-1]


def _listed(lines: Sequence[str]) -> frozenset[int]:
    """Numbered lines that do not stand next to the number before: sections rather than a list."""
    chain = _chain([_LISTED.match(line) for line in lines])
    filled = [bool(line.strip()) for line in lines]
    return frozenset(j for (i, _), (j, _) in pairwise(chain) if any(filled[i + 1 : j]))
