"""The index of a collection, as markup: printed when it is known where all threads stand, so that its numbers are text
like any other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from pipeline.model import Book
from pipeline.press.layout.front import FrontMatter
from pipeline.press.sheet import virtual
from pipeline.typeset import book_index, index_terms, numerals
from pipeline.typeset.book_index import Entry, Line, Locator
from pipeline.typeset.theme import Theme
from pipeline.wording import Wording
from pipeline.wording.numbers import stretches

_INDEX = "book-index.html.j2"

Shown = Sequence[tuple[range, Mapping[str, Sequence[int]]]]
"""Of each chapter the numbers of its pages, and those of the pages that show a term, by its id, from the first."""


def write(book: Book, shown: Shown, theme: Theme) -> FrontMatter | None:
    """The index of a book; None where it shall have none. Raises PublishError where the theme is at fault."""
    entries = book_index.entries(book, theme)
    if not entries:
        return None
    located = ((entry, sorted(set(_pages(entry, shown)))) for entry in entries)
    lines = [
        Line(entry=entry, locators=tuple(_locators(pages, book.language, theme.words)))
        for entry, pages in located
        if pages
    ]
    markup = theme.render(_INDEX, book=book, sections=book_index.sections(lines, book.language))
    return FrontMatter(
        title=book.title, language=book.language, references=0, template=_INDEX, markup=markup, is_index=True
    )


def _pages(entry: Entry, shown: Shown) -> Iterator[int]:
    for chapter in dict.fromkeys(chapter for chapter, _ in entry.places):
        pages, terms = shown[chapter]
        if (chapter, index_terms.WHOLE) in entry.places:
            yield from pages
        yield from (pages[number] for number in terms.get(entry.id, ()))


def _locators(pages: Collection[int], language: str, words: Wording) -> Iterator[Locator]:
    """The pages of an entry as they are printed, a link for each stretch of them."""
    for first, last in stretches(pages):
        text = numerals.number(first, language)
        if last > first:
            text = words.say("range", first=text, last=numerals.number(last, language))
        yield Locator(address=f"{virtual.PAGE}{first}", text=text)
