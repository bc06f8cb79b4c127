"""Links between threads, settled when a book is bound: each leads into the book, to the original, or nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.press.book.placement import PlacedSheet
from pipeline.press.sheet import ThreadLink
from pipeline.press.sheet.syntax import text, written


class Target(NamedTuple):
    """A thread of the book."""

    page: bytes
    """A reference to its first page."""
    top: float
    """Of that page, in points."""
    title: str


def settle(placed: PlacedSheet, links: Sequence[ThreadLink], targets: Mapping[str, Target]) -> None:
    """Let the links of a sheet lead where they can; one that leads nowhere is plain text. targets: threads by id."""
    for index, link in enumerate(links):
        lead = _lead(link, targets)
        placed.fill(f"lead{index}", lead)
        placed.fill(f"kind{index}", b"/Link" if lead else b"/Span")
        if not lead:
            placed.take_out(link)


def _lead(link: ThreadLink, targets: Mapping[str, Target]) -> bytes:
    """The entries of an annotation that say where it leads; none for nowhere."""
    place: dict[str, object]
    if target := targets.get(link.thread):
        place = {"Dest": [target.page, "/XYZ", 0, target.top, 0], "Contents": text(target.title)}
    elif link.original:
        original = text(link.original)
        place = {"A": {"Type": "/Action", "S": "/URI", "URI": original}, "Contents": original}
    else:
        return b""
    return written(place)[2:-2]
