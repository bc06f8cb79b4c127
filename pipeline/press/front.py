"""A collection's front matter in words, which say all that a worker needs to print it: the threads stay here."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pipeline import __version__
from pipeline.model import Book
from pipeline.typeset import chapter, news
from pipeline.typeset.theme import Theme

TEMPLATE = "book-front.html.j2"


class FrontMatter(Struct, frozen=True, kw_only=True):
    """Cover, title page and contents, as the theme's template has them."""

    id: str
    """The book's."""
    title: str
    """The book's."""
    language: str
    """The book's."""
    markup: str
    """XHTML elements, one after the other."""


def write(book: Book, starts: Sequence[int], theme: Theme) -> FrontMatter:
    """The front matter of a book. starts: the number of each chapter's first page.

    Raises PublishError where the theme's template is at fault.
    """
    credits = chapter.credits(*(each.thread for each in book.chapters))
    markup = theme.render(
        TEMPLATE,
        book=book,
        starts=starts,
        heading=news.heading(book),
        news=list(news.entries(book)),
        version=__version__,
        credits=credits,
    )
    return FrontMatter(id=book.id, title=book.title, language=book.language, markup=markup)
