"""Dates of captures: as they state them or as their posts show, never the day of a run or of a copied file."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from pipeline.library.record import day
from pipeline.model import Capture, Date, Sighting, Source


def sightings(captures: Iterable[Capture]) -> dict[Source, Sighting]:
    """A sighting of each source: its date is the one that the source states, else that of its newest post."""
    found: dict[Source, Sighting] = {}
    for capture in captures:
        sighting = _of(capture)
        known = found.setdefault(capture.source, sighting)
        if _later(sighting, known):
            found[capture.source] = sighting
    return found


def _of(capture: Capture) -> Sighting:
    date = capture.captured or max(_dates(capture), key=day, default=None)
    return Sighting(
        source=capture.source.name,
        date=replace(date, instant=None) if date else None,
        stated=capture.captured is not None,
    )


def _dates(capture: Capture) -> Iterable[Date]:
    dates = {post.date for post in capture.posts} | {capture.date}
    return (date for date in dates if date and date.year)


def _later(one: Sighting, two: Sighting) -> bool:
    return (one.stated, day(one.date or Date())) > (two.stated, day(two.date or Date()))
