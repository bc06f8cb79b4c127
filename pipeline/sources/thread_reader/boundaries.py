"""Boundaries of posts in text that has lost them: the likeliest division, with the declared number as the target.

A dynamic programme chooses, among the junctions (see `junctions`), those whose scores and whose posts' lengths add
up best. The confidence in the result is one of three:

exact    every boundary is marked (a counter, a pointing hand, a picture), and the number is the declared one or
         counters follow each other;
likely   each chosen junction scores clearly above each that was passed over, or none was;
guessed  neither: a person should look.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from operator import add

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model import Confidence, Date
from pipeline.sources.thread_reader.junctions import Junction, Separator, find_junctions
from pipeline.sources.thread_reader.numbering import Numbering, Stretch, find_numbering
from pipeline.sources.thread_reader.page_furniture import IMAGES
from pipeline.sources.thread_reader.post_length import Room, room_at, shown_by

_WINDOW = 48
"""Number of junctions within one post that are weighed; more lie within a post only where all are unlikely."""
_BUDGET = 40_000_000
"""Number of the programme's steps, beyond which the best junctions are taken instead."""
_MOST_JUNCTIONS = 5_000
"""Number of junctions, beyond which each is judged by its own score: no thread is so long."""
_MISSING = 1.5
"""Cost of a declared post that left no text: junctions that look worse stay within a post."""
_COUNTED = 4.0
"""Cost of a post that the author's counters count and that is not found: a gap in the thread that may be none is worse
than a division after a colon, but not than a list torn apart."""
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
    first = next((index for index, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return Boundaries((), "exact")
    numbering = find_numbering(lines)
    junctions = find_junctions(lines, separator, numbering)
    room = room_at(date)
    if separator == "line" and _too_few(junctions, lines, declared, room):
        separator = "blank"
        junctions = find_junctions(lines, separator, numbering)
    weights = _weights(lines, first, junctions, room)
    room = shown_by(max(weights), room)
    junctions, doubtful = _counted(lines, junctions, numbering.stretches, room)
    if len(junctions) > _MOST_JUNCTIONS:
        chosen = _highest(junctions, declared)
    elif declared == len(junctions) + 1 and all(junction.score > -_CLEAR * 2 for junction in junctions):
        chosen = list(range(len(junctions)))
    else:
        chosen = _choose(junctions, weights, declared, room)
    confidence = "guessed" if doubtful else _confidence(junctions, chosen, declared, numbering)
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
        room.length(IMAGES.sub("", unicodedata.normalize("NFC", "\n".join(lines[start:end]).strip())))
        for start, end in pairwise(edges)
    ]


def _counted(
    lines: Sequence[str], junctions: list[Junction], stretches: Sequence[Stretch], room: Room
) -> tuple[list[Junction], bool]:
    """The junctions, weighed by what the counters count, and whether these leave a choice that is not clear.

    Where counters say that some lines are several posts, they speak for the junctions that divide these best into so
    many, and against the others there.
    """
    weighed = list(junctions)
    doubtful = False
    for first, last, posts in stretches:
        inside = [index for index, each in enumerate(junctions) if first <= each.before and each.after <= last]
        if posts < 2 or not inside:
            continue
        part = [junctions[index] for index in inside]
        best = _choose(part, _weights(lines[: last + 1], first, part, room), posts, room, _COUNTED)
        chosen = {inside[index] for index in best}
        for index in inside:
            change = _COUNTED if index in chosen else -_COUNTED
            weighed[index] = replace(junctions[index], score=junctions[index].score + change)
        lowest = min((junctions[index].score for index in chosen), default=_CLEAR)
        highest = max((junctions[index].score for index in inside if index not in chosen), default=float("-inf"))
        doubtful = doubtful or lowest - highest < _CLEAR
    return weighed, doubtful


def _choose(
    junctions: list[Junction], weights: list[int], declared: int | None, room: Room, missing: float = _MISSING
) -> list[int]:
    """The junctions, by index, that divide best. missing: cost of a declared post that is not found.

    Piece i lies before junction i. `rows[j]` holds, for a post that ends with piece j, the value of that post and
    of the boundary after it, for each piece within the window that it may begin with.
    """
    count = len(weights)
    total = [0]
    for weight in weights:
        total.append(total[-1] + weight)
    rows: list[list[float]] = []
    for last in range(count):
        junction = junctions[last] if last < count - 1 else None
        score, marked = (junction.score, junction.marked) if junction else (0.0, False)
        begins = range(max(0, last + 1 - _WINDOW), last + 1)
        rows.append([score + room.fitness(total[last + 1] - total[begin], marked=marked) for begin in begins])
    if not declared:
        return _path(rows, [_best_of_any_number(rows)])
    posts = min(declared, count)
    if posts * _WINDOW < count or count * posts * min(count, _WINDOW) > _BUDGET:
        return _highest(junctions, declared)
    layers = [[0.0] + [float("-inf")] * count]
    for _ in range(posts):
        layers.append(_extended(layers[-1], rows))
    value = {k: layers[k][count] - missing * (declared - k) for k in range(1, posts + 1)}
    best = max(value, key=lambda k: (value[k], k))
    return _path(rows, layers[: best + 1])


def _highest(junctions: list[Junction], declared: int | None) -> list[int]:
    """The junctions that look like boundaries by themselves; of those, the best that the number has room for."""
    likely = [index for index, junction in enumerate(junctions) if junction.score > 0]
    ranked = sorted(likely, key=lambda index: (-junctions[index].score, index))
    return sorted(ranked[: declared - 1] if declared else ranked)


def _extended(layer: list[float], rows: list[list[float]]) -> list[float]:
    """The values of the best divisions into k + 1 posts, by the piece where the next begins, from those into k."""
    following = [float("-inf")]
    for last, row in enumerate(rows):
        following.append(max(map(add, layer[last + 1 - len(row) : last + 1], row)))
    return following


def _best_of_any_number(rows: list[list[float]]) -> list[float]:
    """The values of the best divisions into any number of posts."""
    best = [0.0]
    for row in rows:
        best.append(max(map(add, best[len(best) - len(row) :], row)))
    return best


def _path(rows: list[list[float]], layers: list[list[float]]) -> list[int]:
    """The boundaries of the best division, found backwards; one layer stands for any number of posts."""
    chosen: list[int] = []
    at, depth = len(rows), len(layers) - 1
    free = depth == 0
    while at > 0:
        row = rows[at - 1]
        depth -= not free
        values = list(map(add, layers[depth][at - len(row) : at], row))
        at -= len(row) - values.index(max(values))
        chosen.append(at - 1)
    return [index for index in reversed(chosen) if index >= 0]


def _confidence(junctions: list[Junction], chosen: list[int], declared: int | None, numbering: Numbering) -> Confidence:
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
        return "likely"
    gap = lowest - highest
    decided = complete or (lowest > 0 and highest < -_CLEAR * (1 if declared is None else 2))
    return "likely" if gap >= _CLEAR and decided else "guessed"
