"""The index of a collection: its people, hashtags and sites, in the order of its language's alphabet.

Where each is, only a writer knows: in print on pages, in an EPUB at posts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import get_args

from msgspec import Struct, field

from pipeline.model import Book
from pipeline.text import collation
from pipeline.typeset import index_terms
from pipeline.typeset.index_terms import Kind, Term
from pipeline.typeset.theme import Theme

_FEW = 20
"""Entries up to which a book has no index, unless the theme wants one: its contents do."""
_MANY = 40
"""Entries beyond which those of a kind stand under letters."""


class Entry(Struct, frozen=True, kw_only=True):
    """An entry: what is looked up, and where it is."""

    kind: Kind
    id: str
    """See `Term`."""
    label: str
    """A person's name, else their handle; a hashtag; a host."""
    handle: str = ""
    """"@handle" of a person who has a name, or ""."""
    places: tuple[tuple[int, int], ...]
    """Pairs of a chapter's place in the book, from 0, and a post, see `index_terms.occurrences`; each once."""


class Locator(Struct, frozen=True, kw_only=True):
    """A place that an entry leads to, as a template prints it."""

    address: str
    text: str
    title: str = ""
    """What it is, for those who want to know before they go there; or ""."""


class Line(Struct, frozen=True, kw_only=True):
    """An entry with its locators: a line of the index."""

    entry: Entry
    locators: tuple[Locator, ...]


class Group(Struct, frozen=True, kw_only=True):
    """Lines that stand under a letter."""

    letter: str
    """"": none is printed."""
    lines: tuple[Line, ...]


class Section(Struct, frozen=True, kw_only=True):
    """All lines of a kind."""

    kind: Kind
    groups: tuple[Group, ...]


class _Found(Struct):
    """What is found of a term: how it was typed, how often, and where."""

    texts: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    places: dict[tuple[int, int], None] = field(default_factory=dict)

    def add(self, term: Term, place: tuple[int, int]) -> None:
        self.texts[term.text] += 1
        self.names[term.name] += bool(term.name)
        self.places[place] = None


def is_wanted(theme: Theme) -> bool:
    """Whether a theme wants an index in books that are large enough. Raises ThemeError where it does not say so."""
    return theme.choice("index") != "off"


def is_due(book: Book, theme: Theme) -> bool:
    """Whether a book shall have an index: told from its first threads, where these have enough. Raises ThemeError as
    `is_wanted`."""
    if len(book.chapters) < 2 or not is_wanted(theme):
        return False
    few = 0 if theme.choice("index") == "on" else _FEW
    found: set[str] = set()
    for each in book.chapters:
        found |= {term.id for term, _ in index_terms.occurrences(each.thread, theme)}
        if len(found) > few:
            return True
    return False


def entries(book: Book, theme: Theme) -> list[Entry]:
    """The entries of a collection, in order; none where it shall have no index. Its chapters need no bodies.

    A person is one entry where a handle says so, or a name without any. Of several spellings the one that is typed
    most often stands, of such the first. Raises ThemeError as `is_wanted`.
    """
    if not is_due(book, theme):
        return []
    found: dict[tuple[Kind, str], _Found] = {}
    for chapter, each in enumerate(book.chapters):
        for term, post in index_terms.occurrences(each.thread, theme):
            found.setdefault((term.kind, term.id), _Found()).add(term, (chapter, post))
    return sorted((_entry(kind, id, each) for (kind, id), each in found.items()), key=_order(book.language))


def sections(lines: Iterable[Line], language: str) -> tuple[Section, ...]:
    """Lines in the order of their entries, by kinds, and by letters where there are many. language: the book's."""
    found: list[Section] = []
    for kind, of_kind in groupby(lines, lambda line: line.entry.kind):
        some = list(of_kind)
        found.append(Section(kind=kind, groups=tuple(_groups(some, language))))
    return tuple(found)


def _entry(kind: Kind, id: str, found: _Found) -> Entry:
    ((text, _),) = found.texts.most_common(1)
    name, said = next(iter(found.names.most_common(1)), ("", 0))
    places = tuple(found.places)
    if kind != "people":
        return Entry(kind=kind, id=id, label=text, places=places)
    handle = f"@{text}" if text else ""
    if not said:
        return Entry(kind=kind, id=id, label=handle, places=places)
    return Entry(kind=kind, id=id, label=name, handle=handle, places=places)


def _order(language: str) -> Callable[[Entry], tuple[int, collation.Key, str]]:
    kinds = get_args(Kind)
    return lambda entry: (kinds.index(entry.kind), collation.sort_key(_sorted_by(entry), language), entry.handle)


def _sorted_by(entry: Entry) -> str:
    """What an entry stands in its place by: of a name without letters, the handle."""
    return entry.label if any(sign.isalnum() for sign in entry.label) else entry.handle


def _groups(lines: Sequence[Line], language: str) -> Iterator[Group]:
    if len(lines) <= _MANY:
        yield Group(letter="", lines=tuple(lines))
        return
    for letter, some in groupby(lines, lambda line: collation.letter(_sorted_by(line.entry), language)):
        yield Group(letter=letter, lines=tuple(some))
