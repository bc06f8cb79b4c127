"""A tweet of API v1.1 or of X's GraphQL as a post."""

from __future__ import annotations

import re

import msgspec
from msgspec import Struct

from pipeline.model import Author, Post, Quote
from pipeline.sources.x.cards import Card, link_cards_of, poll_of
from pipeline.sources.x.media_files import Find, media_of
from pipeline.sources.x.tweet import Entities, Indices, Tweet, TweetMedia, body_of
from pipeline.sources.x.tweet_text import Body, Link, after_own_name
from pipeline.sources.x.x_post import date_of, id_of, language, post_url, unseen

_NAMES = re.compile(r"\s*(?:[@＠]\w+\s+)*")


class Permalink(msgspec.Struct):
    url: str = ""
    expanded: str = ""
    display: str = ""


class Extended(msgspec.Struct):
    """The whole of a tweet of more than 140 characters, in "compatibility mode"."""

    full_text: str = ""
    display_text_range: Indices = (0, 0)
    entities: Entities = msgspec.field(default_factory=Entities)
    extended_entities: Entities = msgspec.field(default_factory=Entities)


class FullTweet(Tweet, kw_only=True):
    """The object as API v1.1 and GraphQL have it."""

    full_text: str = ""
    text: str = ""
    truncated: bool = False
    extended_tweet: Extended | None = None
    display_text_range: Indices = (0, 0)
    conversation_id_str: str = ""
    user_id_str: str = ""
    is_quote_status: bool = False
    quoted_status_id_str: str = ""
    quoted_status_permalink: Permalink = msgspec.field(default_factory=Permalink)


class Context(Struct, frozen=True, kw_only=True):
    """The parts of a post that stand beside its tweet object, in places that differ."""

    author: Author
    find: Find
    note: Body | None = None
    """Full text of a long post."""
    quote: Quote | None = None
    card: Card | None = None


def post_of(tweet: FullTweet, context: Context) -> Post:
    """The post of a tweet, with all that belongs to it."""
    text, shown, entities, media = _text(tweet)
    permalink = tweet.quoted_status_permalink
    quoted_link = Link(url=permalink.url, target=permalink.expanded, shown=permalink.display)
    short = body_of(text, entities, media[:1], [quoted_link])
    body = context.note or short
    own = context.author.handle if tweet.in_reply_to_status_id_str else ""
    end, linked = body.tail({item.url or "" for item in media}, tweet.post_id)
    begin = min(max(_hidden(body.raw, text, shown[0]), after_own_name(body.raw, own)), end)
    content, spans = body.laid_out(begin, end)
    quote = context.quote or linked or (unseen(tweet.quoted_status_id_str) if tweet.is_quote_status else None)
    targets = {link.url: link.target for link in body.links}
    return Post(
        id=tweet.post_id,
        text=content,
        spans=spans,
        media=tuple(media_of(item.attachment, tweet.post_id, context.find) for item in media),
        quotes=(quote,) if quote else (),
        poll=poll_of(context.card),
        link_cards=link_cards_of(context.card, targets, tweet.post_id, context.find),
        sensitive=bool(tweet.possibly_sensitive and media),
        author=context.author,
        date=date_of(tweet.created_at or "", tweet.post_id),
        url=post_url(context.author, tweet.post_id),
        reply_to=id_of(tweet.in_reply_to_status_id_str or ""),
        reply_to_author=tweet.in_reply_to_screen_name or id_of(tweet.in_reply_to_user_id_str or ""),
        conversation=id_of(tweet.conversation_id_str),
        language=language(tweet.lang),
        truncated=not context.note and ((tweet.truncated and not _is_whole(tweet)) or body.is_cut(begin, end)),
    )


def _text(tweet: FullTweet) -> tuple[str, Indices, Entities, list[TweetMedia]]:
    """The fullest text of a tweet, the range of it that X shows, and the entities and media that belong to it."""
    whole = tweet.extended_tweet
    if whole and whole.full_text:
        media = whole.extended_entities.media or whole.entities.media or tweet.media
        return whole.full_text, whole.display_text_range, whole.entities, media
    return tweet.full_text or tweet.text, tweet.display_text_range, tweet.entities, tweet.media


def _is_whole(tweet: FullTweet) -> bool:
    return bool(tweet.full_text or (tweet.extended_tweet and tweet.extended_tweet.full_text))


def _hidden(raw: str, text: str, start: int) -> int:
    """The length of a text's beginning that X hides, which is only ever the names of those whom it answers."""
    names = text[: max(start, 0)]
    return len(names) if _NAMES.fullmatch(names) and raw.startswith(names) else 0
