"""A collection's front matter, and the head of the notes at its end, as markup: it is all that a worker needs to print
it, and the threads stay here. Its index is markup of the same kind (`index.py`)."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from pipeline import __version__
from pipeline.model import Book
from pipeline.press.layout import placeholders
from pipeline.typeset import book_index, credits, news
from pipeline.typeset.theme import Theme
from pipeline.typeset.ways import ways

_FRONT = "book-front.html.j2"
_CONTENTS = "book-contents.html.j2"
_NEWS = "book-news.html.j2"
_NOTES = "book-notes.html.j2"


class FrontMatter(Struct, frozen=True, kw_only=True):
    """A piece of front matter, the head of the notes or the index: rendered from a template, printed by itself, and
    again only where it has changed."""

    title: str
    """Title of the book."""
    language: str
    """BCP 47 tag of the book."""
    references: int
    """Number of the places in the book, threads, notes, index and ways into threads, of whose page numbers it has
    placeholders."""
    template: str
    """Name of the theme's file, for messages."""
    markup: str
    """XHTML elements, one after the other."""
    is_notes: bool = False
    """Whether it is the head of the notes."""
    is_index: bool = False


def write(book: Book, theme: Theme) -> tuple[FrontMatter, ...]:
    """The front matter of a book: cover and title page; contents; the head of the notes; news, where there are any.

    A theme may have the contents beside the title page, in one piece. Raises PublishError where a template of the theme
    is at fault.
    """
    places, starts = _places(book, theme)
    owed = credits.owed(theme.words, *(each.thread for each in book.chapters), book=book)

    def piece(template: str, *, is_notes: bool = False, **values: Any) -> FrontMatter:
        return FrontMatter(
            title=book.title,
            language=book.language,
            references=places,
            template=template,
            markup=theme.render(template, book=book, **starts, **values),
            is_notes=is_notes,
        )

    pieces = [piece(_FRONT, version=__version__, credits=owed)]
    if not placeholders.are_in(pieces[0].markup):
        pieces.append(piece(_CONTENTS))
    if theme.has_notes:
        pieces.append(piece(_NOTES, is_notes=True))
    if told := list(news.entries(book, theme.words)):
        pieces.append(piece(_NEWS, heading=news.heading(book, theme.words), news=told))
    return tuple(pieces)


def _places(book: Book, theme: Theme) -> tuple[int, dict[str, Any]]:
    """The number of places in a book that templates may refer to, and the placeholders of their page numbers, by the
    templates' names for them: of threads, of the notes, of the index, of ways into threads."""
    into = [ways(chapter.thread, theme.words) for chapter in book.chapters]
    count = len(into) + 2 + sum(map(len, into))
    numbers = iter(placeholders.written(count, book.language))
    starts = [next(numbers) for _ in into]
    notes, index = next(numbers), next(numbers)
    ways_in = [[(way, next(numbers)) for way in each] for each in into]
    return count, {
        "starts": starts,
        "notes_start": notes if theme.has_notes else "",
        "index_start": index if book_index.is_due(book, theme) else "",
        "ways": ways_in,
    }
