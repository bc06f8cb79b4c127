"""A collection's front matter, and the head of the notes at its end, as markup: it is all that a worker needs to print
it, and the threads stay here."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pipeline import __version__
from pipeline.model import Book
from pipeline.press.layout import placeholders
from pipeline.typeset import credits, news
from pipeline.typeset.theme import Theme
from pipeline.typeset.ways import ways

_FRONT = "book-front.html.j2"
_CONTENTS = "book-contents.html.j2"
_NEWS = "book-news.html.j2"
_NOTES = "book-notes.html.j2"


class FrontMatter(Struct, frozen=True, kw_only=True):
    """A piece of front matter, or the head of the notes: rendered from a template, printed by itself, and again only
    where it has changed."""

    title: str
    """Title of the book."""
    language: str
    """BCP 47 tag of the book."""
    references: int
    """Number of the places in the book, threads, the notes and ways into threads, of whose page numbers it has
    placeholders."""
    template: str
    """Name of the theme's file, for messages."""
    markup: str
    """XHTML elements, one after the other."""
    is_notes: bool = False
    """Whether it is the head of the notes."""


def write(book: Book, theme: Theme) -> tuple[FrontMatter, ...]:
    """The front matter of a book: cover and title page; contents; the head of the notes; news, where there are any.

    A theme may have the contents beside the title page, in one piece. Raises PublishError where a template of the theme
    is at fault.
    """
    owed = credits.owed(theme.words, *(each.thread for each in book.chapters), book=book)
    pieces = [_piece(book, theme, _FRONT, version=__version__, credits=owed)]
    if not placeholders.are_in(pieces[0].markup):
        pieces.append(_piece(book, theme, _CONTENTS))
    if theme.has_notes:
        pieces.append(replace(_piece(book, theme, _NOTES), is_notes=True))
    if told := list(news.entries(book, theme.words)):
        pieces.append(_piece(book, theme, _NEWS, heading=news.heading(book, theme.words), news=told))
    return tuple(pieces)


def _piece(book: Book, theme: Theme, template: str, **values: Any) -> FrontMatter:
    into = [ways(chapter.thread, theme.words) for chapter in book.chapters]
    count = len(into) + 1 + sum(map(len, into))
    starts = iter(placeholders.written(count, book.language))
    threads, notes = [next(starts) for _ in into], next(starts)
    ways_in = [[(way, next(starts)) for way in each] for each in into]
    values["notes_start"] = notes if theme.has_notes else ""
    markup = theme.render(template, book=book, starts=threads, ways=ways_in, **values)
    return FrontMatter(title=book.title, language=book.language, references=count, template=template, markup=markup)
