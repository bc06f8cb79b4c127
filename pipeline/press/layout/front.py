"""A collection's front matter as markup, which is all that a worker needs to print it: the threads stay here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from pipeline import __version__
from pipeline.model import Book
from pipeline.typeset import credits, news, numerals
from pipeline.typeset.theme import Theme

_FRONT = "book-front.html.j2"
_NEWS = "book-news.html.j2"


class FrontMatter(Struct, frozen=True, kw_only=True):
    """A piece of front matter, rendered from a template: printed by itself, and again only where it has changed."""

    title: str
    """Title of the book."""
    language: str
    """BCP 47 tag of the book."""
    template: str
    """Name of the theme's file, for messages."""
    markup: str
    """XHTML elements, one after the other."""


def write(book: Book, starts: Sequence[int], theme: Theme) -> tuple[FrontMatter, ...]:
    """The front matter of a book: cover, title page and contents as one piece; news, where there are any, as another.

    starts: the number of each chapter's first page. Raises PublishError where a template of the theme is at fault.
    """
    pages = [numerals.number(start, book.language) for start in starts]
    owed = credits.owed(*(each.thread for each in book.chapters), book=book)
    pieces = [_piece(book, theme, _FRONT, starts=pages, version=__version__, credits=owed)]
    if told := list(news.entries(book)):
        heading = news.heading(book)
        pieces.append(_piece(book, theme, _NEWS, starts=pages, heading=heading, news=told))
    return tuple(pieces)


def _piece(book: Book, theme: Theme, template: str, **values: Any) -> FrontMatter:
    markup = theme.render(template, book=book, **values)
    return FrontMatter(title=book.title, language=book.language, template=template, markup=markup)
