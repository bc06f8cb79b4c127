"""Chapters, books, and the news and imprint that a book prints."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.errors import Notice
from pipeline.model.bibliographic_record import BibliographicRecord
from pipeline.model.date import Date
from pipeline.model.post import Author, ChangeKind, Profile
from pipeline.model.thread import Thread


class Picture(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A picture ready for a page: upright, of bounded size, without metadata."""

    name: str
    """File name derived from its bytes: "4f5a….jpg"."""
    media_type: Literal["image/jpeg", "image/png"]
    data: bytes
    width: int
    """Pixels."""
    height: int
    """Pixels."""


NoteKind = Literal["notes", "more", "credits"]
"""A kind of what stands behind a thread's text, named as the field of its chapter: the notes on it, what else is known
by its author, credits."""
NOTE_KINDS: tuple[NoteKind, ...] = get_args(NoteKind)
"""All kinds, in the order in which they stand. A book has the first ones, or all: see `Book.note_kinds`."""


class Chapter(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A thread set as XHTML, the same for every writer.

    Within it, links to threads of the run are `x-thread:ID`, those to the notes on them `x-notes:ID`, and pictures are
    `x-picture:NAME`: each writer puts its own addresses there. Emoji are plain characters; each writer draws them its
    own way.
    """

    thread: Thread
    body: str
    """One well-formed `<article>` element in the XHTML namespace's vocabulary, without a namespace prefix."""
    notes: str = ""
    """The notes on its text, which stand at the end of every book that it is in, as an element of the same kind; or
    ""."""
    more: str = ""
    """Other threads by its author, which authors' pages list for all of a part, as an element of the same kind; or
    ""."""
    credits: str = ""
    """The credits that are owed for it, which a collection says once, as an element of the same kind; or ""."""
    pictures: tuple[Picture, ...] = ()
    """In order of first use, each once."""
    markdown: str = ""
    """Output of the theme's template, which the body was made of."""
    notices: tuple[Notice, ...] = ()


class ThreadNews(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """News of a thread: that it is new as a whole, or the changes of its posts."""

    thread: str
    """The thread's id."""
    posts: tuple[tuple[ChangeKind, tuple[int, ...]], ...] = ()
    """For each kind of change the numbers of its posts, from 1; (): the thread as a whole is new."""


class News(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """News of a collection since it was published from earlier captures."""

    since: Date | None = None
    """Date of the newest of those captures, as far as it is known."""
    threads: tuple[ThreadNews, ...] = ()
    """One for each thread that has news, in reading order."""

    def of(self, threads: Iterable[Thread]) -> News | None:
        """The news of these threads alone; None where they have none."""
        ids = {thread.id for thread in threads}
        told = tuple(news for news in self.threads if news.thread in ids)
        return replace(self, threads=told) if told else None


class Imprint(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The imprint of a collection: what it says of itself beside its title and threads."""

    subtitle: str = ""
    editor: str = ""
    """Name of the person who chose and ordered the threads, or ""."""
    cover: Picture | None = None
    """The editor's own picture for the cover, in place of the theme's design."""
    withdrawn: int = 0
    """Number of threads left out at their authors' wish."""
    news: News | None = None
    """None: nothing is new, or nothing was there before."""
    stated: BibliographicRecord = field(default_factory=BibliographicRecord)
    """What its editor states for library catalogues, and the series that its volumes are."""


_NAMESPACE = uuid.UUID("0c8a3a0e-6f0d-5b57-9d0c-6a1f6d9e2f11")
"""Namespace of collections' ids. It never changes: an e-reader keeps its place by them."""


def most_common(threads: Sequence[Thread]) -> str:
    """Language (BCP 47) of most threads; where several are as frequent, that of the first thread. "en": none."""
    languages = [thread.language for thread in threads]
    return max(dict.fromkeys(languages), key=languages.count, default="en")


class BookPart(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of a book: threads that follow each other behind an opener, a page of their own."""

    title: str
    """"2021", "March 2021"; of an author's part the author's name."""
    threads: tuple[str, ...]
    """Ids of its threads, in reading order; at least one."""
    author: Author | None = None
    """The author whose part it is, and whose page opens it; else None."""
    profile: Profile | None = None
    """The author's profile, where a source has one."""


class Volume(Struct, frozen=True, kw_only=True):
    """A volume: threads that make one book."""

    name: str
    """Name of its files, without a suffix: "book", "book-2021"."""
    title: str
    threads: tuple[Thread, ...]
    parts: tuple[BookPart, ...] = ()
    """The parts that it is divided into, which have all its threads; (): it has none."""
    imprint: Imprint = field(default_factory=Imprint)
    known_id: str = ""
    """Its id in an earlier edition, or ""."""
    stated_language: str = ""
    """BCP 47 tag of the book, where that does not follow from its threads alone; else ""."""

    @property
    def id(self) -> str:
        """Id of the book: the one of an earlier edition, else uuid5 over its threads."""
        return self.known_id or str(uuid.uuid5(_NAMESPACE, "\n".join(thread.id for thread in self.threads)))

    @property
    def language(self) -> str:
        """BCP 47 tag: the one stated, else that of most threads."""
        return self.stated_language or most_common(self.threads)

    def bare(self, threads: Iterable[Thread]) -> Book:
        """The volume as a book of chapters without bodies. threads: its own, titled, as far as they could be made."""
        return Book(
            id=self.id,
            title=self.title,
            language=self.language,
            chapters=tuple(Chapter(thread=thread, body="") for thread in threads),
            parts=self.parts,
            imprint=self.imprint,
        )


class Book(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The collection: its front matter and its chapters in reading order."""

    id: str
    """UUID for e-readers: uuid5 over its threads, kept when it is published again."""
    title: str
    language: str
    chapters: tuple[Chapter, ...]
    parts: tuple[BookPart, ...] = ()
    """Its parts in order; those whose threads could not be made are among them."""
    imprint: Imprint = field(default_factory=Imprint)

    @property
    def is_collection(self) -> bool:
        """Whether it is a collection, be it of one thread, and no thread's own book, which has the thread's id."""
        return len(self.chapters) != 1 or self.id != self.chapters[0].thread.id

    @property
    def note_kinds(self) -> tuple[NoteKind, ...]:
        """What stands behind the texts of its threads: of a collection, not what that says once elsewhere."""
        if not self.is_collection:
            return NOTE_KINDS
        return NOTE_KINDS[:1] if any(part.author for part in self.parts) else NOTE_KINDS[:2]

    @property
    def sections(self) -> list[tuple[BookPart | None, range]]:
        """Each part with the places of its chapters, from 0; all chapters with None, where there are no parts."""
        if not self.parts:
            return [(None, range(len(self.chapters)))]
        there = {chapter.thread.id for chapter in self.chapters}
        sections: list[tuple[BookPart | None, range]] = []
        end = 0
        for part in self.parts:
            start, end = end, end + sum(thread in there for thread in part.threads)
            if end > start:
                sections.append((part, range(start, end)))
        return sections

    @property
    def authors(self) -> tuple[Author, ...]:
        """Each author once, in order of appearance."""
        return tuple(dict.fromkeys(chapter.thread.author for chapter in self.chapters))

    @property
    def known_authors(self) -> tuple[Author, ...]:
        """Each person once, by handle, else by name, in order of appearance; those without either are left out."""
        known: dict[str, Author] = {}
        for author in self.authors:
            if author.name or author.handle:
                known.setdefault(author.handle.casefold() or author.name, author)
        return tuple(known.values())


class Bound(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A book as bytes, ready to be put on the shelf."""

    data: bytes
    pages: int | None = None
    """Number of pages; None where the format has none."""
    notices: tuple[Notice, ...] = ()
