"""Virtual addresses of threads: what a link leads to while it is not known which threads a book will have.

`x-thread:ID#ORIGINAL` leads to the thread of that id where it is in the book, else to the original, if it has one.
"""

from __future__ import annotations

from pipeline.press.sheet import ThreadLink

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
