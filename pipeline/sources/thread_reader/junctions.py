"""Junctions: the places between two lines where one post may end and the next begin, and how much speaks for it.

Every sign adds to or takes from a score, roughly log odds: above zero the junction looks like a boundary, below
zero like a line break within a post. No sign decides alone, but a counter or a picture comes close.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from pipeline.sources.thread_reader.numbering import Numbering
from pipeline.sources.thread_reader.page_furniture import images_of
from pipeline.text.web_addresses import ADDRESS_AT_END

Separator = Literal["line", "blank"]
"""Separator of posts: a new line, or a blank line."""

_POINTER = re.compile(r"(?:[👇🧵⬇⤵🔽⏬↓]|👉|➡)[\ufe0f\U0001f3fb-\U0001f3ff\s👇🧵⬇⤵🔽⏬↓]*$")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]*_]*$")
_HASHTAG_END = re.compile(r"(?:^|\s)#\w+$")
_UNFINISHED_END = re.compile(r"(?:[,;–—&(/]|\s-|\b(?:and|or|but|the|a|of|to|with|for))$")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z])[.)]\s|\d\ufe0f?\u20e3")
_LISTING = set("▫▪•‣◦●○■□◆◇►▶➤➜→✅✔☑✓❌✗✘🔹🔸🔺🔻·*–—-+>")
_SHORT = 60
_LONG = 100

_ALONE = 5.0
"""Score of a counter on a line of its own that does not keep to the others."""

MARKED = 4.5
"""Least score at which the end of a line marks a boundary: a pointing hand, a picture, a counter."""


class Junction(Struct, frozen=True):
    """A place where a post may end."""

    before: int
    """Number of the last line before it that is not blank."""
    after: int
    """Number of the first line after it that is not blank."""
    score: float
    marked: bool
    """Whether a counter, a pointing hand or a picture stands there."""
    listed: bool = False
    """Whether an item of a list follows."""


def find_junctions(lines: Sequence[str], separator: Separator, numbering: Numbering) -> list[Junction]:
    """The junctions worth weighing, in order: all of the separator's kind, and others where a counter stands."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    within = _whole_posts(numbering, len(lines))
    airy = len(filled) >= 2 and len(lines) > 1.3 * len(filled)
    junctions = []
    for before, after in pairwise(filled):
        counted = before in numbering.ends or after in numbering.starts
        kind: Separator = "line" if after == before + 1 else "blank"
        if before in numbering.below or after in numbering.above:
            continue
        alone = before in numbering.above or after in numbering.below
        counted_out = within[before] and within[before] == within[after] and not alone
        if (kind != separator and not counted) or counted_out:
            continue
        closing = 8.0 if counted else _ALONE if alone else _closing_score(lines[before], lines[after])
        score = closing + _opening_score(lines[before], lines[after], marked=closing >= MARKED)
        if separator == "line":
            score += 0.3 if airy else -0.5
            score += _block_score(lines, before) if closing < MARKED else 0.0
        score += 2.5 if after in numbering.listed else 0.0
        marked = closing >= MARKED and score > 0
        junctions.append(
            Junction(before=before, after=after, score=score, marked=marked, listed=bool(_bullet(lines[after].strip())))
        )
    return junctions


def _whole_posts(numbering: Numbering, count: int) -> list[int]:
    """Numbers, from 1, of the whole post that counters put each line in; 0 where they put it in none."""
    inside = [0] * count
    for number, (first, last, posts) in enumerate(numbering.stretches, start=1):
        if posts == 1:
            inside[first : last + 1] = [number] * (last + 1 - first)
    return inside


def _closing_score(line: str, following: str) -> float:
    """The score of a line as the last of its post, given the line after it."""
    line = line.strip()
    if images_of(line):
        return 6.0
    if not line.isascii() and _POINTER.search(line):
        return 6.0 if len(line) <= 4 else 4.5
    if line.endswith((":", "：")):
        return -2.5
    if _UNFINISHED_END.search(line[-12:]):
        return -3.0
    if ("/" in line and ADDRESS_AT_END.search(line[-300:])) or ("#" in line and _HASHTAG_END.search(line[-100:])):
        return 1.5
    if _SENTENCE_END.search(line[-8:]) or unicodedata.category(line[-1]) in ("So", "Sk", "Mn"):
        return 0.7
    return -1.5 if _is_heading(line, following.strip()) else -0.3


def _is_heading(line: str, following: str) -> bool:
    """Whether a line that does not end as sentences do may be the heading of a longer one."""
    return len(line) < min(_SHORT, len(following)) and not _bullet(line)


def _opening_score(before: str, after: str, *, marked: bool) -> float:
    """The score of a line as the first of a post, given the line before it.

    Where a mark closes the line before, that lines are short says nothing.
    """
    before, after = before.strip(), after.strip()
    bullet = _bullet(after)
    if bullet:
        return _bulleted_score(bullet, before, after)
    score = 0.0
    if after[0] in "…" or after.startswith("..."):
        score += 1.0
    elif after[0].islower():
        score -= 2.0
    both = min(len(before), len(after))
    if max(len(before), len(after)) < _SHORT and not marked:
        score -= 0.8 + (0.5 if both < 40 else 0.0) + (1.0 if _alike(before, after) else 0.0)
    elif both >= _LONG:
        score += 0.7
    return score + (0.4 if len(after) >= 80 else 0.0)


def _bulleted_score(bullet: str, before: str, after: str) -> float:
    """The score of a line as the first of a post, where it opens with a bullet or a number."""
    if _bullet(before) == bullet:
        return -2.5 if min(len(before), len(after)) >= _LONG else -5.0
    return -2.5 if bullet in _LISTING else -1.0


def _bullet(line: str) -> str:
    """The sign that opens a line: a symbol itself, "1" for any number or letter of a list, or ""."""
    if _NUMBER.match(line):
        return "1"
    first = line[0]
    return first if first in _LISTING or unicodedata.category(first) == "So" else ""


def _alike(before: str, after: str) -> bool:
    """Whether two short lines run parallel: the same first or last word."""
    first, second = before.casefold().split(), after.casefold().split()
    return first[0] == second[0] or first[-1] == second[-1]


def _block_score(lines: Sequence[str], before: int) -> float:
    """The score of a junction within three or more short lines: they are verse or a list, seldom posts."""
    run = list(_neighbours(lines, before))
    return -1.5 if len(run) >= 3 and all(len(line.strip()) < _SHORT for line in run) else 0.0


def _neighbours(lines: Sequence[str], before: int) -> Iterator[str]:
    """The two lines at a junction and those that touch them."""
    for index in range(before - 1, before + 3):
        if 0 <= index < len(lines) and lines[index].strip():
            yield lines[index]
