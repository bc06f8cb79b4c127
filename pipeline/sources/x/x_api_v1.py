"""Tweets of X's API v1.1, as twarc and tweepy have saved them: one, a list, or one on each line.

Each has its author, its media with their descriptions and the tweet that it quotes. Retweets are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from pipeline.model import Author, Capture, Post
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.json_file import inside
from pipeline.sources.reading.quotes import as_quote
from pipeline.sources.x.bag import Bag
from pipeline.sources.x.cards import Card
from pipeline.sources.x.full_tweet import Context, FullTweet, post_of
from pipeline.sources.x.json_shapes import Reading, keys
from pipeline.sources.x.media_files import Beside
from pipeline.sources.x.x_post import author_of

NAME = "x-api-v1"

UNREAD: dict[str, str] = {
    "text: RT @*": "a repost: another person's post",
}


class _User(msgspec.Struct):
    id_str: str = ""
    name: str = ""
    screen_name: str = ""
    description: str | None = None


class _Quoted(FullTweet, kw_only=True):
    user: _User
    card: Card | None = None


class _Tweet(_Quoted, kw_only=True):
    quoted_status: _Quoted | None = None


def sniff(item: Input) -> bool:
    """Whether the input is of this format."""
    found = keys(item.head)
    has_text = not found.isdisjoint({b"text", b"full_text"})
    return {b"id_str", b"user", b"created_at"} <= found and has_text and found.isdisjoint({b"rawContent", b"legacy"})


def read(item: Input) -> list[Capture]:
    """The captures in the input. Raises PublishError."""
    reading, bag, pictures = Reading(item), Bag(item), Beside(item)
    for place, value in reading.objects():
        for where, tweet in _tweets(place, value):
            if tweet.get("retweeted_status"):
                continue
            with bag.skipping_errors():
                typed = reading.typed(tweet, _Tweet, where)
                post = _post(typed, pictures)
                bag.add(post, place=where)
                bag.know(typed.user.id_str, post.author or Author())
                bag.describe(post.author or Author(), typed.user.description or "")
    return [bag.capture(item.source(NAME, reading.file.sha256), reading.file.notices)]


def _tweets(place: str, value: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The tweet of an object, or those of a page of search results."""
    found = value.get("statuses")
    if not isinstance(found, list):
        yield place, value
        return
    for number, tweet in enumerate(found, 1):
        if isinstance(tweet, dict):
            yield inside(place, f"statuses, item {number}"), tweet


def _post(tweet: _Tweet, pictures: Beside) -> Post:
    quoted = tweet.quoted_status
    quote = as_quote(post_of(quoted, _context(quoted, pictures))) if quoted else None
    return post_of(tweet, replace(_context(tweet, pictures), quote=quote))


def _context(tweet: _Quoted, pictures: Beside) -> Context:
    return Context(author=author_of(tweet.user.name, tweet.user.screen_name), find=pictures.find, card=tweet.card)
