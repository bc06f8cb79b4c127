"""The ebook: chapters into EPUB.

The functions below are the door that the table of writers names (`Door`). A book of one chapter becomes the thread's
own EPUB, a book of several the collection. Nothing here reads a clock, a file of the user's or the network: the same
book and theme give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module

from pipeline import startup
from pipeline.model import Book, Bound, Chapter
from pipeline.typeset.theme import Theme
from pipeline.work.cache import Cache


def prepare() -> Sequence[str]:
    """Load what binding takes, for all processes that are forked later; nothing of it may be missing."""
    import_module(f"{__name__}.publication")
    startup.keep_large_memory()
    return ()


def bind(book: Book, chapters: Iterable[Chapter], theme: Theme, kept: Cache | None = None) -> Bound:
    """The book as EPUB 3.3: see `publication.bind`."""
    from pipeline.ebook import publication  # here: where nothing has changed, nothing is bound

    return Bound(data=publication.bind(book, chapters, theme, kept))
