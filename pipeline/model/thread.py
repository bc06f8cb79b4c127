"""What a reader finds, and what becomes of it: captures and threads."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from pipeline.errors import Notice
from pipeline.model.date import Date
from pipeline.model.post import Author, Post

Confidence = Literal["exact", "likely", "guessed"]
"""How sure a reader is of the post boundaries."""


class Source(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a thread came from, for the colophon and the report."""

    name: str
    """Path below the folder that the user named (or the file's name), with "/"."""
    format: str
    """The reader's name."""
    sha256: str
    """Hex, of the file; of a folder, over its files that were read: see `sources.files.digest`."""


class Card(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Another thread that a page points to ("More from @author"): known, maybe not saved."""

    date: Date | None = None
    posts: tuple[str, ...] = ()
    """Its opening text as shown, a string for each block that the page shows (boundaries as found)."""
    count: int | None = None
    """How many posts it says it has ("Read 19 tweets")."""
    url: str = ""
    id: str = ""
    """Network id of its first post, or ""."""


GapKind = Literal["posts", "text", "media", "quote"]
Evidence = Literal["source", "declared", "reply", "counter", "card", "option"]
"""How a gap is known: the source itself shows it (a cut text, a tombstone); it counts more posts than there are; a post
answers one that is not here; the author's own counter jumps; another page counts more posts; left out as asked."""


class Gap(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something known to be missing, and how we know."""

    kind: GapKind
    message: str
    """For a reader of the book: "2 of 13 posts are not in the saved page"."""
    after: int | None = None
    """It falls after this post, counted from 0 (-1: before the first); None where that can't be proved."""
    evidence: Evidence = "source"
    count: int | None = None
    """How many posts are missing, where that is known."""


class Aside(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A stretch of a thread's posts that stands beside its main line: a branch of the author's answers."""

    start: int
    """Its first post, counted from 0."""
    end: int
    """One past its last post. Asides do not overlap; what branches off an aside is an aside that follows it."""
    answers: int
    """The post that its first post answers; before `start`."""


class Branching(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a thread branches off another one of the run."""

    thread: str
    """The other thread's id."""
    title: str
    post: int
    """The post of it that this thread's first post answers, counted from 0."""


class Capture(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a reader found in one input: posts, and what the input claimed about them."""

    source: Source
    author: Author
    """Whose threads these are; Author() where a bag has the threads of several, told by their posts' authors."""
    posts: tuple[Post, ...]
    ordered: bool = True
    """True: the posts are one thread in reading order. False: a bag, to be chained by `Post.reply_to`."""
    title: str = ""
    """A title that the source itself states (front matter), or ""."""
    date: Date | None = None
    """The thread's date as the source states it."""
    declared: int | None = None
    """How many posts the source says there are."""
    confidence: Confidence = "exact"
    """Of the boundaries between posts."""
    captured: Date | None = None
    """When the capture was made, where the source itself says so."""
    language: str = ""
    """BCP 47 as the source states it, or ""."""
    url: str = ""
    """Of the thread, or ""."""
    cards: tuple[Card, ...] = ()
    gaps: tuple[Gap, ...] = ()
    """Gaps that only the reader can see (a tombstone, a page that says posts are missing)."""
    notices: tuple[Notice, ...] = ()
    """What was repaired or left out while reading."""


class Thread(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Posts by one author, in reading order: what becomes a chapter."""

    id: str
    """uuid5 of what the thread is: stable between runs and machines."""
    slug: str
    """For file names: ASCII letters, digits and "-"; unique within a run."""
    title: str
    author: Author
    posts: tuple[Post, ...]
    """At least one."""
    source: Source
    date: Date | None = None
    declared: int | None = None
    confidence: Confidence = "exact"
    language: str = "en"
    """BCP 47."""
    minutes: int = 1
    """Reading time: words / 200, rounded, at least 1."""
    url: str = ""
    cards: tuple[Card, ...] = ()
    gaps: tuple[Gap, ...] = ()
    notices: tuple[Notice, ...] = ()
    sources: tuple[Source, ...] = ()
    """All that it was put together from, the best first: that is `source`."""
    asides: tuple[Aside, ...] = ()
    """In order; their posts are among `posts`."""
    branches_off: Branching | None = None
    """Of a branch that is a thread of its own: the place that it branches off."""
