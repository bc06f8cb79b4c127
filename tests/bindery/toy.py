"""A toy output, to show what an output takes: a text file with the titles of a book's threads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.model import Book, Bound, Chapter
from pipeline.typeset.theme import Theme
from pipeline.work.cache import Cache


def prepare() -> Sequence[str]:
    """Nothing to load, and nothing to remark."""
    return ()


def bind(book: Book, chapters: Iterable[Chapter], theme: Theme, kept: Cache | None = None) -> Bound:
    """The titles, a line each, below that of the book."""
    titles = [book.title, *(chapter.thread.title for chapter in chapters)]
    return Bound(data=f"{theme.name}\n{chr(10).join(titles)}\n".encode())
