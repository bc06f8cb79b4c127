"""Links between threads: virtual while a sheet is printed, open in the sheet, settled when a book is bound.

`x-thread:ID#ORIGINAL` leads to the thread of that id where it is in the book, else to the original, if it has one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.press.placed import Placed
from pipeline.press.sheet import ThreadLink
from pipeline.press.syntax import text, written

SCHEME = "x-thread:"


def address(thread: str, original: str) -> str:
    """The virtual address of a thread. original: where it came from, or ""."""
    return f"{SCHEME}{thread}#{original}" if original else SCHEME + thread


def is_virtual(address: str) -> bool:
    """Whether an address is that of a thread."""
    return address.startswith(SCHEME)


def parse(address: str, annotation: int, mention: int) -> ThreadLink:
    """The link that has a virtual address, and these objects."""
    thread, _, original = address.removeprefix(SCHEME).partition("#")
    return ThreadLink(thread=thread, original=original, annotation=annotation, mention=mention)


class Target(NamedTuple):
    """A thread of the book."""

    page: bytes
    """A reference to its first page."""
    top: float
    """Of that page, in points."""
    title: str


def settle(placed: Placed, links: Sequence[ThreadLink], targets: Mapping[str, Target]) -> None:
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
