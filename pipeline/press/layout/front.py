"""A collection's front matter as markup, which is all that a worker needs to print it: the threads stay here."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from pipeline import __version__
from pipeline.model import Book
from pipeline.press.layout import placeholders
from pipeline.typeset import credits, news
from pipeline.typeset.theme import Theme

_FRONT = "book-front.html.j2"
_CONTENTS = "book-contents.html.j2"
_NEWS = "book-news.html.j2"


class FrontMatter(Struct, frozen=True, kw_only=True):
    """A piece of front matter, rendered from a template: printed by itself, and again only where it has changed."""

    title: str
    """Title of the book."""
    language: str
    """BCP 47 tag of the book."""
    threads: int
    """Number of the book's threads, of whose page numbers the markup has placeholders."""
    template: str
    """Name of the theme's file, for messages."""
    markup: str
    """XHTML elements, one after the other."""


def write(book: Book, theme: Theme) -> tuple[FrontMatter, ...]:
    """The front matter of a book: cover and title page; contents; news, where there are any.

    A theme may have the contents beside the title page, in one piece. Raises PublishError where a template of the theme
    is at fault.
    """
    owed = credits.owed(theme.words, *(each.thread for each in book.chapters), book=book)
    pieces = [_piece(book, theme, _FRONT, version=__version__, credits=owed)]
    if not placeholders.are_in(pieces[0].markup):
        pieces.append(_piece(book, theme, _CONTENTS))
    if told := list(news.entries(book, theme.words)):
        pieces.append(_piece(book, theme, _NEWS, heading=news.heading(book, theme.words), news=told))
    return tuple(pieces)


def _piece(book: Book, theme: Theme, template: str, **values: Any) -> FrontMatter:
    threads = len(book.chapters)
    starts = placeholders.written(threads, book.language)
    markup = theme.render(template, book=book, starts=starts, **values)
    return FrontMatter(title=book.title, language=book.language, threads=threads, template=template, markup=markup)
