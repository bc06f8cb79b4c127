"""The threads that were found, as a table for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from pipeline.model import Thread

HEAD = ("Date", "Author", "Posts", "Gaps", "Title", "Source", "Name")
_WIDEST = {"Author": 24, "Title": 50}
"""Cells of a terminal, beyond which a text is cut."""


def table(threads: Sequence[Thread]) -> Iterator[str]:
    """A line of heads and a line for each thread, in columns."""
    rows = [HEAD, *map(_row, threads)]
    widths = [
        min(max(map(cell_len, column)), _WIDEST.get(head, 1000))
        for head, column in zip(HEAD, zip(*rows, strict=True), strict=True)
    ]
    for row in rows:
        yield "  ".join(_fitted(text, width) for text, width in zip(row, widths, strict=True)).rstrip()


def _row(thread: Thread) -> tuple[str, ...]:
    found = str(len(thread.posts))
    return (
        thread.date.iso if thread.date else "",
        f"@{thread.author.handle}" if thread.author.handle else thread.author.label,
        f"{found} of {thread.declared}" if thread.declared and thread.declared > len(thread.posts) else found,
        str(len(thread.gaps) or ""),
        thread.title,
        thread.source.name,
        thread.slug,
    )


def _fitted(text: str, width: int) -> str:
    return set_cell_size(text, width) if cell_len(text) <= width else f"{set_cell_size(text, width - 1)}…"
