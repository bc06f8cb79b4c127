"""Responses of X's API v2, flattened: the users, media, polls and posts that they list apart are put into each post.

Twarc calls such posts flattened. So there is one shape to read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.sources.reading.json_file import inside

_Object = dict[str, Any]


def posts_in(place: str, value: _Object) -> Iterator[tuple[str, _Object]]:
    """The posts of a response, or the one post that an object is, flattened, each with its place."""
    if "data" not in value:
        if "text" in value or "id" in value:
            yield place, value
        return
    data, included = value["data"], _Included(value)
    for number, tweet in enumerate(_objects(data if isinstance(data, list) else [data]), 1):
        where = inside(place, f"data, item {number}" if isinstance(data, list) else "data")
        yield where, {"__twarc": value.get("__twarc"), **included.flattened(tweet)}


class _Included:
    """The users, media, polls and posts that a response includes beside those asked for."""

    def __init__(self, response: _Object) -> None:
        listed = response.get("includes")
        groups = listed if isinstance(listed, dict) else {}
        self._users = _by(groups.get("users"), "id")
        self._media = _by(groups.get("media"), "media_key")
        self._polls = _by(groups.get("polls"), "id")
        self._tweets = _by(groups.get("tweets"), "id")
        self._errors = _by(response.get("errors"), "resource_id") | _by(response.get("errors"), "value")

    def flattened(self, tweet: _Object) -> _Object:
        """The post with its author and media, and with the posts that it refers to."""
        whole = [self._referred(each) for each in _objects(tweet.get("referenced_tweets"))]
        return {**self._own(tweet), "referenced_tweets": whole}

    def _referred(self, reference: _Object) -> _Object:
        """A referred post with all that belongs to it; or its reference, with X's reason for not giving it."""
        tweet, error = self._tweets.get(_key(reference, "id")), self._errors.get(_key(reference, "id"))
        if tweet:
            return {**self._own(tweet), "referenced_tweets": [], **reference}
        return {**reference, "missing": f"{error.get('title')} {error.get('detail')}"} if error else reference

    def _own(self, tweet: _Object) -> _Object:
        attached = tweet.get("attachments")
        keys = attached if isinstance(attached, dict) else {}
        media_keys = _strings(keys.get("media_keys"))
        media = [self._media[key] for key in media_keys if key in self._media]
        poll_ids = _strings(keys.get("poll_ids"))
        poll = next((self._polls[key] for key in poll_ids if key in self._polls), keys.get("poll"))
        return {
            "author": self._users.get(_key(tweet, "author_id")),
            "in_reply_to_user": self._users.get(_key(tweet, "in_reply_to_user_id")),
            **tweet,
            "attachments": {"media_keys": media_keys, "media": media, "poll_ids": poll_ids, "poll": poll},
        }


def _by(values: Any, key: str) -> dict[str, _Object]:
    return {_key(value, key): value for value in _objects(values)}


def _key(value: _Object, key: str) -> str:
    return str(value.get(key, ""))


def _objects(values: Any) -> list[_Object]:
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def _strings(values: Any) -> list[str]:
    return [str(value) for value in values] if isinstance(values, list) else []
