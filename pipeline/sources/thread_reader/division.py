"""The division of a thread: among junctions, those whose scores and whose posts' lengths add up best."""

from __future__ import annotations

from operator import add

from pipeline.sources.thread_reader.junctions import Junction
from pipeline.sources.thread_reader.post_length import Room

_WINDOW = 48
"""Number of junctions within one post that are weighed; more lie within a post only where all are unlikely."""
_BUDGET = 40_000_000
"""Number of the programme's steps, beyond which the best junctions are taken instead."""
_MISSING = 1.5
"""Cost of a declared post that left no text: junctions that look worse stay within a post."""


def choose(
    junctions: list[Junction], weights: list[int], declared: int | None, room: Room, missing: float = _MISSING
) -> list[int]:
    """The junctions, by index, that divide best. missing: cost of a declared post that is not found.

    Piece i lies before junction i. `rows[j]` holds, for a post that ends with piece j, the value of that post and
    of the boundary after it, for each piece within the window that it may begin with.
    """
    count = len(weights)
    if declared == count and all(junction.score > -2 * _MISSING for junction in junctions):
        return list(range(count - 1))
    breaks = [min(junction.after - junction.before, 2) for junction in junctions] + [0]
    total = [0]
    for weight, new_lines in zip(weights, breaks, strict=True):
        total.append(total[-1] + weight + new_lines)
    rows: list[list[float]] = []
    for last in range(count):
        junction = junctions[last] if last < count - 1 else None
        score, marked = (junction.score, junction.marked) if junction else (0.0, False)
        begins = range(max(0, last + 1 - _WINDOW), last + 1)
        end = total[last + 1] - breaks[last]
        rows.append([score + room.fitness(end - total[begin], marked=marked) for begin in begins])
    if not declared:
        return _path(rows, [_best_of_any_number(rows)])
    posts = min(declared, count)
    if posts * _WINDOW < count or count * posts * min(count, _WINDOW) > _BUDGET:
        return highest(junctions, declared)
    layers = [[0.0] + [float("-inf")] * count]
    for done in range(posts):
        layers.append(_extended(layers[-1], rows, done))
    value = {k: layers[k][count] - missing * (declared - k) for k in range(1, posts + 1)}
    best = max(value, key=lambda k: (value[k], k))
    return _path(rows, layers[: best + 1])


def highest(junctions: list[Junction], declared: int | None) -> list[int]:
    """The junctions that look like boundaries by themselves; of those, the best that the number has room for."""
    likely = [index for index, junction in enumerate(junctions) if junction.score > 0]
    ranked = sorted(likely, key=lambda index: (-junctions[index].score, index))
    return sorted(ranked[: declared - 1] if declared else ranked)


def _extended(layer: list[float], rows: list[list[float]], done: int) -> list[float]:
    """The values of the best divisions into `done` + 1 posts, by the piece where the next begins, from those into
    `done`, which take as many pieces at least."""
    following = [float("-inf")] * (done + 1)
    for last, row in enumerate(rows[done:], start=done):
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
