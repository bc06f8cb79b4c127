"""Boundaries of posts in text that has lost them: the likeliest division, with the declared number as the target.

Among the junctions (see `junctions`) those are chosen that divide best (see `division`). The
confidence in the result is one of three:

exact    every boundary is marked (a counter, a pointing hand, a picture), or the page is of a form with blank lines
         between posts, and the number is the declared one; or counters that follow each other mark all;
likely   each chosen junction scores clearly above each that was passed over, or none was;
guessed  neither: a person should look.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model import Confidence, Date
from pipeline.sources.thread_reader.division import choose, highest
from pipeline.sources.thread_reader.junctions import Junction, Separator, find_junctions
from pipeline.sources.thread_reader.numbering import Numbering, Stretch, find_numbering
from pipeline.sources.thread_reader.page_furniture import without_images
from pipeline.sources.thread_reader.post_length import Room, room_at, shown_by

_MOST_JUNCTIONS = 5_000
"""Number of junctions, beyond which each is judged by its own score: no thread is so long."""
_COUNTED = 9.0
"""Cost of a post that the author's counters count and that is not found: a gap in the thread that may be none is worse
than a division after a colon."""
_CLEAR = 1.5
"""Gap of scores that makes a division likely rather than guessed."""


class Boundaries(Struct, frozen=True):
    """A division of lines into posts."""

    starts: tuple[int, ...]
    """Lines in which posts begin; none where all lines are blank."""
    confidence: Confidence


def find_boundaries(
    lines: Sequence[str], declared: int | None = None, *, separator: Separator = "line", date: Date | None = None
) -> Boundaries:
    """Divide lines into posts: `declared` many where the signs allow it, never more.

    separator: between posts; where "line" finds far too few junctions, blank lines count too.
    date: of the thread, as far as known: it says how long a post could be.
    """
    form = separator
    first = next((index for index, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return Boundaries((), "exact")
    numbering = find_numbering(lines)
    junctions = find_junctions(lines, separator, numbering)
    room = room_at(date)
    if separator == "line" and _too_few(junctions, lines, declared, room):
        separator = "blank"
        junctions = find_junctions(lines, separator, numbering)
    doubtful = False
    if len(junctions) > _MOST_JUNCTIONS:
        chosen = highest(junctions, declared)
    else:
        weights = _weights(lines, first, junctions, room)
        room = shown_by(max(weights), room)
        junctions, doubtful = _counted(lines, junctions, numbering.stretches, room)
        chosen = choose(junctions, weights, declared, room)
    confidence = _confidence(junctions, chosen, declared, numbering, by_page=form == "blank")
    if doubtful and (declared is None or confidence != "exact"):
        confidence = "guessed"
    return Boundaries((first, *(junctions[index].after for index in chosen)), confidence)


def _too_few(junctions: list[Junction], lines: Sequence[str], declared: int | None, room: Room) -> bool:
    """Whether single new lines cannot be what divides the posts."""
    if declared is not None:
        return 3 * len(junctions) < declared - 1
    return not junctions and sum(map(len, lines)) > 2 * room.limit


def _weights(lines: Sequence[str], first: int, junctions: list[Junction], room: Room) -> list[int]:
    """The lengths of the pieces between junctions, as X counts them."""
    edges = [first, *(junction.after for junction in junctions), len(lines)]
    return [
        room.length(without_images(unicodedata.normalize("NFC", "\n".join(lines[start:end]).strip())))
        for start, end in pairwise(edges)
    ]


def _counted(
    lines: Sequence[str], junctions: list[Junction], stretches: Sequence[Stretch], room: Room
) -> tuple[list[Junction], bool]:
    """The junctions, weighed by what the counters count, and whether these leave a choice that is not clear.

    Where counters say that some lines are several posts, they speak for the junctions that divide these best into so
    many, and against the others there. They do not tear a list apart.
    """
    weighed = list(junctions)
    doubtful = False
    for first, last, posts in stretches:
        inside = _inside(junctions, first, last)
        if posts < 2 or not inside:
            continue
        open_to = [index for index in inside if not junctions[index].listed]
        part = [junctions[index] for index in open_to]
        best = choose(part, _weights(lines[: last + 1], first, part, room), posts, room, _COUNTED)
        chosen = {open_to[index] for index in best}
        for index in inside:
            change = _COUNTED if index in chosen else -_COUNTED
            weighed[index] = replace(junctions[index], score=junctions[index].score + change)
        lowest = min((junctions[index].score for index in chosen), default=_CLEAR)
        highest = max((junctions[index].score for index in inside if index not in chosen), default=float("-inf"))
        missed = len(chosen) < min(posts - 1, len(inside))
        doubtful = doubtful or missed or lowest - highest < _CLEAR
    return weighed, doubtful


def _inside(junctions: list[Junction], first: int, last: int) -> range:
    """The junctions, by index, that lie within some lines."""
    begin = bisect_left(junctions, first, key=lambda junction: junction.before)
    return range(begin, bisect_right(junctions, last, lo=begin, key=lambda junction: junction.after))


def _confidence(
    junctions: list[Junction], chosen: list[int], declared: int | None, numbering: Numbering, *, by_page: bool
) -> Confidence:
    """The confidence in the chosen junctions. by_page: the page's own form divides posts otherwise than their lines."""
    taken = set(chosen)
    used = [junctions[index] for index in chosen]
    passed_over = [junction for index, junction in enumerate(junctions) if index not in taken]
    complete = declared == len(used) + 1
    numbered = bool(numbering.starts or numbering.ends)
    by_marks = all(junction.marked for junction in used) and not any(junction.marked for junction in passed_over)
    if by_marks and (complete or (used and declared is None and numbered)):
        return "exact"
    lowest = min((junction.score for junction in used), default=_CLEAR)
    highest = max((junction.score for junction in passed_over), default=float("-inf"))
    if complete and not passed_over:
        return "exact" if by_page and lowest > 0 else "likely"
    gap = lowest - highest
    decided = complete or (lowest > 0 and highest < -_CLEAR * (1 if declared is None else 2))
    return "likely" if gap >= _CLEAR and decided else "guessed"
