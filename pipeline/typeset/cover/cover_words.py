"""The words of a cover: a book's title and authors, and what else is told there of it."""

from __future__ import annotations

import re
import uuid

from msgspec import Struct

from pipeline.model import Book
from pipeline.typeset.direction import is_written_right_to_left
from pipeline.typeset.plain_titles import plain, title_of
from pipeline.wording import Wording

_AUTHORS = 3
"""Authors that the cover names, where there are many."""
_SHORT = 24
"""Letters of a name that has room in a line."""
_FIXED = "\u00a0\u202f"


class CoverWords(Struct, frozen=True, kw_only=True):
    """The words of a cover, and what its look hangs on."""

    title: str
    subtitle: str = ""
    authors: str = ""
    """Their names, as one line; or ""."""
    foot: str = ""
    """A few words for the lower edge: a number of threads, the date of one; or ""."""
    identity: int
    """Any number that stands for the book, for choosing a colour by it."""
    right_to_left: bool = False
    """The book opens the other way, so the spine is on the right."""


def of(book: Book, words: Wording) -> CoverWords:
    """The words of a book's cover. words: the book's own."""
    count = len(book.chapters)
    return CoverWords(
        title=spaced(book.title) or title_of("", words),
        subtitle=spaced(book.imprint.subtitle),
        authors=authors(book, words),
        foot=words.say("threads", count=count) if count > 1 else words.date(book.chapters[0].thread.date),
        identity=uuid.UUID(book.id).int,
        right_to_left=is_written_right_to_left(book.language),
    )


def authors(book: Book, words: Wording, most: int = _AUTHORS) -> str:
    """Its authors as one line; as many as that, and "9 others", where there are more than one more."""
    return words.people(map(_unbroken, _names(book)), most)


def alternative(book: Book, words: Wording) -> str:
    """The cover for those who do not see it, in the language of the book's own words."""
    title, authors = title_of(book.title, words), words.people(_names(book), _AUTHORS)
    return words.say("cover-of-by", title=title, authors=authors) if authors else words.say("cover-of", title=title)


def _names(book: Book) -> list[str]:
    return [plain(author.label) for author in book.known_authors]


def _unbroken(name: str) -> str:
    """The name with all of its words in one line, unless it is long."""
    return name.replace(" ", "\u00a0") if len(name) <= _SHORT else name


def spaced(text: str) -> str:
    """The text as plain text in one line, with the fixed spaces that its language asks for."""
    return "".join(piece if piece in _FIXED else plain(piece) for piece in re.split(f"([{_FIXED}])", text))
