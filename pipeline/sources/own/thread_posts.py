"""Posts of a thread.json file, with all that belongs to one."""

from __future__ import annotations

import re
from collections.abc import Collection

from pipeline.model import Author, Choice, CustomEmoji, LinkCard, Media, Message, Poll, Post, Quote, Span, SpanKind
from pipeline.model.limits import MAX_TEXT
from pipeline.sources.own.thread_record import (
    EmojiRecord,
    LinkCardRecord,
    MediaRecord,
    PollRecord,
    PostRecord,
    QuoteRecord,
    SpanRecord,
)
from pipeline.sources.own.thread_values import Values, short
from pipeline.sources.reading.cleaning import with_spans
from pipeline.sources.reading.entities import find_entities
from pipeline.text.shortcodes import SHORTCODE
from pipeline.text.web_addresses import web_url
from pipeline.text.x_addresses import is_handle, is_id, post_url

_LINKS: tuple[SpanKind, ...] = ("link", "mention", "hashtag")


def read_post(record: PostRecord, where: str, author: Author, values: Values) -> Post:
    """The post of a record. author: the thread's. Raises PublishError for a value that is none."""
    if len(record.text) > MAX_TEXT:
        message = f"{len(record.text):,} characters, more than the {MAX_TEXT:,} of one post"
        raise values.error(message, f"{where}.text", "Split it into several posts.")
    emoji = tuple(_emoji(each, f"{where}.emoji[{index}]", values) for index, each in enumerate(record.emoji))
    text, spans = _text(record.text, record.spans, where, [each.name for each in emoji], values)
    own = values.author(record.author, f"{where}.author") if record.author else None
    post_id = values.text(record.id, f"{where}.id")
    return Post(
        id=post_id,
        text=text,
        spans=spans,
        marked_up=record.spans is not None,
        media=_all_media(record.media, where, values),
        quotes=tuple(_quote(each, f"{where}.quotes[{index}]", values) for index, each in enumerate(record.quotes)),
        poll=_poll(record.poll, f"{where}.poll", values) if record.poll else None,
        link_cards=tuple(
            _link_card(each, f"{where}.link_cards[{index}]", values) for index, each in enumerate(record.link_cards)
        ),
        emoji=emoji,
        warning=values.text(record.warning, f"{where}.warning").strip(),
        sensitive=record.sensitive,
        author=own,
        date=values.date(record.published, f"{where}.published"),
        url=values.url(record.url, f"{where}.url") or _post_url(own or author, post_id),
        visibility=record.visibility,
        language=values.language(record.language, f"{where}.language"),
        truncated=record.truncated,
        edited=record.edited,
    )


def _text(
    text: str, records: tuple[SpanRecord, ...] | None, where: str, emoji: Collection[str], values: Values
) -> tuple[str, tuple[Span, ...]]:
    """The text cleaned, with the spans that are given, else those that are found in it. emoji: names to find."""
    plain = values.text(text, f"{where}.text")
    if records is not None:
        return _marked(text, records, where, emoji, values)
    spans = find_entities(plain)
    if emoji:
        names = re.compile("|".join(map(re.escape, emoji)))
        named = (Span(start=match.start(), end=match.end(), kind="emoji") for match in names.finditer(plain))
        spans = tuple(sorted([*spans, *named]))
    return plain, spans


def _marked(
    text: str, records: tuple[SpanRecord, ...], where: str, emoji: Collection[str], values: Values
) -> tuple[str, tuple[Span, ...]]:
    """The text cleaned, and the spans moved with it. Raises PublishError for spans that don't fit the text."""
    ends: dict[SpanKind, tuple[int, int]] = {}
    for index, record in sorted(enumerate(records), key=lambda pair: (pair[1].start, pair[1].end)):
        place = f"{where}.spans[{index}]"
        if not record.start < record.end <= len(text):
            message = f"{record.start} to {record.end} is no stretch of a text of {len(text)} characters"
            raise values.error(message, place, "Count characters from 0; the end is the one after the last.")
        end, other = ends.get(record.kind, (0, 0))
        if record.start < end:
            raise values.error(
                f"overlaps spans[{other}], of the same kind", place, "Join the two, or end the first earlier."
            )
        ends[record.kind] = (record.end, index)
        _check_target(record, place, values)
        if record.kind == "emoji" and (name := text[record.start : record.end]) not in emoji:
            raise values.error(f"not one of the post's emoji: {short(name)}", place, "List it in the post's `emoji`.")
    spans = [Span(start=each.start, end=each.end, kind=each.kind, target=web_url(each.target)) for each in records]
    return with_spans(text, spans)


def _check_target(record: SpanRecord, place: str, values: Values) -> None:
    if record.kind in _LINKS:
        if not values.url(record.target, f"{place}.target", mail=True) and record.kind == "link":
            raise values.error("missing key 'target'", place, "Say where the link leads.")
    elif record.target:
        raise values.error(f"a {record.kind} span leads nowhere", f"{place}.target", "Leave it out.")


def _all_media(records: tuple[MediaRecord, ...], where: str, values: Values) -> tuple[Media, ...]:
    return tuple(_media(each, f"{where}.media[{index}]", values) for index, each in enumerate(records))


def _media(record: MediaRecord, where: str, values: Values) -> Media:
    url = values.url(record.url, f"{where}.url")
    alt = values.text(record.alt, f"{where}.alt")
    if not record.file:
        return Media(kind=record.kind, alt=alt, url=url, missing=Message("not-saved-with-thread"))
    return values.media(record.file, f"{where}.file", kind=record.kind, alt=alt, url=url)


def _quote(record: QuoteRecord, where: str, values: Values) -> Quote:
    if record.missing and record.text:
        raise values.error("not missing: its text is here", f"{where}.missing", "Leave out one of the two.")
    text, spans = _text(record.text, record.spans or (), where, (), values)
    return Quote(
        url=values.url(record.url, f"{where}.url"),
        id=values.text(record.id, f"{where}.id"),
        author=values.author(record.author, f"{where}.author") if record.author else None,
        text=text,
        spans=spans,
        marked_up=record.spans is not None,
        media=_all_media(record.media, where, values),
        date=values.date(record.published, f"{where}.published"),
        missing=values.text(record.missing, f"{where}.missing"),
    )


def _poll(record: PollRecord, where: str, values: Values) -> Poll:
    choices = (
        Choice(text=values.text(each.text, f"{where}.choices[{index}].text"), votes=each.votes)
        for index, each in enumerate(record.choices)
    )
    ends = values.date(record.ends, f"{where}.ends")
    return Poll(choices=tuple(choices), voters=record.voters, several=record.several, ends=ends)


def _link_card(record: LinkCardRecord, where: str, values: Values) -> LinkCard:
    return LinkCard(
        url=values.url(record.url, f"{where}.url"),
        title=values.text(record.title, f"{where}.title").strip(),
        description=values.text(record.description, f"{where}.description").strip(),
        picture=values.picture(record.picture, f"{where}.picture"),
    )


def _emoji(record: EmojiRecord, where: str, values: Values) -> CustomEmoji:
    if not SHORTCODE.fullmatch(record.name):
        raise values.error(
            f"not the name of an emoji: {short(record.name)}", f"{where}.name", "Write it as in the text: :kiln:"
        )
    return CustomEmoji(
        name=values.text(record.name, f"{where}.name"),
        asset=values.picture(record.file, f"{where}.file"),
        url=values.url(record.url, f"{where}.url"),
    )


def _post_url(author: Author, post_id: str) -> str:
    """The address on X, where handle and id have the form that X gives them; else ""."""
    return post_url(author.handle, post_id) if is_handle(author.handle) and is_id(post_id) else ""
