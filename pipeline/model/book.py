"""What threads become: chapters, and books of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pipeline.errors import Notice
from pipeline.model.post import Author
from pipeline.model.thread import Thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture ready for a page: upright, of bounded size, of a plain kind, without anything but what is seen."""

    name: str
    """File name derived from its bytes: "4f5a….jpg"."""
    media_type: Literal["image/jpeg", "image/png"]
    data: bytes = field(repr=False)
    width: int
    """Pixels."""
    height: int
    """Pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A thread set as XHTML, the same for every writer.

    Within the body, links to other threads of the run are `x-thread:ID` and pictures are `x-picture:NAME`:
    each writer puts its own addresses there. Emoji are plain characters; each writer draws them its own way.
    """

    thread: Thread
    body: str
    """One well-formed `<article>` element in the XHTML namespace's vocabulary, without a namespace prefix."""
    pictures: tuple[Picture, ...] = ()
    """In order of first use, each once."""
    markdown: str = field(default="", repr=False)
    """What the theme's template made of the thread, before it became XHTML."""
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What a collection says of itself beside its title and threads."""

    subtitle: str = ""
    editor: str = ""
    """Who chose and ordered the threads, or ""."""
    withdrawn: int = 0
    """How many threads of the collection were left out at their authors' wish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The collection: its front matter and its chapters in reading order."""

    id: str
    """uuid5 over its threads."""
    title: str
    language: str
    chapters: tuple[Chapter, ...]
    imprint: Imprint = field(default_factory=Imprint)

    @property
    def authors(self) -> tuple[Author, ...]:
        """Each author once, in order of appearance."""
        return tuple(dict.fromkeys(chapter.thread.author for chapter in self.chapters))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A book as bytes, ready to be put on the shelf."""

    data: bytes = field(repr=False)
    pages: int | None = None
    """Where the format has pages."""
    notices: tuple[Notice, ...] = ()
