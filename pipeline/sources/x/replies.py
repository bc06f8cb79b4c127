"""First, light passes over an X archive, which find the posts that can be part of a thread, and whose they are.

Of a large archive most posts stand alone or answer somebody else. They need not be laid out and kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from pipeline.sources.reading.bundle import Bundle
from pipeline.sources.x.archive_data import items
from pipeline.sources.x.tweet import EditInfo
from pipeline.sources.x.tweet_text import quoted_post
from pipeline.text.x_addresses import is_handle


class _Url(msgspec.Struct, gc=False):
    expanded_url: str | None = None


class _Entities(msgspec.Struct, gc=False):
    urls: list[_Url] = []


class _Tweet(msgspec.Struct, gc=False):
    """An item of `tweets.js`, of which only the fields are read that tie it to others."""

    id_str: str | None = None
    id: str | int | None = None
    in_reply_to_status_id_str: str | None = None
    in_reply_to_user_id_str: str | None = None
    in_reply_to_screen_name: str | None = None
    edit_info: EditInfo | None = None
    entities: _Entities = msgspec.field(default_factory=_Entities)

    @property
    def post_id(self) -> str:
        return self.id_str or str(self.id)


class _Item(msgspec.Struct, gc=False):
    tweet: _Tweet


def linked(bundle: Bundle, names: Sequence[str], account_id: str) -> set[str]:
    """The ids of posts that answer the owner, that the owner answers, or that somebody quotes; with all versions.

    account_id: the owner's; "" where it is not known, so that each answer may be to the owner. The set holds ids of
    other people's posts too. Raises PublishError where a file is broken.
    """
    ids: set[str] = set()
    edits: list[list[str]] = []
    for name in names:
        for _, item in items(bundle, name, _Item, "tweet"):
            tweet = item.tweet
            answered, whom = tweet.in_reply_to_status_id_str, tweet.in_reply_to_user_id_str
            if answered and (not whom or not account_id or whom == account_id):
                ids |= {tweet.post_id, answered}
            if tweet.edit_info and len(tweet.edit_info.versions) > 1:
                edits.append(tweet.edit_info.versions)
            for url in tweet.entities.urls:
                if quote := quoted_post(url.expanded_url or ""):
                    ids.add(quote.id)
    for versions in edits:
        if not ids.isdisjoint(versions):
            ids.update(versions)
    return ids


def named_owner(bundle: Bundle, names: Sequence[str], account_id: str) -> tuple[str, str]:
    """The owner's id and handle, as their answers to themself have them; as given and "" where none has.

    account_id: the owner's, or "". Of several handles the last counts: people change theirs. Raises PublishError where
    a file is broken.
    """
    tweets = [item.tweet for name in names for _, item in items(bundle, name, _Item, "tweet")]
    own = {tweet.post_id for tweet in tweets}
    to_self = [
        tweet
        for tweet in tweets
        if tweet.in_reply_to_status_id_str in own and account_id in ("", tweet.in_reply_to_user_id_str)
    ]
    people = Counter(tweet.in_reply_to_user_id_str or "" for tweet in to_self)
    owner = max(people, key=lambda each: people[each], default=account_id)
    handles = [
        (len(tweet.post_id), tweet.post_id, tweet.in_reply_to_screen_name)
        for tweet in to_self
        if is_handle(tweet.in_reply_to_screen_name or "") and (tweet.in_reply_to_user_id_str or "") == owner
    ]
    return owner, max(handles)[2] or "" if handles else ""
