"""The formats that books are made in. A new one is a package and a line here.

Each is imported when it is first used: `publish --help` must not wait for a layout engine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

from msgspec import Struct

from pipeline.errors import PublishError
from pipeline.model import Book, Bound, Chapter
from pipeline.typeset.theme import Theme

Front = Callable[[Sequence[Any]], Callable[[], Sequence[Any]]]
"""Has a writer's front matter made, somewhere, of what the writer says of each piece; gives what waits for them."""


class Writer(Struct, frozen=True, kw_only=True):
    """A format that books are made in."""

    name: str
    """As in `--pdf`."""
    suffix: str
    """Of its files: ".pdf"."""
    prepare: Callable[[], None]
    """Load what making parts and front matter takes. Raises PublishError where that is not installed."""
    bind: Callable[[Book, Sequence[Any], Theme, Front | None], Bound]
    """A book of one chapter (a thread of its own) or of many, from the chapters' parts, of which no two need be in
    memory together. Raises PublishError."""
    set: Callable[[Chapter, Theme], Any] | None = None
    """What is made of a thread once, wherever it will stand: its part. None: books are bound from whole chapters.
    Where there are parts, `bind` needs no bodies and no pictures of the chapters."""
    part: Callable[[], type] | None = None
    """Gives the type of a part, and of a piece of front matter."""
    front: Callable[[Any, Theme], Any] | None = None
    """A piece of what comes before the threads of a collection, made when `bind` knows where each of them starts."""


def _prepare_pdf() -> None:
    from pipeline.press.layout import engine

    engine.load()


def _sheet() -> type:
    from pipeline.press.sheet import Sheet

    return Sheet


def _set_pdf(chapter: Chapter, theme: Theme) -> Any:
    from pipeline.press.layout import printing

    return printing.render(chapter, theme)


def _front_pdf(piece: Any, theme: Theme) -> Any:
    from pipeline.press.layout import printing

    return printing.front_matter(piece, theme)


def _bind_pdf(book: Book, parts: Sequence[Any], theme: Theme, front: Front | None) -> Bound:
    from pipeline.press.book import binding

    return binding.bind(book, parts, theme, front)


def _prepare_epub() -> None:
    """Nothing of it can be missing. It is loaded all the same, so that workers have it from the start."""
    import_module("pipeline.ebook")


def _bind_epub(book: Book, _parts: Sequence[Any], theme: Theme, _front: Front | None) -> Bound:
    from pipeline import ebook

    return Bound(data=ebook.bind(book, theme))


WRITERS: tuple[Writer, ...] = (
    Writer(
        name="pdf",
        suffix=".pdf",
        prepare=_prepare_pdf,
        bind=_bind_pdf,
        set=_set_pdf,
        part=_sheet,
        front=_front_pdf,
    ),
    Writer(name="epub", suffix=".epub", prepare=_prepare_epub, bind=_bind_epub),
)


def prepare(names: Sequence[str]) -> None:
    """Load what these writers need, as far as it is there: a worker does so before its first task."""
    for writer in WRITERS:
        if writer.name in names:
            with suppress(PublishError):  # told of by whoever needs it
                writer.prepare()
