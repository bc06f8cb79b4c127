"""Reads thread.json, Threadbound's own format: one thread a file, everything about it stated outright.

Being written for this program, it is read strictly: a key that is not known or a date that is none is an error with
its place, never passed over. `docs/thread-json.md` describes the format.
"""

from __future__ import annotations

import re

from pipeline.model import Capture, Gap, Teaser
from pipeline.model.limits import MAX_THREAD_JSON_BYTES
from pipeline.sources.own.thread_posts import read_post
from pipeline.sources.own.thread_record import CardRecord, GapRecord, ThreadRecord, parse_record
from pipeline.sources.own.thread_values import Values
from pipeline.sources.reading.encoding import decode
from pipeline.sources.reading.files import Input, digest

NAME = "thread-json"

UNREAD: dict[str, str] = {}
_KEY = re.compile(rb'\s*\{(?!\s*"threadbound": "[^"]+",\s*"inputs":).*"threadbound"\s*:', re.DOTALL)
"""Beginning of a thread.json; not of the report.json of a run, which names the version that made it."""


def sniff(item: Input) -> bool:
    """Whether the input is of this format."""
    return bool(_KEY.match(item.head))


def read(item: Input) -> list[Capture]:
    """The captures in the input. Raises PublishError."""
    data = item.read_bytes(MAX_THREAD_JSON_BYTES)
    text, notices = decode(data, item.label, as_lines=False)
    record = parse_record(item, text)
    values = Values(item)
    author = values.author(record.author, "author")
    if not (author.name or author.handle):
        raise values.error("neither a name nor a handle", "author", "Give one of them, or both.")
    posts = tuple(read_post(post, f"posts[{index}]", author, values) for index, post in enumerate(record.posts))
    capture = Capture(
        source=item.source(NAME, digest([("", data)])),
        author=author,
        posts=posts,
        title=values.text(record.title, "title"),
        date=values.date(record.date, "date"),
        declared=record.declared,
        captured=values.date(record.captured, "captured"),
        language=values.language(record.language, "language"),
        url=values.url(record.url, "url") or posts[0].url,
        cards=tuple(_card(card, f"cards[{index}]", values) for index, card in enumerate(record.cards)),
        profiles=tuple(values.profiles),
        gaps=tuple(_gap(gap, f"gaps[{index}]", record, values) for index, gap in enumerate(record.gaps)),
        notices=(*notices, *values.notices),
    )
    return [capture]


def _card(record: CardRecord, where: str, values: Values) -> Teaser:
    return Teaser(
        date=values.date(record.date, f"{where}.date"),
        posts=tuple(values.text(text, f"{where}.posts[{index}]") for index, text in enumerate(record.posts)),
        count=record.count,
        url=values.url(record.url, f"{where}.url"),
        id=values.text(record.id, f"{where}.id"),
    )


def _gap(record: GapRecord, where: str, thread: ThreadRecord, values: Values) -> Gap:
    if record.after is not None and record.after > len(thread.posts):
        message = f"there are {len(thread.posts)} posts, and none has the number {record.after}"
        raise values.error(message, f"{where}.after", "The first post has the number 1; 0 is before it.")
    after = None if record.after is None else record.after - 1
    return Gap(kind=record.kind, message=values.text(record.message, f"{where}.message"), after=after)
