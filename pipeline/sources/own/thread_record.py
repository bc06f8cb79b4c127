"""Records of a thread.json file: its keys, their types, and how much of each there may be.

`docs/thread-json.md` describes it for people; a test holds the two together.
"""

from __future__ import annotations

import json
from typing import Annotated, Any

import msgspec

from pipeline.model import GapKind, MediaKind, SpanKind, Visibility
from pipeline.model.limits import (
    MAX_ADDRESS,
    MAX_ATTACHED,
    MAX_COUNT,
    MAX_LINE,
    MAX_LISTED,
    MAX_SPANS,
    MAX_TEXT,
    MAX_THREAD_POSTS,
    MAX_VOTES,
)
from pipeline.sources.own.explain import explained, lowered
from pipeline.sources.reading.cleaning import clean
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.json_text import COMPLAINTS, fault, mended

VERSION = 1

Short = Annotated[str, msgspec.Meta(max_length=MAX_LINE)]
Address = Annotated[str, msgspec.Meta(max_length=MAX_ADDRESS)]
Offset = Annotated[int, msgspec.Meta(ge=0, le=MAX_TEXT)]
Count = Annotated[int, msgspec.Meta(ge=1, le=MAX_COUNT)]
Votes = Annotated[int, msgspec.Meta(ge=0, le=MAX_VOTES)]

GUIDE = "docs/thread-json.md describes the format, with an example."


class AuthorRecord(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    name: Short = ""
    handle: Short = ""
    url: Address = ""
    bio: Annotated[str, msgspec.Meta(max_length=MAX_TEXT)] = ""
    portrait: Address = ""


class MediaRecord(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    kind: MediaKind = "photo"
    file: Address = ""
    alt: Annotated[str, msgspec.Meta(max_length=MAX_TEXT)] = ""
    url: Address = ""


class SpanRecord(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    start: Offset
    end: Offset
    kind: SpanKind
    target: Address = ""


MediaList = Annotated[tuple[MediaRecord, ...], msgspec.Meta(max_length=MAX_ATTACHED)]
Spans = Annotated[tuple[SpanRecord, ...], msgspec.Meta(max_length=MAX_SPANS)]


class QuoteRecord(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    url: Address = ""
    id: Short = ""
    author: AuthorRecord | None = None
    text: Annotated[str, msgspec.Meta(max_length=MAX_TEXT)] = ""
    spans: Spans | None = None
    media: MediaList = ()
    published: Short = ""
    missing: Short = ""


class ChoiceRecord(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    text: Short
    votes: Votes | None = None


class PollRecord(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    choices: Annotated[tuple[ChoiceRecord, ...], msgspec.Meta(min_length=1, max_length=MAX_ATTACHED)]
    voters: Votes | None = None
    several: bool = False
    ends: Short = ""


class LinkCardRecord(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    url: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_ADDRESS)]
    title: Short = ""
    description: Annotated[str, msgspec.Meta(max_length=MAX_TEXT)] = ""
    picture: Address = ""


class EmojiRecord(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    name: Short
    file: Address = ""
    url: Address = ""


class PostRecord(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    text: str
    id: Short = ""
    published: Short = ""
    url: Address = ""
    language: Short = ""
    author: AuthorRecord | None = None
    media: MediaList = ()
    spans: Spans | None = None
    quotes: Annotated[tuple[QuoteRecord, ...], msgspec.Meta(max_length=MAX_ATTACHED)] = ()
    poll: PollRecord | None = None
    link_cards: Annotated[tuple[LinkCardRecord, ...], msgspec.Meta(max_length=MAX_ATTACHED)] = ()
    emoji: Annotated[tuple[EmojiRecord, ...], msgspec.Meta(max_length=MAX_LISTED)] = ()
    warning: Annotated[str, msgspec.Meta(max_length=MAX_TEXT)] = ""
    sensitive: bool = False
    visibility: Visibility = "public"
    truncated: bool = False
    edited: bool = False


class CardRecord(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    date: Short = ""
    posts: Annotated[tuple[str, ...], msgspec.Meta(max_length=MAX_ATTACHED)] = ()
    count: Count | None = None
    url: Address = ""
    id: Short = ""


class GapRecord(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    message: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_LINE)]
    kind: GapKind = "posts"
    after: Annotated[int, msgspec.Meta(ge=0)] | None = None


class ThreadRecord(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    threadbound: int
    author: AuthorRecord
    posts: Annotated[tuple[PostRecord, ...], msgspec.Meta(min_length=1, max_length=MAX_THREAD_POSTS)]
    title: Short = ""
    date: Short = ""
    language: Short = ""
    url: Address = ""
    declared: Count | None = None
    captured: Short = ""
    cards: Annotated[tuple[CardRecord, ...], msgspec.Meta(max_length=MAX_LISTED)] = ()
    gaps: Annotated[tuple[GapRecord, ...], msgspec.Meta(max_length=MAX_LISTED)] = ()


RECORDS: dict[str, type[msgspec.Struct]] = {
    "": ThreadRecord,
    "author": AuthorRecord,
    "posts": PostRecord,
    "media": MediaRecord,
    "spans": SpanRecord,
    "quotes": QuoteRecord,
    "poll": PollRecord,
    "choices": ChoiceRecord,
    "link_cards": LinkCardRecord,
    "emoji": EmojiRecord,
    "cards": CardRecord,
    "gaps": GapRecord,
}
"""Records by the key that leads to them."""


def parse_record(item: Input, text: str) -> ThreadRecord:
    """The file as a record. Raises PublishError, with line and column or with the path of keys to the place."""
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=float)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        hint = "Check the commas, quotation marks and brackets around there."
        raise item.error(f"broken JSON: {lowered(error.msg)}", where=where, hint=hint) from None
    except COMPLAINTS as error:
        raise item.error(f"broken JSON: {fault(error)}", hint=GUIDE) from None
    version = value.get("threadbound") if isinstance(value, dict) else None
    if type(version) is int and version != VERSION:
        hint = f"This version of Threadbound reads version {VERSION}."
        raise item.error(f"version {version} of the format is not known", where="threadbound", hint=hint)
    try:
        return msgspec.convert(value, ThreadRecord)
    except msgspec.ValidationError as error:
        raise explained(item, str(error), RECORDS, GUIDE) from None
    except UnicodeEncodeError:  # half of a character where no text is meant: that is told of text with its place
        return parse_record(item, mended(text, item))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; the last value counts of a key that is there twice."""
    return {clean(key): value for key, value in pairs}
