"""The table of writers: the formats that books are made in, each a package and a row here.

A package is imported when it is first used: `publish --help` must not wait for a layout engine. The row gives the
command its flag; the package's door (`Door`, or `PartsDoor` for a format whose threads are made once for all books)
makes the books. docs/architecture.md says what a new output takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

from msgspec import Struct
from msgspec.structs import replace

from pipeline.errors import PublishError

if TYPE_CHECKING:
    from pipeline.model import Book, Bound, Chapter, CoverForm
    from pipeline.typeset.theme import Theme
    from pipeline.work.cache import Cache


class Door(Protocol):
    """The functions of a package that binds books of whole chapters. Those that make something raise PublishError."""

    def prepare(self) -> Sequence[str]:
        """Load what making books takes; returns remarks on it. Raises PublishError where it is not installed."""
        ...

    def bind(self, book: Book, chapters: Iterable[Chapter], theme: Theme, kept: Cache | None = None) -> Bound:
        """The book of one chapter (a thread of its own) or of many, as a file.

        book: its chapters need neither bodies nor pictures. chapters: the same, whole, asked for one after the other
        and once: no two need be in memory together. kept: where it may keep what other books take, too.
        """
        ...


class PartsDoor(Protocol):
    """The functions of a package that makes a part of each thread once, and binds books from parts.

    Binding needs no bodies and no pictures of chapters; and no two parts need be in memory together.
    """

    Part: type
    """The type of a part, and of a piece of front matter that is ready."""

    def prepare(self) -> Sequence[str]:
        """Load what making parts takes; returns remarks on it. Raises PublishError where it is not installed."""
        ...

    def make_part(self, chapter: Chapter, theme: Theme) -> Any:
        """The part of a thread, wherever it will stand."""
        ...

    def plan(self, book: Book, parts: Iterable[Any], theme: Theme, openers: Sequence[Any] = ()) -> Any:
        """Where each thread and opener of the book will stand, told from parts: known before anything is bound."""
        ...

    def front_matter(self, book: Book, theme: Theme) -> Sequence[Any]:
        """The pieces of what comes before the threads of a collection, in words; none for a thread by itself.

        They do not depend on where the threads will stand, nor need these have bodies.
        """
        ...

    def openers(self, book: Book, theme: Theme) -> Sequence[Any]:
        """The openers of the book's parts in words, one for each of its sections; none where it has no parts.

        They are pieces such as those of front matter, and depend on no more than these.
        """
        ...

    def back_matter(self, book: Book, plan: Any, theme: Theme) -> Sequence[Any]:
        """Further pieces, in words, that depend on where the threads will stand: they come after these."""
        ...

    def make_front(self, piece: Any, theme: Theme) -> Any:
        """A piece of front or back matter, or an opener, made ready, as a part."""
        ...

    def bind_cover(self, book: Book, pages: int, form: CoverForm, theme: Theme) -> Bound:
        """The sheet that is wrapped round a paperback of so many pages. book: its chapters need no bodies."""
        ...

    def bind(
        self,
        book: Book,
        parts: Sequence[Any],
        plan: Any,
        front: Iterable[Any],
        theme: Theme,
        openers: Sequence[Any] = (),
    ) -> Bound:
        """The book, as a file. front: the pieces of front and back matter, ready; asked for last, so that others may be
        at them until then. openers: the same of parts, ready."""
        ...


class Writer(Struct, frozen=True, kw_only=True):
    """A row of the table: a format that books are made in."""

    name: str
    """As in the flag: "pdf" for `--pdf`."""
    title: str
    """For people, of many: "PDFs"."""
    suffix: str
    """Of its files: ".pdf"."""
    package: str
    """The package whose functions are its door."""
    files: tuple[str, ...] = ()
    """Patterns of the names of those files of a theme that this writer reads, and those that name them, too, but not
    chapters. What is named otherwise is for all."""
    settings: tuple[str, ...] = ()
    """Patterns of the names of a theme's settings, with dots for those in tables, in the same way."""
    binding: tuple[str, ...] = ()
    """Of these the names of those that only binding asks for: parts are the same, whatever they are."""
    suffix_by: str = ""
    """A theme's setting that gives files another suffix."""
    suffixes: Mapping[str, str] = {}
    """Those suffixes, by its values."""
    has_parts: bool = False
    """The package makes a part of each thread, and is a `PartsDoor`."""

    @property
    def door(self) -> Door:
        """The package of a writer without parts."""
        return cast(Door, import_module(self.package))

    @property
    def parts(self) -> PartsDoor:
        """The package of a writer that has parts."""
        return cast(PartsDoor, import_module(self.package))

    def view(self, theme: Theme) -> Theme:
        """The theme as the writer sees it: without what belongs to others, so that its books do not depend on that."""
        return _view(theme, self)

    def view_of_parts(self, theme: Theme) -> Theme:
        """The theme as parts are made by it: without what only binding asks for."""
        return self.view(theme).without((), self.binding)

    def naming(self, theme: Theme) -> Writer:
        """The writer with the suffix that its files have in this theme."""
        return replace(self, suffix=self.suffixes.get(theme.settings.get(self.suffix_by, ""), self.suffix))

    def prepare(self) -> Sequence[str]:
        """Load what making books takes; returns remarks on it. Raises PublishError where it is not installed."""
        return self.door.prepare()

    def bind_alone(self, book: Book, part: Any, theme: Theme, kept: Cache | None = None) -> Bound:
        """A thread's own book. part: the thread's, of a writer that has them. kept: see `Door.bind`. Raises
        PublishError."""
        if not self.has_parts:
            return self.door.bind(book, book.chapters, theme, kept)
        return self.parts.bind(book, [part], self.parts.plan(book, [part], theme), (), theme)


WRITERS: tuple[Writer, ...] = (
    Writer(
        name="pdf",
        title="PDFs",
        suffix=".pdf",
        package="pipeline.press",
        files=("print*", "book-*", "cover*"),
        settings=(
            "folio.*",
            "links",
            "notes_gap",
            "print_blank_after",
            "print_bleed*",
            "print_colours",
            "print_cover_page",
            "print_creep",
            "print_imposition",
            "print_last_blank",
            "print_marks",
            "print_pages",
            "print_profile",
            "print_resolution",
            "print_sheet",
            "print_signature",
            "print_standard",
        ),
        binding=(
            "print_blank_after",
            "print_creep",
            "print_imposition",
            "print_last_blank",
            "print_marks",
            "print_pages",
            "print_sheet",
            "print_signature",
        ),
        has_parts=True,
    ),
    Writer(
        name="epub",
        title="EPUBs",
        suffix=".epub",
        package="pipeline.ebook",
        files=("ebook*", "cover*"),
        settings=("ebook_*",),
        suffix_by="ebook_spans",
        suffixes={"kobo": ".kepub.epub"},
    ),
)


def view_of_chapters(theme: Theme) -> Theme:
    """The theme as typesetting sees it, whose chapters are every writer's: without what belongs to one of them."""
    return _view(theme)


def _view(theme: Theme, *seeing: Writer) -> Theme:
    files = {pattern for writer in WRITERS for pattern in writer.files}
    settings = {pattern for writer in WRITERS for pattern in writer.settings}
    return theme.without(
        files.difference(*(writer.files for writer in seeing)),
        settings.difference(*(writer.settings for writer in seeing)),
    )


def prepare(names: Sequence[str]) -> None:
    """Load what these writers need, as far as it is there: a worker does so before its first task."""
    for writer in WRITERS:
        if writer.name in names:
            with suppress(PublishError):  # told of by whoever needs it
                writer.prepare()
