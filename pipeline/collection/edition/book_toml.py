"""The parser of `book.toml`, in which an editor has their say about book, threads and files: docs/book-toml.md."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.collection.book_parts import Parts
from pipeline.collection.search import Stated
from pipeline.collection.volumes import SPLITS, is_split
from pipeline.model import Date
from pipeline.model.limits import MAX_BOOK_TOML_BYTES, MAX_COUNT, MAX_FONTS, MAX_SAID, MAX_SUBJECTS
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.iso_dates import stated_date
from pipeline.text import isbn, language_tags

NAME = "book.toml"
GUIDE = "docs/book-toml.md describes the file; `publish init` writes one."

_HINT = language_tags.HINT[:1].upper() + language_tags.HINT[1:]
_Record = TypeVar("_Record", bound=msgspec.Struct)

Line = Annotated[str, msgspec.Meta(max_length=MAX_SAID)]
Fonts = Annotated[tuple[Line, ...], msgspec.Meta(max_length=MAX_FONTS)]
Subjects = Annotated[tuple[Line, ...], msgspec.Meta(max_length=MAX_SUBJECTS)]
Number = Annotated[int, msgspec.Meta(ge=1, le=MAX_COUNT)]
Year = Annotated[int, msgspec.Meta(ge=1, le=9999)]


class BookSay(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The table [book]: about the collection."""

    title: Line = ""
    subtitle: Line = ""
    editor: Line = ""
    """Name of the person who chose and ordered the threads."""
    language: Line = ""
    """BCP 47 tag of the book, in which it says what is its own."""
    order: tuple[Line, ...] = ()
    """Names of threads, as `publish list` shows them; the others follow in the order of their dates."""
    parts: Parts = "none"
    """What the book is divided by."""
    fonts: Fonts = ()
    """Paths of font files for letters that ours lack."""
    split_by: Line = ""
    """"author", "year", "month" or a number of threads: the collection's volumes."""
    cover: Line = ""
    """Path of a picture that is the whole cover."""
    description: Line = ""
    publisher: Line = ""
    subjects: Subjects = ()
    """In place of the hashtags."""
    series: Line = ""
    """Title of the series that the book belongs to, or its volumes."""
    series_number: Number | None = None
    """Place of the book in the series, or of its first volume."""
    isbn: Line = ""
    """Without hyphens, once it is parsed."""
    rights: Line = ""
    date: Date | None = None
    """Date of publication, in place of the newest post's."""


class ThreadSay(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A table [threads.NAME]: about a thread."""

    title: Line = ""
    author: Line = ""
    """Author's name to print."""
    year: Year | None = None
    leave_out: bool = False
    withdrawn: bool = False
    """Whether it is left out at its author's wish: the book says that something was, and not what."""
    leave_out_posts: tuple[Number, ...] = ()
    """Numbers of posts, from 1, as printed."""
    withdrawn_posts: tuple[Number, ...] = ()
    alt: dict[str, Line] = {}
    """Descriptions of pictures: "3" (the picture of post 3) or "3.2" (the second picture of post 3)."""


class FileSay(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A table [files."PATH"]: about a saved page."""

    posts: tuple[Line, ...] = ()
    """The first words of each of its posts."""


class ThemeSay(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The keys of the table [theme] that are no options of the theme: about the look of the books."""

    name: Line = ""
    """A theme that comes along, or the path of a theme's folder."""
    css: Line = ""
    """Path of a style sheet to add."""


class Say(Struct, frozen=True, kw_only=True):
    """The whole file: everything that an editor says."""

    book: BookSay = field(default_factory=BookSay)
    select: Stated = field(default_factory=Stated)
    """Which threads are in it."""
    threads: dict[str, ThreadSay] = field(default_factory=dict)
    """Tables by the threads' names: see `thread_names.places_by_name`."""
    files: dict[str, FileSay] = field(default_factory=dict)
    """Tables by the files' paths below the folder of `book.toml`."""
    theme: ThemeSay = field(default_factory=ThemeSay)
    settings: dict[str, Any] = field(default_factory=dict)
    """Values of the theme's options."""


class _Tables(msgspec.Struct, forbid_unknown_fields=True):
    fonts: Any = ()
    """As in [book]: a line for fonts alone needs no table."""
    book: dict[str, Any] = {}
    theme: dict[str, Any] = {}
    select: dict[str, Any] = {}
    threads: dict[str, dict[str, Any]] = {}
    files: dict[str, dict[str, Any]] = {}


def parse(item: Input) -> Say:
    """The parsed file. Raises PublishError with the line, or with the path of keys to the place, of a mistake."""
    tables = _typed(item, _loaded(item), _Tables, "")
    about = {"fonts": tables.fonts} if tables.fonts else {}
    named = _dated(item, _in_words(tables.book), "book", "date")
    book = _numbered(item, _typed(item, about | named, BookSay, "book"))
    if not is_split(book.split_by):
        raise item.error(f"cannot split by {book.split_by!r}", where="book.split_by", hint=SPLITS)
    if book.language and not language_tags.is_tag(book.language):
        raise item.error(f"not a language: {book.language!r}", where="book.language", hint=f"{_HINT}.")
    own = {name: tables.theme.pop(name) for name in ThemeSay.__struct_fields__ if name in tables.theme}
    return Say(
        book=book,
        theme=_typed(item, own, ThemeSay, "theme"),
        settings=tables.theme,
        select=_typed(item, _dated(item, tables.select, "select", "since", "until"), Stated, "select"),
        threads={name: _typed(item, each, ThreadSay, f"threads.{name}") for name, each in tables.threads.items()},
        files={name: _typed(item, each, FileSay, f'files."{name}"') for name, each in tables.files.items()},
    )


def _in_words(table: dict[str, Any]) -> dict[str, Any]:
    """The table [book], in which a number of threads may be a number."""
    split = table.get("split_by")
    return table | {"split_by": str(split)} if type(split) is int else table


def _numbered(item: Input, book: BookSay) -> BookSay:
    """The table [book], its ISBN in one form. Raises PublishError for what is none, and for a number in no series."""
    if book.series_number and not book.series:
        hint = 'Write `series = "…"` beside it.'
        raise item.error("a number in a series without its title", where="book.series_number", hint=hint)
    try:
        return replace(book, isbn=isbn.compact(book.isbn)) if book.isbn else book
    except ValueError as error:
        hint = 'Write all of it, as "978-3-16-148410-0": the last digit is computed from the others.'
        raise item.error(f"not an ISBN: {book.isbn[:60]!r}: {error}", where="book.isbn", hint=hint) from None


def _dated(item: Input, table: dict[str, Any], name: str, *keys: str) -> dict[str, Any]:
    """The table of that name, with dates under these keys, for which TOML has several types.

    Raises PublishError for what is no date, or has no year.
    """
    dates: dict[str, Any] = {}
    for key in keys:
        if key in table:
            dates[key] = stated_date(str(table[key]))
            if not dates[key] or dates[key].year is None:
                hint = 'Write "2021-02-05", "2021-02" or 2021.'
                raise item.error(f"no date: {str(table[key])[:60]!r}", where=f"{name}.{key}", hint=hint)
    return table | dates


def _loaded(item: Input) -> dict[str, Any]:
    from pipeline.opening import toml_text  # like `explained`, only where there is such a file

    try:
        return toml_text.loads(item.read_bytes(MAX_BOOK_TOML_BYTES))
    except toml_text.TomlError as error:
        raise item.error(error.message, where=error.where, hint=error.hint) from error


def _typed(item: Input, value: Any, record: type[_Record], where: str) -> _Record:
    try:
        return msgspec.convert(value, record)
    except msgspec.ValidationError as error:
        from pipeline.sources.own.explain import explained

        raise explained(item, str(error), {"": record}, GUIDE, where) from None
