"""The shape of a thread.json file: its keys, their types, how much of each there may be.

`docs/thread-json.md` describes it for people; a test holds the two together.
"""

from __future__ import annotations

import json
import re
from difflib import get_close_matches
from typing import Annotated, Any, Literal, get_args, get_type_hints

import msgspec

from pipeline.errors import PublishError
from pipeline.model import GapKind, Visibility
from pipeline.sources.encoding import clean
from pipeline.sources.files import Input

VERSION = 1
MAX_TEXT = 100_000
"""Characters of one post."""

Short = Annotated[str, msgspec.Meta(max_length=1000)]
Address = Annotated[str, msgspec.Meta(max_length=8000)]
Offset = Annotated[int, msgspec.Meta(ge=0, le=MAX_TEXT)]
Count = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
Votes = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)]

GUIDE = "docs/thread-json.md describes the format, with an example."


class AuthorRecord(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    name: Short = ""
    handle: Short = ""
    url: Address = ""


class MediaRecord(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    kind: Literal["photo", "video", "gif"] = "photo"
    file: Address = ""
    alt: Annotated[str, msgspec.Meta(max_length=MAX_TEXT)] = ""
    url: Address = ""


class SpanRecord(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    start: Offset
    end: Offset
    kind: Literal["link", "mention", "hashtag", "bold", "italic", "code", "emoji"]
    target: Address = ""


MediaList = Annotated[tuple[MediaRecord, ...], msgspec.Meta(max_length=100)]
Spans = Annotated[tuple[SpanRecord, ...], msgspec.Meta(max_length=10_000)]


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
    choices: Annotated[tuple[ChoiceRecord, ...], msgspec.Meta(min_length=1, max_length=100)]
    voters: Votes | None = None
    several: bool = False
    ends: Short = ""


class LinkCardRecord(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    url: Annotated[str, msgspec.Meta(min_length=1, max_length=8000)]
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
    quotes: Annotated[tuple[QuoteRecord, ...], msgspec.Meta(max_length=100)] = ()
    poll: PollRecord | None = None
    link_cards: Annotated[tuple[LinkCardRecord, ...], msgspec.Meta(max_length=100)] = ()
    emoji: Annotated[tuple[EmojiRecord, ...], msgspec.Meta(max_length=1000)] = ()
    warning: Annotated[str, msgspec.Meta(max_length=MAX_TEXT)] = ""
    sensitive: bool = False
    visibility: Visibility = "public"
    truncated: bool = False
    edited: bool = False


class CardRecord(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    date: Short = ""
    posts: Annotated[tuple[str, ...], msgspec.Meta(max_length=100)] = ()
    count: Count | None = None
    url: Address = ""
    id: Short = ""


class GapRecord(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    message: Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]
    kind: GapKind = "posts"
    after: Annotated[int, msgspec.Meta(ge=0)] | None = None


class ThreadRecord(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    threadbound: int
    author: AuthorRecord
    posts: Annotated[tuple[PostRecord, ...], msgspec.Meta(min_length=1, max_length=10_000)]
    title: Short = ""
    date: Short = ""
    language: Short = ""
    url: Address = ""
    declared: Count | None = None
    captured: Short = ""
    cards: Annotated[tuple[CardRecord, ...], msgspec.Meta(max_length=1000)] = ()
    gaps: Annotated[tuple[GapRecord, ...], msgspec.Meta(max_length=1000)] = ()


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
"""Which record stands at a place, by the key that leads there."""

_PLACE = re.compile(r"(?P<message>.*) - at `\$\.?(?P<place>.*)`", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(.*)`")
_VALUE = re.compile(r"Invalid enum value (.*)", re.DOTALL)
_TYPES = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
}


def parse_record(item: Input, text: str) -> ThreadRecord:
    """The file as a record. Raises PublishError, with line and column or with the path of keys to the place."""
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=float)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        hint = "Check the commas, quotation marks and brackets around there."
        raise item.error(f"broken JSON: {_lowered(error.msg)}", where=where, hint=hint) from None
    except RecursionError:
        raise item.error("broken JSON: nested too deeply", hint=GUIDE) from None
    except ValueError:  # an integer of thousands of digits
        raise item.error("broken JSON: a number that is too long", hint=GUIDE) from None
    version = value.get("threadbound") if isinstance(value, dict) else None
    if type(version) is int and version != VERSION:
        hint = f"This version of Threadbound reads version {VERSION}."
        raise item.error(f"version {version} of the format is not known", where="threadbound", hint=hint)
    try:
        return msgspec.convert(value, ThreadRecord)
    except msgspec.ValidationError as error:
        raise _explained(item, str(error)) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a key that is there twice, the last value counts."""
    return {clean(key): value for key, value in pairs}


def _explained(item: Input, problem: str) -> PublishError:
    """An error in our words from msgspec's, which are "Expected `str`, got `int` - at `$.posts[0].text`"."""
    match = _PLACE.fullmatch(problem)
    problem, place = (match["message"], match["place"]) if match else (problem, "")
    keys = ["", *re.findall(r"[a-z_]+", place)]
    if unknown := _UNKNOWN.fullmatch(problem):
        key = unknown[1][:60]
        return item.error(f"unknown key {key!r}", where=place, hint=_suggestion(key, RECORDS[keys[-1]]))
    if missing := _MISSING.fullmatch(problem):
        return item.error(f"missing key {missing[1]!r}", where=place, hint=GUIDE)
    if value := _VALUE.fullmatch(problem):
        kinds = ", ".join(get_args(get_type_hints(RECORDS[keys[-2]])[keys[-1]]))
        return item.error(f"not one of the kinds there are: {value[1][:60]}", where=place, hint=f"One of: {kinds}.")
    plain = re.sub(r"`(\w+)(?: \| null)?`", lambda name: _TYPES.get(name[1], name[1]), problem)
    return item.error(_lowered(plain), where=place, hint=GUIDE)


def _suggestion(key: str, record: type[msgspec.Struct]) -> str:
    nearest = get_close_matches(key, record.__struct_fields__, n=1)
    return f"Did you mean {nearest[0]!r}?" if nearest else f"The keys here are {', '.join(record.__struct_fields__)}."


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
