"""Links between threads, settled when a book is bound: each leads into the book, to the original, or nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.press.book.placement import PlacedSheet
from pipeline.press.sheet import ThreadLink
from pipeline.press.sheet.syntax import text, written


class Target(NamedTuple):
    """The target of a link: a thread of the book, or a post of it."""

    page: bytes
    """Reference to its page, the first of a thread."""
    top: float
    """Upper edge of what is to be seen of that page, in points."""
    title: str


def settle(placed: PlacedSheet, links: Sequence[ThreadLink], targets: Mapping[str, Target]) -> None:
    """Fill the holes of a sheet's links; one without a target becomes plain text.

    targets: by the threads' ids, and by the addresses of ways into them.
    """
    for index, link in enumerate(links):
        lead = _lead(link, targets)
        placed.fill(f"lead{index}", lead)
        placed.fill(f"kind{index}", b"/Link" if lead else b"/Span")
        if not lead:
            placed.take_out(link)


def _lead(link: ThreadLink, targets: Mapping[str, Target]) -> bytes:
    """Entries of an annotation for its target; b"" where it has none."""
    place: dict[str, object]
    if target := targets.get(link.thread):
        place = {"Dest": [target.page, "/XYZ", 0, target.top, 0], "Contents": text(target.title)}
    elif link.original:
        original = text(link.original)
        place = {"A": {"Type": "/Action", "S": "/URI", "URI": original}, "Contents": original}
    else:
        return b""
    return written(place)[2:-2]
