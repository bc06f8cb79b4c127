"""The tweet object that X's archive, API v1.1 and the GraphQL of its site have in common.

Decoded items hold no reference cycles, so they are kept from Python's collector of such (gc=False): looking at hundreds
of thousands of them takes a quarter of the time.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from pipeline.sources.x.media_files import Attachment, Variant, best, kind_of
from pipeline.sources.x.tweet_text import Body, Link, Mark, hashtag, mention, unescaped

Indices = tuple[int, int]


class Url(msgspec.Struct, gc=False):
    url: str | None = None
    expanded_url: str | None = None
    display_url: str | None = None
    indices: Indices = (-1, -1)

    @property
    def link(self) -> Link:
        start, end = self.indices
        return Link(
            url=self.url or "",
            target=self.expanded_url or "",
            shown=self.display_url or "",
            start=start,
            end=end,
        )


class UserMention(msgspec.Struct, gc=False):
    screen_name: str | None = None
    indices: Indices = (-1, -1)


class Hashtag(msgspec.Struct, gc=False):
    text: str | None = None
    indices: Indices = (-1, -1)


class VideoInfo(msgspec.Struct, gc=False):
    variants: list[Variant] = []


class TweetMedia(Url, gc=False):
    media_url_https: str | None = None
    media_url: str | None = None
    id_str: str | None = None
    type: str = "photo"
    video_info: VideoInfo | None = None
    ext_alt_text: str | None = None

    @property
    def attachment(self) -> Attachment:
        return Attachment(
            kind=kind_of(self.type),
            picture=self.media_url_https or self.media_url or "",
            video=best(self.video_info.variants) if self.video_info else "",
            alt=self.ext_alt_text or "",
        )


class Entities(msgspec.Struct, gc=False):
    urls: list[Url] = []
    user_mentions: list[UserMention] = []
    hashtags: list[Hashtag] = []
    media: list[TweetMedia] = []

    def marks(self, raw: str) -> tuple[Mark, ...]:
        """Marks of the mentions and hashtags in a text; those that their offsets miss are left out."""
        found = (
            *(mention(raw, item.screen_name or "", *item.indices) for item in self.user_mentions),
            *(hashtag(raw, item.text or "", *item.indices) for item in self.hashtags),
        )
        return tuple(mark for mark in found if mark)


class _Versions(msgspec.Struct, rename="camel", gc=False):
    edit_tweet_ids: list[str] = []


class _Edit(msgspec.Struct, rename="camel", gc=False):
    edit_control_initial: _Versions = msgspec.field(default_factory=_Versions)


class EditInfo(msgspec.Struct, gc=False):
    """The versions of a post that could be edited, as an archive has them."""

    initial: _Versions | None = None
    edit: _Edit | None = None

    @property
    def versions(self) -> list[str]:
        """The ids of all versions, the first one first."""
        return (self.edit.edit_control_initial if self.edit else self.initial or _Versions()).edit_tweet_ids


class Tweet(msgspec.Struct, kw_only=True, gc=False):
    """The fields of the object that are used; everything else that X writes is ignored."""

    id_str: str | None = None
    id: str | int | None = None
    created_at: str | None = None
    in_reply_to_status_id_str: str | None = None
    in_reply_to_user_id_str: str | None = None
    in_reply_to_screen_name: str | None = None
    lang: str | None = None
    possibly_sensitive: bool | None = None
    entities: Entities = msgspec.field(default_factory=Entities)
    extended_entities: Entities = msgspec.field(default_factory=Entities)

    @property
    def post_id(self) -> str:
        return self.id_str or str(self.id)

    @property
    def media(self) -> list[TweetMedia]:
        """All media; `entities` has only the first, and calls every one a photo."""
        return self.extended_entities.media or self.entities.media


def body_of(raw: str, entities: Entities, media: Iterable[TweetMedia], more: Iterable[Link] = ()) -> Body:
    """The text of a tweet, which is HTML-escaped, with its links, mentions and hashtags."""
    links = (*(url.link for url in (*entities.urls, *media)), *more)
    return Body(raw=raw, links=links, marks=entities.marks(raw), decode=unescaped)
