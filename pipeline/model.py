"""The nouns of the house: frozen, validated, without I/O.

    Input file ─▶ Capture (posts, and what the page claimed) ─▶ Thread ─▶ Chapter ─▶ Book

Offsets are Python code points into `Post.text`; each reader converts from whatever its network counts in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pipeline.date import Date as Date
from pipeline.errors import Notice

Confidence = Literal["exact", "likely", "guessed"]
"""How sure a reader is of the post boundaries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote a post. A name or a handle may be unknown (""), never both made up."""

    name: str = ""
    """Display name, emoji and all."""
    handle: str = ""
    """Without the @; for Mastodon user@server."""
    url: str = ""
    """The profile page, or ""."""

    @property
    def label(self) -> str:
        """The name to print."""
        return self.name or (f"@{self.handle}" if self.handle else "Unknown author")


SpanKind = Literal["link", "mention", "hashtag", "bold", "italic", "code"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of a post's text that the source itself marked. Spans of one kind never overlap."""

    start: int
    """First code point."""
    end: int
    """One past the last code point; end > start."""
    kind: SpanKind
    target: str = ""
    """Where a link, mention or hashtag leads: an http, https or mailto URL; "" for styles."""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start} to {self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """Bytes that stay where they are until a writer wants them. Readers vouch that it lies inside the input."""

    path: Path
    """The file, absolute, links resolved."""
    member: str = ""
    """The name within it, where path is a zip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A picture, video or GIF of a post."""

    kind: Literal["photo", "video", "gif"] = "photo"
    alt: str = ""
    """Alternative text by the author, or ""."""
    asset: Asset | None = None
    """The picture (of a video or GIF: its poster or a still); None where no file came with the input."""
    url: str = ""
    """Where it stood on the network, or ""."""
    missing: str = ""
    """Why there is no asset, for the placeholder: "not saved with the page"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A post quoted within a post: as much of it as the source had."""

    url: str = ""
    author: Author | None = None
    text: str = ""
    """"" where the source has only the link."""
    date: Date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post: text is data, and reaches a page escaped."""

    id: str = ""
    """The network's id, or "" where the source has none."""
    text: str = ""
    """Plain text, entities resolved, lines by "\\n", a blank line between paragraphs; no trailing media link."""
    spans: tuple[Span, ...] = ()
    """Sorted; within the text."""
    media: tuple[Media, ...] = ()
    quotes: tuple[Quote, ...] = ()
    author: Author | None = None
    """None: the capture's author."""
    date: Date | None = None
    url: str = ""
    """The original, or ""."""
    reply_to: str = ""
    """Id of the post it answers, or ""."""
    reply_to_author: str = ""
    """The network's user id or handle of whom it answers, or ""."""
    language: str = ""
    """BCP 47 as the network says, or ""."""
    truncated: bool = False
    """The source itself cut the text."""
    edited: bool = False
    """The last of several versions."""

    def __post_init__(self) -> None:
        if any(span.end > len(self.text) for span in self.spans):
            raise ValueError("a span beyond the text")
        if list(self.spans) != sorted(self.spans):
            raise ValueError("spans out of order")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Another thread that a page points to ("More from @author"): known, maybe not saved."""

    date: Date | None = None
    posts: tuple[str, ...] = ()
    """Its opening text as shown, a string for each block that the page shows (boundaries as found)."""
    count: int | None = None
    """How many posts it says it has ("Read 19 tweets")."""
    url: str = ""
    id: str = ""
    """Network id of its first post, or ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a thread came from, for the colophon and the report."""

    name: str
    """Path below the folder that the user named (or the file's name), with "/"."""
    format: str
    """The reader's name."""
    sha256: str
    """Hex, of the file; of a folder, over its files that were read: see `sources.files.digest`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What a reader found in one input: posts, and what the input claimed about them."""

    source: Source
    author: Author
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
    language: str = ""
    """BCP 47 as the source states it, or ""."""
    url: str = ""
    """Of the thread, or ""."""
    cards: tuple[Card, ...] = ()
    gaps: tuple[Gap, ...] = ()
    """Gaps that only the reader can see (a tombstone, a page that says posts are missing)."""
    notices: tuple[Notice, ...] = ()
    """What was repaired or left out while reading."""


GapKind = Literal["posts", "text", "media", "quote"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something known to be missing, and how we know."""

    kind: GapKind
    message: str
    """For a reader of the book: "2 of 13 posts are not in the saved page"."""
    after: int | None = None
    """It falls after this post, counted from 0 (-1: before the first); None where that can't be proved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture ready for a page: decoded once, turned upright, stripped of metadata, of bounded size."""

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
class Book:
    """The collection: its front matter and its chapters in reading order."""

    id: str
    """uuid5 over its threads."""
    title: str
    language: str
    chapters: tuple[Chapter, ...]

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
