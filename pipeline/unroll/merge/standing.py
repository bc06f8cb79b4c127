"""Which source is believed: the order in which several captures of a post are asked for each of its fields."""

from __future__ import annotations

from pipeline.model import Capture, Source

_ORDER = (
    ("thread-json", "markdown"),  # written or corrected by hand
    ("x-archive", "mastodon-archive", "bluesky-car", "threads-export"),  # the author's own data
    ("x-api-v2", "x-api-v1", "x-graphql", "mastodon-rest", "bluesky-thread", "bluesky-feed"),  # the network's answers
    ("twscrape", "snscrape", "gallery-dl"),  # what a program made of such answers
    ("nitter-html", "thread-reader-html"),  # pages
    ("thread-reader-clip", "thread-reader-text"),  # pages that lost most of what they were
)
_PLACES = {name: place for place, names in enumerate(_ORDER) for name in names}
_UNKNOWN = 3
OWN_DATA = _PLACES["x-archive"]
"""The place of what has all that an author has posted."""

Rank = tuple[int, float, str, str]


def standing(source: Source) -> int:
    """The place of a source's format in the order, 0 the best. Equal: neither is better than the other."""
    return _PLACES.get(source.format, _UNKNOWN)


def rank(capture: Capture) -> Rank:
    """A capture's place among several, the best first: by format, then the later capture; by name in the end."""
    moment = capture.captured.instant if capture.captured else None
    newest_first = -moment.timestamp() if moment else 0.0
    return standing(capture.source), newest_first, capture.source.name, capture.source.sha256
