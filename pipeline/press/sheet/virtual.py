"""Virtual addresses of places in a book: targets of links while it is not known which threads a book will have.

`x-thread:ID#ORIGINAL` stands for the thread of that id where it is in the book, else for the original, if there is one;
`x-notes:ID` for the notes on that thread, and `x-notes:` for the place where a book has those on all; `x-part:0` for
the opener of the book's first part, `x-index:` for its index, and `x-page:NUMBER` for a page of it.
"""

from __future__ import annotations

from pipeline.press.sheet import ThreadLink

SCHEME, NOTES, PARTS, INDEX, PAGE = "x-thread:", "x-notes:", "x-part:", "x-index:", "x-page:"


def address(thread: str, original: str) -> str:
    """The virtual address of a thread. original: address of the original, or ""."""
    return f"{SCHEME}{thread}#{original}" if original else SCHEME + thread


def is_virtual(address: str) -> bool:
    """Whether an address is a virtual one."""
    return address.startswith((SCHEME, NOTES, PARTS, INDEX, PAGE))


def parse(address: str, annotation: int, mention: int) -> ThreadLink:
    """The link of a virtual address. annotation, mention: see `ThreadLink`."""
    target, _, original = address.partition("#")
    return ThreadLink(target=target, original=original, annotation=annotation, mention=mention)


def place_name(thread: str) -> bytes:
    """Name of the place of the notes on a thread, by its id; "": of all notes."""
    return f"notes-{thread}".encode().removesuffix(b"-")
