"""A collection's front matter, the openers of its parts, and the head of the notes at its end, as markup: it is all
that a worker needs to print it, and the threads stay here. Its index is markup of the same kind (`index.py`)."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pipeline import __version__
from pipeline.errors import Notice
from pipeline.model import Book, Picture
from pipeline.press.layout import placeholders
from pipeline.press.sheet import virtual
from pipeline.typeset import book_index, credits, news
from pipeline.typeset import openers as opening
from pipeline.typeset.cover import cover_words
from pipeline.typeset.cover.cover_words import CoverWords
from pipeline.typeset.theme import Theme
from pipeline.typeset.ways import ways

_FRONT = "book-front.html.j2"
_CONTENTS = "book-contents.html.j2"
_NEWS = "book-news.html.j2"
_NOTES = "book-notes.html.j2"
_PART = "book-part.html.j2"


class FrontMatter(Struct, frozen=True, kw_only=True):
    """A piece of front matter, the opener of a part, the head of the notes or the index: rendered from a template,
    printed by itself, and again only where it has changed."""

    title: str
    """Title of the book."""
    language: str
    """BCP 47 tag of the book."""
    references: int
    """Number of the places in the book, threads, notes, index, parts and ways into threads, of whose page numbers it
    has placeholders; 0 where it has none."""
    template: str
    """Name of the theme's file, for messages."""
    markup: str
    """XHTML elements, one after the other."""
    is_notes: bool = False
    """Whether it is the head of the notes."""
    pictures: tuple[Picture, ...] = ()
    """Those that it shows, as `x-picture:NAME`."""
    notices: tuple[Notice, ...] = ()
    cover: CoverWords | None = None
    """The words of the cover, where it shows that."""
    own_cover: Picture | None = None
    """The editor's own picture for it."""
    is_index: bool = False


def write(book: Book, theme: Theme) -> tuple[FrontMatter, ...]:
    """The front matter of a book: cover and title page; contents; the head of the notes; news, where there are any.

    A theme may have the contents beside the title page, in one piece. Raises PublishError where a template of the theme
    is at fault.
    """
    piece = _Writer(book, theme)
    threads = (each.thread for each in book.chapters)
    owed = credits.owed(theme.words, *threads, book=book, drawn=theme.emoji_ending)
    alternative = cover_words.alternative(book, theme.words)
    front = piece.of(_FRONT, version=__version__, credits=owed, cover_alt=alternative)
    pieces = [replace(front, cover=cover_words.of(book, theme.words), own_cover=book.imprint.cover)]
    if not placeholders.are_in(pieces[0].markup):
        pieces.append(piece.of(_CONTENTS))
    if theme.has_notes:
        pieces.append(replace(piece.of(_NOTES), is_notes=True))
    if told := list(news.entries(book, theme.words)):
        pieces.append(piece.of(_NEWS, heading=news.heading(book, theme.words), news=told))
    return tuple(pieces)


def openers(book: Book, theme: Theme) -> tuple[FrontMatter, ...]:
    """The openers of a book's parts, one for each. Raises PublishError as `write` does."""
    if not book.parts:
        return ()
    piece = _Writer(book, theme)
    return tuple(
        replace(
            piece.of(_PART, opener=opener),
            pictures=(opener.portrait,) if opener.portrait else (),
            notices=opener.notices,
        )
        for opener in opening.openers(book, theme)
    )


class _Writer:
    """A writer of the pieces of one book, which may refer to the same places."""

    def __init__(self, book: Book, theme: Theme) -> None:
        self._book = book
        self._theme = theme
        self._places, self._starts = _places(book, theme)

    def of(self, template: str, **values: Any) -> FrontMatter:
        """The piece that a template makes of the book and of further values."""
        markup = self._theme.render(template, book=self._book, **self._starts, **values)
        return FrontMatter(
            title=self._book.title,
            language=self._book.language,
            references=self._places if placeholders.are_in(markup) else 0,
            template=template,
            markup=markup,
        )


def _places(book: Book, theme: Theme) -> tuple[int, dict[str, Any]]:
    """The number of places in a book that templates may refer to, and the placeholders of their page numbers, by the
    templates' names for them: of threads, of the notes, of the index, of parts, of ways into threads."""
    into = [ways(chapter.thread, theme.words) for chapter in book.chapters]
    parts = [(part, places) for part, places in book.sections if part]
    count = len(into) + 2 + len(parts) + sum(map(len, into))
    numbers = iter(placeholders.written(count, book.language))
    starts = [next(numbers) for _ in into]
    notes, index = next(numbers), next(numbers)
    found = [(part, f"{virtual.PARTS}{number}", next(numbers), places) for number, (part, places) in enumerate(parts)]
    ways_in = [[(way, next(numbers)) for way in each] for each in into]
    return count, {
        "starts": starts,
        "notes_start": notes if theme.has_notes else "",
        "parts": found,
        "index_start": index if book_index.is_due(book, theme) else "",
        "ways": ways_in,
    }
