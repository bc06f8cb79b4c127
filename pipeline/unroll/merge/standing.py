"""The trust in a source: the order in which several captures of a post are asked for each of its fields."""

from __future__ import annotations

from pipeline import sources
from pipeline.model import Capture, Source
from pipeline.sources.reading.reader import Standing

_UNKNOWN = Standing.PROGRAM
"""The standing of a format that is in no table: a test's, or one of a library that a newer version wrote."""

Rank = tuple[int, float, str, str]


def standing(source: Source) -> Standing:
    """The standing of a source's format, the lowest the best. Equal: neither is better than the other."""
    standings = (reader.standing for reader in sources.READERS if reader.name == source.format)
    return next(standings, _UNKNOWN)


def rank(capture: Capture) -> Rank:
    """A capture's place among several, the best first: by format, then the later capture; by name in the end."""
    moment = capture.captured.instant if capture.captured else None
    newest_first = -moment.timestamp() if moment else 0.0
    return standing(capture.source), newest_first, capture.source.name, capture.source.sha256
