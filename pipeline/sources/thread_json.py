"""Reads thread.json, Threadbound's own format: one thread a file, everything about it stated outright.

Being written for this program, it is read strictly: a key that is not known or a date that is none is an error with
its place, never passed over. `docs/thread-json.md` describes the format.
"""

from __future__ import annotations

import re

from pipeline.errors import Notice, PublishError
from pipeline.model import Author, Capture, Card, Date, Media, Post, Quote, Span, SpanKind
from pipeline.sources.attachment import attach
from pipeline.sources.encoding import clean, decode
from pipeline.sources.entities import find_entities
from pipeline.sources.files import Input, digest
from pipeline.sources.reader import Reader
from pipeline.sources.rich_text import cleaned, web_url
from pipeline.sources.stated import DATE_HINT, LANGUAGE_HINT, is_language, parse_date
from pipeline.sources.thread_record import (
    MAX_TEXT,
    AuthorRecord,
    CardRecord,
    MediaRecord,
    PostRecord,
    QuoteRecord,
    SpanRecord,
    ThreadRecord,
    parse_record,
)

_NAME = "thread-json"
_MAX_BYTES = 16 * 1024 * 1024
_KEY = re.compile(rb'\s*\{.*"threadbound"\s*:', re.DOTALL)
_LINKS: tuple[SpanKind, ...] = ("link", "mention", "hashtag")


def _sniff(item: Input) -> bool:
    return bool(_KEY.match(item.head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf")))  # NUL: UTF-16


def _read(item: Input) -> list[Capture]:
    data = item.read_bytes(_MAX_BYTES)
    text, notices = decode(data, item.label)
    record = parse_record(item, text)
    conversion = _Conversion(item)
    capture = conversion.capture(record, digest([("", data)]), notices)
    return [capture]


class _Conversion:
    """A record as a capture; every method is told the place of what it converts, for its messages."""

    def __init__(self, item: Input) -> None:
        self._item = item
        self._notices: list[Notice] = []
        self._repaired: list[str] = []

    def capture(self, record: ThreadRecord, sha256: str, notices: tuple[Notice, ...]) -> Capture:
        """The whole file; `notices` are what decoding it gave."""
        author = self._author(record.author, "author")
        if not (author.name or author.handle):
            raise self._error("neither a name nor a handle", "author", "Give one of them, or both.")
        posts = tuple(self._post(post, f"posts[{index}]", author) for index, post in enumerate(record.posts))
        return Capture(
            source=self._item.source(_NAME, sha256),
            author=author,
            posts=posts,
            title=self._text(record.title, "title"),
            date=self._date(record.date, "date"),
            declared=record.declared,
            language=self._language(record.language, "language"),
            url=self._url(record.url, "url") or posts[0].url,
            cards=tuple(self._card(card, f"cards[{index}]") for index, card in enumerate(record.cards)),
            notices=(*notices, *self._repairs(), *self._notices),
        )

    def _post(self, record: PostRecord, where: str, author: Author) -> Post:
        if len(record.text) > MAX_TEXT:
            message = f"{len(record.text):,} characters, more than the {MAX_TEXT:,} of one post"
            raise self._error(message, f"{where}.text", "Split it into several posts.")
        text, spans = self._text(record.text, f"{where}.text"), None
        if record.spans is not None:
            text, spans = self._spans(record.text, record.spans, where)
        own = self._author(record.author, f"{where}.author") if record.author else None
        post_id = self._text(record.id, f"{where}.id")
        return Post(
            id=post_id,
            text=text,
            spans=find_entities(text) if spans is None else spans,
            media=tuple(self._media(each, f"{where}.media[{index}]") for index, each in enumerate(record.media)),
            quotes=tuple(self._quote(each, f"{where}.quotes[{index}]") for index, each in enumerate(record.quotes)),
            author=own,
            date=self._date(record.published, f"{where}.published"),
            url=self._url(record.url, f"{where}.url") or _post_url(own or author, post_id),
            language=self._language(record.language, f"{where}.language"),
        )

    def _spans(self, text: str, records: tuple[SpanRecord, ...], where: str) -> tuple[str, tuple[Span, ...]]:
        """The text cleaned, and the spans moved with it. Raises PublishError for spans that don't fit the text."""
        ends: dict[SpanKind, tuple[int, int]] = {}
        for index, record in sorted(enumerate(records), key=lambda pair: (pair[1].start, pair[1].end)):
            place = f"{where}.spans[{index}]"
            if not record.start < record.end <= len(text):
                message = f"{record.start} to {record.end} is no stretch of a text of {len(text)} characters"
                raise self._error(message, place, "Count characters from 0; the end is the one after the last.")
            end, other = ends.get(record.kind, (0, 0))
            if record.start < end:
                raise self._error(
                    f"overlaps spans[{other}], of the same kind", place, "Join the two, or end the first earlier."
                )
            ends[record.kind] = (record.end, index)
            self._check_target(record, place)
        spans = [Span(start=each.start, end=each.end, kind=each.kind, target=web_url(each.target)) for each in records]
        return cleaned(text, spans)

    def _check_target(self, record: SpanRecord, place: str) -> None:
        if record.kind in _LINKS:
            if not self._url(record.target, f"{place}.target", mail=True) and record.kind == "link":
                raise self._error("missing key 'target'", place, "Say where the link leads.")
        elif record.target:
            raise self._error(f"a {record.kind} span leads nowhere", f"{place}.target", "Leave it out.")

    def _media(self, record: MediaRecord, where: str) -> Media:
        url = self._url(record.url, f"{where}.url")
        alt = self._text(record.alt, f"{where}.alt")
        if not record.file:
            return Media(kind=record.kind, alt=alt, url=url, missing="not saved with the thread")
        media, notices = attach(
            self._item, clean(record.file), kind=record.kind, alt=alt, url=url, where=f"{where}.file"
        )
        self._notices += notices
        return media

    def _quote(self, record: QuoteRecord, where: str) -> Quote:
        return Quote(
            url=self._url(record.url, f"{where}.url"),
            author=self._author(record.author, f"{where}.author") if record.author else None,
            text=self._text(record.text, f"{where}.text"),
            date=self._date(record.published, f"{where}.published"),
        )

    def _card(self, record: CardRecord, where: str) -> Card:
        return Card(
            date=self._date(record.date, f"{where}.date"),
            posts=tuple(self._text(text, f"{where}.posts[{index}]") for index, text in enumerate(record.posts)),
            count=record.count,
            url=self._url(record.url, f"{where}.url"),
            id=self._text(record.id, f"{where}.id"),
        )

    def _author(self, record: AuthorRecord, where: str) -> Author:
        return Author(
            name=self._text(record.name, f"{where}.name").strip(),
            handle=self._text(record.handle, f"{where}.handle").strip().removeprefix("@"),
            url=self._url(record.url, f"{where}.url"),
        )

    def _text(self, value: str, where: str) -> str:
        cleaned = clean(value)
        if cleaned != value.replace("\r\n", "\n").replace("\r", "\n"):
            self._repaired.append(where)
        return cleaned

    def _date(self, value: str, where: str) -> Date | None:
        try:
            return parse_date(value) if value else None
        except ValueError:
            raise self._error(f"not a date: {_short(value)}", where, DATE_HINT) from None

    def _language(self, value: str, where: str) -> str:
        if value and not is_language(value):
            raise self._error(f"not a language tag: {_short(value)}", where, LANGUAGE_HINT)
        return value

    def _url(self, value: str, where: str, *, mail: bool = False) -> str:
        url = web_url(value)
        if value and (not url or (url.startswith("mailto:") and not mail)):
            hint = "It begins with https:// or http://" + (" or mailto:" if mail else "")
            raise self._error(f"not a web address: {_short(value)}", where, hint)
        return url

    def _repairs(self) -> list[Notice]:
        if not self._repaired:
            return []
        others = len(self._repaired) - 1
        more = f", here and in {others} other text{'s' if others > 1 else ''}" if others else ""
        message = f"characters that are no text were left out{more}"
        return [Notice(message=message, path=self._item.label, where=self._repaired[0])]

    def _error(self, message: str, where: str, hint: str) -> PublishError:
        return self._item.error(message, where=where, hint=hint)


def _post_url(author: Author, post_id: str) -> str:
    """The address on X of a post with one of its ids by someone with one of its handles, or ""."""
    known = re.fullmatch(r"[A-Za-z0-9_]{1,30}", author.handle) and re.fullmatch(r"[0-9]{1,20}", post_id)
    return f"https://x.com/{author.handle}/status/{post_id}" if known else ""


def _short(value: str) -> str:
    """A value as a message shows it."""
    return repr(value if len(value) <= 60 else f"{value[:60]}…")


READER = Reader(name=_NAME, title="Threadbound thread.json", sniff=_sniff, read=_read)
