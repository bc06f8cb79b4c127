"""Virtual addresses of threads: targets of links while it is not known which threads a book will have.

`x-thread:ID#ORIGINAL` stands for the thread of that id where it is in the book, else for the original, if there is one.
"""

from __future__ import annotations

from pipeline.press.sheet import ThreadLink

SCHEME = "x-thread:"


def address(thread: str, original: str) -> str:
    """The virtual address of a thread. original: address of the original, or ""."""
    return f"{SCHEME}{thread}#{original}" if original else SCHEME + thread


def is_virtual(address: str) -> bool:
    """Whether an address is a virtual one."""
    return address.startswith(SCHEME)


def parse(address: str, annotation: int, mention: int) -> ThreadLink:
    """The link of a virtual address. annotation, mention: see `ThreadLink`."""
    thread, _, original = address.removeprefix(SCHEME).partition("#")
    return ThreadLink(thread=thread, original=original, annotation=annotation, mention=mention)
