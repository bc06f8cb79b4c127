"""Sheets: a thread, or the front matter of a collection, printed once for every book that it will be bound in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.errors import Notice
from pipeline.model import Book, Chapter
from pipeline.press.faces import FontUse
from pipeline.typeset.theme import Theme

if TYPE_CHECKING:
    from pipeline.press.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Printed pages that do not depend on their place in a book. Made to be pickled, kept and sent."""

    pdf: bytes = field(repr=False)
    """Tagged; without page numbers, metadata and fonts; links to other threads are virtual (links.py)."""
    pages: int
    fonts: tuple[FontUse, ...] = field(repr=False)
    """For each font that the pages name: the face, and what they show of it."""
    notices: tuple[Notice, ...] = ()


def render(chapter: Chapter, theme: Theme) -> Sheet:
    """Print a thread. The same chapter and theme give the same sheet, in any process.

    Raises PublishError where the layout engine cannot be loaded, or the theme asks for what is not there.
    """
    from pipeline.press import document  # what lays out and draws is not needed to bind

    return _print(document.of_thread(chapter, theme), theme)


def front_matter(book: Book, starts: Sequence[int], theme: Theme) -> Sheet:
    """Print a collection's cover, title page and contents. starts: the number of each chapter's first page.

    Raises PublishError as `render` does, and where the theme's front matter is not well-formed.
    """
    from pipeline.press import document

    return _print(document.of_front_matter(book, starts, theme), theme)


def _print(content: Document, theme: Theme) -> Sheet:
    from pipeline.press import engine

    pages = engine.print_pages(content, theme)
    return Sheet(pdf=pages.pdf, pages=pages.number, fonts=pages.fonts, notices=(*content.notices, *pages.notices))
