"""The formats that books are made in. A new one is a package with a `bind` and a line here.

Each is imported when it is first used: `publish --help` must not wait for a layout engine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.model import Book, Bound
from pipeline.typeset.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """A format that books are made in."""

    name: str
    """As in `--pdf`."""
    suffix: str
    """Of its files: ".pdf"."""
    prepare: Callable[[], None]
    """Load what it needs. Raises PublishError where that is not installed."""
    bind: Callable[[Book, Theme], Bound]
    """A book of one chapter (a thread of its own) or of many. Raises PublishError."""


def _prepare_pdf() -> None:
    from pipeline.press import engine

    engine.load()


def _bind_pdf(book: Book, theme: Theme) -> Bound:
    from pipeline import press

    return press.bind(book, theme)


def _nothing() -> None:
    """Pure Python, and installed with the project: nothing of it can be missing."""


def _bind_epub(book: Book, theme: Theme) -> Bound:
    from pipeline import ebook

    return Bound(data=ebook.bind(book, theme))


WRITERS: tuple[Writer, ...] = (
    Writer(name="pdf", suffix=".pdf", prepare=_prepare_pdf, bind=_bind_pdf),
    Writer(name="epub", suffix=".epub", prepare=_nothing, bind=_bind_epub),
)
