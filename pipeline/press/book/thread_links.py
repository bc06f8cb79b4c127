"""Links to threads and notes, settled when a book is bound: each leads into the book, to the original, or nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.press.book.placement import PlacedSheet
from pipeline.press.sheet import ThreadLink
from pipeline.press.sheet.syntax import text, written


class Target(NamedTuple):
    """The target of a link: a thread of the book, a way into one, or notes."""

    place: bytes
    """Where it is: a destination, or the name of one."""
    title: str


def settle(placed: PlacedSheet, links: Sequence[ThreadLink], targets: Mapping[str, Target]) -> None:
    """Fill the holes of a sheet's links; one without a target becomes plain text. targets: by virtual address."""
    for index, link in enumerate(links):
        lead = _lead(link, targets)
        placed.fill(f"lead{index}", lead)
        placed.fill(f"kind{index}", b"/Link" if lead else b"/Span")
        if not lead:
            placed.take_out((link.annotation, link.mention))


def _lead(link: ThreadLink, targets: Mapping[str, Target]) -> bytes:
    """Entries of an annotation for its target; b"" where it has none."""
    place: dict[str, object]
    if target := targets.get(link.target):
        place = {"Dest": target.place, "Contents": text(target.title)}
    elif link.original:
        original = text(link.original)
        place = {"A": {"Type": "/Action", "S": "/URI", "URI": original}, "Contents": original}
    else:
        return b""
    return written(place)[2:-2]
