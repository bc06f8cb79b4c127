"""Shapes of Bluesky's posts: the record that the author wrote, and the view of it that the network serves.

Both come as JSON, and a repo export has the same records in DAG-CBOR. Only the fields that a book needs are named here;
all others, those of future versions included, are ignored.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from pipeline.model.limits import MAX_TEXT

Text = Annotated[str, msgspec.Meta(max_length=MAX_TEXT)]


class Shape(msgspec.Struct, rename="camel"):
    """A part of a post: the base of all shapes."""


class Reference(Shape):
    """A reference to another record."""

    uri: str = ""


class Reply(Shape):
    """The references of an answer: to the post answered, and to the first of the conversation."""

    parent: Reference = msgspec.field(default_factory=Reference)
    root: Reference = msgspec.field(default_factory=Reference)


class Range(Shape):
    """A stretch of a text: of a facet in bytes of UTF-8, of an entity in units of UTF-16."""

    byte_start: int = -1
    byte_end: int = -1
    start: int = -1
    end: int = -1


class Feature(Shape):
    """The meaning of a facet: a link, a mention or a hashtag."""

    type: str = msgspec.field(default="", name="$type")
    uri: str = ""
    did: str = ""
    tag: str = ""


class Facet(Shape):
    """A stretch of the text that the author's app marked."""

    index: Range
    features: list[Feature] = []


class Entity(Shape):
    """A facet as posts of the first year have it."""

    index: Range
    type: str = ""
    value: str = ""


class Label(Shape):
    """A word that hides a post or its media. One that is negated has been taken back."""

    val: str = ""
    neg: bool | None = False


class SelfLabels(Shape):
    """The labels that the author gave."""

    values: list[Label] = []


class Blob(Shape):
    """A file that a record refers to by its CID: as {"$link": …} in JSON, as bytes in DAG-CBOR, bare in old records."""

    ref: Any = None
    cid: str = ""


class Image(Shape):
    """A picture, in a record (`image`) or in a view (`fullsize`)."""

    alt: Text = ""
    fullsize: str = ""
    image: Blob | None = None


class External(Shape):
    """The page that a card shows. Of the thumbnail a record has the blob, a view the address."""

    uri: str = ""
    title: Text = ""
    description: Text = ""
    thumb: Blob | str | None = None


class Author(Shape):
    """A profile as it stands beside a post."""

    did: str = ""
    handle: str = ""
    display_name: str | None = None


class Quoted(Shape):
    """A quoted record: a reference in a record; in a view the post, or the reason why there is none."""

    type: str = msgspec.field(default="", name="$type")
    uri: str = ""
    author: Author | None = None
    value: Any = None
    embeds: list[Embed] | None = None
    record: Quoted | None = None
    """Quote of a quote with media; record of a starter pack."""
    name: str | None = None
    """Name of a list or a starter pack."""
    display_name: str | None = None
    """Name of a feed."""
    description: str | None = None


class Embed(Shape):
    """An embed of any kind; the fields tell which."""

    type: str = msgspec.field(default="", name="$type")
    images: list[Image] | None = None
    items: list[Image] | None = None
    """Pictures of a gallery."""
    external: External | None = None
    record: Quoted | None = None
    media: Embed | None = None
    """Media of a quote with media."""
    alt: Text | None = None
    playlist: str | None = None
    presentation: str | None = None


class Record(Shape):
    """A post as its author wrote it."""

    text: Text = ""
    created_at: str = ""
    langs: list[str] | None = None
    facets: list[Facet] | None = None
    entities: list[Entity] | None = None
    reply: Reply | None = None
    embed: Embed | None = None
    labels: SelfLabels | None = None


class PostView(Shape):
    """A post as the network serves it."""

    uri: str
    author: Author
    record: Record
    embed: Embed | None = None
    labels: list[Label] | None = None
    indexed_at: str = ""
    reply_count: int | None = None
