"""One item of `tweets.js` as a post. (For gc=False see `x_replies`.)"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal

import msgspec

from pipeline.date import MONTHS
from pipeline.model import Asset, Author, Date, Media, Post
from pipeline.sources.alt_texts import AltTexts, base_name
from pipeline.sources.bundle import Bundle
from pipeline.sources.x_archive_data import DAMAGED
from pipeline.sources.x_archive_text import Body, Link, hashtag, mention, unescaped, web
from pipeline.sources.x_notes import ELLIPSIS, Notes
from pipeline.sources.x_replies import Tied

CUT_WEIGHT = 200
"""A text that ends with "…" and is shorter was not cut by X (which cuts at 280) but trails off by itself."""

_CREATED = re.compile(
    r"\w{3} (?P<month>\w{3}) (?P<day>\d\d) (?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
    r" (?P<sign>[+-])(?P<zone>\d{4}) (?P<year>\d{4})",
    re.ASCII,
)
_MONTHS = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_ID = re.compile(r"[0-9]{1,20}")
_KINDS: dict[str, Literal["video", "gif"]] = {"video": "video", "animated_gif": "gif"}
_NO_LANGUAGE = re.compile(r"und|zxx|q\w\w")

Indices = tuple[int, int]


class _Url(msgspec.Struct, gc=False):
    url: str | None = None
    expanded_url: str | None = None
    display_url: str | None = None
    indices: Indices = (-1, -1)


class _Mention(msgspec.Struct, gc=False):
    screen_name: str | None = None
    indices: Indices = (-1, -1)


class _Hashtag(msgspec.Struct, gc=False):
    text: str | None = None
    indices: Indices = (-1, -1)


class _Variant(msgspec.Struct, gc=False):
    url: str = ""
    bitrate: int = -1
    """Missing for HLS playlists; 0 for GIFs."""


class _Video(msgspec.Struct, gc=False):
    variants: list[_Variant] = []


class _Media(_Url):
    media_url_https: str | None = None
    media_url: str | None = None
    id_str: str | None = None
    type: str = "photo"
    video_info: _Video | None = None

    @property
    def address(self) -> str:
        """Of the picture; of a video or GIF, of its poster."""
        return self.media_url_https or self.media_url or ""


class _Entities(msgspec.Struct, gc=False):
    urls: list[_Url] = []
    user_mentions: list[_Mention] = []
    hashtags: list[_Hashtag] = []
    media: list[_Media] = []


class Tweet(Tied, kw_only=True):
    """What is used of an item; everything else that X writes is ignored."""

    full_text: str
    created_at: str | None = None
    in_reply_to_screen_name: str | None = None
    lang: str | None = None
    entities: _Entities = msgspec.field(default_factory=_Entities)
    extended_entities: _Entities = msgspec.field(default_factory=_Entities)

    @property
    def is_retweet(self) -> bool:
        return self.full_text.startswith("RT @")

    @property
    def media(self) -> list[_Media]:
        """All media; `entities` has only the first, and calls every one a photo."""
        return self.extended_entities.media or self.entities.media


class Item(msgspec.Struct, gc=False):
    """An element of the list in `tweets.js`."""

    tweet: Tweet


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Makes posts of items, with what the rest of the archive says about them."""

    bundle: Bundle
    author: Author
    account_id: str
    notes: Notes
    media_folders: tuple[str, ...]
    """Where pictures may lie, each ending in "/"."""
    alt_texts: AltTexts

    def post(self, tweet: Tweet, place: str) -> Post:
        """The post. Raises PublishError, naming the place, where its id or date is none."""
        post_id = tweet.post_id
        if not _ID.fullmatch(post_id):
            raise self.bundle.error(f"not the id of a post: {post_id!r}", where=place, hint=DAMAGED)
        date = self._date(tweet, post_id, place)
        body = _body(tweet)
        media_links = {media.url or "" for media in tweet.media}
        end, quoted = body.tail(media_links, post_id)
        beginning = unescaped(body.raw[self._begin(tweet, body.raw) : end])
        note = self.notes.of(post_id, date.instant, beginning) if date.instant else None
        if note:
            body = note
            end, own_quote = note.tail(media_links, post_id)
            quoted = quoted or own_quote
        text, spans = body.laid_out(min(self._begin(tweet, body.raw), end), end)
        return Post(
            id=post_id,
            text=text,
            spans=spans,
            media=tuple(self._media(post_id, media) for media in tweet.media),
            quotes=(quoted,) if quoted else (),
            date=date,
            url=f"https://x.com/{self.author.handle or 'i'}/status/{post_id}",
            reply_to=tweet.in_reply_to_status_id_str or "",
            reply_to_author=self._answered(tweet),
            language="" if _NO_LANGUAGE.fullmatch(tweet.lang or "und") else str(tweet.lang),
            truncated=not note and beginning.endswith(ELLIPSIS) and _weight(beginning) >= CUT_WEIGHT,
        )

    def _date(self, tweet: Tweet, post_id: str, place: str) -> Date:
        try:
            return Date.at(_moment(tweet.created_at)) if tweet.created_at else Date.of_snowflake(post_id)
        except (ValueError, OverflowError, KeyError) as error:
            raise self.bundle.error(
                f"not a date: {tweet.created_at or post_id!r}", where=place, hint=DAMAGED
            ) from error

    def _begin(self, tweet: Tweet, raw: str) -> int:
        """Where the text begins: after the author's own @handle in an answer to themself, as X shows it."""
        own = f"@{self.author.handle}".casefold()
        word = raw.split(None, 1)[0] if raw.strip() else ""
        skip = tweet.in_reply_to_status_id_str and word.casefold() == own
        begin = len(raw) - len(raw.lstrip())
        return len(raw) - len(raw[begin + len(word) :].lstrip()) if skip else begin

    def _answered(self, tweet: Tweet) -> str:
        user_id, handle = tweet.in_reply_to_user_id_str or "", tweet.in_reply_to_screen_name or ""
        if user_id and user_id == self.account_id:
            return self.author.handle or user_id
        return handle or user_id

    def _media(self, post_id: str, media: _Media) -> Media:
        name = base_name(media.address)
        alt = self.alt_texts.get((post_id, name)) or self.alt_texts.get((post_id, media.id_str or ""), "")
        asset = self._asset(f"{post_id}-{name}") if name else None
        kind: Literal["photo", "video", "gif"] = _KINDS.get(media.type, "photo")
        if kind == "photo":
            missing = "" if asset else "not in the archive"
            return Media(alt=alt, asset=asset, url=web(media.address), missing=missing)
        variants = media.video_info.variants if media.video_info else []
        best = max(variants, key=lambda variant: variant.bitrate, default=_Variant()).url
        missing = "" if asset else f"{'video' if kind == 'video' else 'GIF'}: see the original"
        return Media(kind=kind, alt=alt, asset=asset, url=web(best) or web(media.address), missing=missing)

    def _asset(self, name: str) -> Asset | None:
        found = (self.bundle.asset(folder + name) for folder in self.media_folders)
        return next((asset for asset in found if asset), None)


def _body(tweet: Tweet) -> Body:
    raw, entities = tweet.full_text, tweet.entities
    links = tuple(
        Link(
            url=url.url or "",
            target=url.expanded_url or "",
            shown=url.display_url or "",
            start=url.indices[0],
            end=url.indices[1],
        )
        for url in (*entities.urls, *tweet.media[:1])  # all media share one link
    )
    found = [
        *(mention(raw, item.screen_name or "", *item.indices) for item in entities.user_mentions),
        *(hashtag(raw, item.text or "", *item.indices) for item in entities.hashtags),
    ]
    return Body(raw=raw, links=links, marks=tuple(mark for mark in found if mark), decode=unescaped)


def _moment(created_at: str) -> datetime:
    """ "Sat Nov 09 12:14:18 +0000 2024". Read without strptime, whose month names change with the locale."""
    match = _CREATED.fullmatch(created_at)
    if not match:
        raise ValueError("not a date")
    hours, minutes = int(match["zone"][:2]), int(match["zone"][2:])
    offset = timedelta(hours=hours, minutes=minutes) * (-1 if match["sign"] == "-" else 1)
    day = int(match["year"]), _MONTHS[match["month"]], int(match["day"])
    time = int(match["hour"]), int(match["minute"]), int(match["second"])
    return datetime(*day, *time, tzinfo=timezone(offset) if offset else UTC)


def _weight(text: str) -> int:
    """About the length that X counts: letters of East Asia and emoji count two."""
    return sum(2 if character >= "\u1100" else 1 for character in text)
