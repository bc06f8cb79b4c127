"""Captures, as readers find them, and threads, as unrolling makes them."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from pipeline.errors import Notice
from pipeline.model.date import Date
from pipeline.model.message import Message
from pipeline.model.post import Author, Post, Profile, Quote

Confidence = Literal["exact", "likely", "guessed"]
"""Certainty of a reader about the boundaries between posts."""


class Source(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An input that a thread came from, for the notes and the report."""

    name: str
    """Path below the folder that the user named (or the file's name), with "/"."""
    format: str
    """The reader's name."""
    sha256: str
    """SHA-256, hexadecimal: of the file, or over the files read of a folder (`sources.reading.files.digest`)."""


class Teaser(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A teaser: another thread that a page points to ("More from @author"), which need not be saved itself."""

    date: Date | None = None
    posts: tuple[str, ...] = ()
    """Opening text, a string for each block that the page shows (boundaries as found)."""
    count: int | None = None
    """Number of posts that the page says it has ("Read 19 tweets")."""
    url: str = ""
    id: str = ""
    """Network id of its first post, or ""."""


GapKind = Literal["posts", "text", "media", "quote"]
Evidence = Literal["source", "declared", "reply", "counter", "card", "end", "option"]
"""Proof of a gap: the source itself shows it (a cut text, a tombstone); it counts more posts than there are; a post
answers one that is not here; the author's own counter jumps; another page counts more posts; the source goes on
after its end; left out as asked."""


class Gap(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A thing known to be missing from a thread, and how that is known."""

    kind: GapKind
    message: Message | str
    """Statement for a reader of the book, "2 of 13 posts are not in the saved page"; as words, where these are a
    source's own. What it says of the place comes from `after`: see `wording.Wording.gap`."""
    after: int | None = None
    """Number of the post that it follows, from 0 (-1: before the first); None where that cannot be proved."""
    evidence: Evidence = "source"
    count: int | None = None
    """Number of missing posts, where that is known."""


class Aside(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A stretch of a thread's posts that stands beside its main line: a branch of the author's answers."""

    start: int
    """Number of its first post, from 0."""
    end: int
    """Number one past its last post. Asides do not overlap; what branches off an aside is an aside that follows it."""
    answers: int
    """Number of the post that its first post answers; less than `start`."""


class Branching(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The place where a thread branches off another one of the run."""

    thread: str
    """The other thread's id."""
    title: str
    post: int
    """Number, from 0, of the post in it that this thread's first post answers."""


class Capture(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A capture: posts that a reader found in one input, and what the input claims about them."""

    source: Source
    author: Author
    """Author of the threads; Author() where a bag has threads of several, told by their posts' authors."""
    posts: tuple[Post, ...]
    ordered: bool = True
    """True: the posts are one thread in reading order. False: a bag, to be chained by `Post.reply_to`."""
    title: str = ""
    """A title that the source itself states (front matter), or ""."""
    date: Date | None = None
    """The thread's date as the source states it."""
    declared: int | None = None
    """Number of posts that the source says there are."""
    confidence: Confidence = "exact"
    """Certainty about the boundaries between posts."""
    captured: Date | None = None
    """Date of the capture, where the source itself states it."""
    accounts: tuple[tuple[str, Author], ...] = ()
    """The network's ids of people's accounts, each with its owner, where the source names both."""
    language: str = ""
    """BCP 47 as the source states it, or ""."""
    url: str = ""
    """Address of the thread, or ""."""
    cards: tuple[Teaser, ...] = ()
    """Teasers of other threads on the page."""
    profiles: tuple[Profile, ...] = ()
    """Profiles of people, as far as the input has them."""
    gaps: tuple[Gap, ...] = ()
    """Gaps that only the reader can see (a tombstone, a page that says posts are missing)."""
    notices: tuple[Notice, ...] = ()
    """Warnings about what was repaired or left out while reading."""


class Thread(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A thread: posts by one author, in reading order. It becomes a chapter."""

    id: str
    """UUID, the same in all runs and on all machines: see `unroll.naming.thread_id`."""
    slug: str
    """Name for files: ASCII letters, digits and "-"; unique within a run."""
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
    cards: tuple[Teaser, ...] = ()
    """Teasers of other threads on the page."""
    gaps: tuple[Gap, ...] = ()
    notices: tuple[Notice, ...] = ()
    sources: tuple[Source, ...] = ()
    """Every source that it was put together from, the best first: that is `source`."""
    asides: tuple[Aside, ...] = ()
    """In order; their posts are among `posts`."""
    branches_off: Branching | None = None
    """The place where it branches off another thread, if it is a branch; else None."""
    answered: Quote | None = None
    """The post by someone else that it begins as an answer to, where that was read; else None."""
