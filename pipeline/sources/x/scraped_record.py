"""Record of a post as snscrape writes it, through its versions, and twscrape after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from pipeline.model import Choice, Poll
from pipeline.sources.x.media_files import Attachment, Variant, best, kind_of
from pipeline.sources.x.tweet_text import Body, Link, decoder, status_id
from pipeline.sources.x.x_post import date_of


class User(msgspec.Struct):
    id: int | str = ""
    id_str: str = ""
    username: str = ""
    displayname: str = ""
    raw_description: str | None = msgspec.field(name="rawDescription", default=None)


class ScrapedLink(msgspec.Struct):
    url: str = ""
    text: str = ""
    tcourl: str = ""


class Medium(msgspec.Struct, rename="camel"):
    """A picture, video or GIF. snscrape names its kind, twscrape sorts by it."""

    kind: str = msgspec.field(name="_type", default="")
    url: str = ""
    full_url: str = ""
    preview_url: str = ""
    thumbnail_url: str = ""
    video_url: str = ""
    variants: list[Variant] = []
    alt_text: str = ""

    def attachment(self, kind: str) -> Attachment:
        """The attachment, as far as it is known. kind: "photo", "video" or "gif"."""
        return Attachment(
            kind=kind_of(kind),
            picture=self.full_url or self.url or self.thumbnail_url or self.preview_url,
            video=best(self.variants) or self.video_url,
            alt=self.alt_text,
        )


class SortedMedia(msgspec.Struct):
    """Media by kind, as twscrape has them."""

    photos: list[Medium] = []
    videos: list[Medium] = []
    animated: list[Medium] = []


class Option(msgspec.Struct, rename="camel"):
    label: str = ""
    count: int | None = None
    votes_count: int | None = None


class ScrapedCard(msgspec.Struct, rename="camel"):
    """A card: a poll has options, a link card a title and a URL; others are neither."""

    title: str = ""
    url: str = ""
    description: str = ""
    thumbnail_url: str = ""
    photo: Medium = msgspec.field(default_factory=Medium)
    options: list[Option] = []
    end_date: str = ""

    @property
    def poll(self) -> Poll | None:
        choices = tuple(
            Choice(text=option.label, votes=option.count if option.votes_count is None else option.votes_count)
            for option in self.options
        )
        return Poll(choices=choices, ends=date_of(self.end_date)) if choices else None


class Scraped(msgspec.Struct, rename="camel", kw_only=True):
    """A post, as either program writes it."""

    id: int | str = ""
    id_str: str = msgspec.field(name="id_str", default="")
    url: str = ""
    date: str = ""
    user: User = msgspec.field(default_factory=User)
    raw_content: str = ""
    content: str = ""
    """Text in files written until 2022."""
    text: str = ""
    """Reason why there is no post, in a tombstone."""
    lang: str = ""
    conversation_id: int | str = ""
    conversation_id_str: str = ""
    in_reply_to_tweet_id: int | str = ""
    in_reply_to_tweet_id_str: str = ""
    in_reply_to_user: User = msgspec.field(default_factory=User)
    links: list[ScrapedLink] = []
    outlinks: list[str] = []
    """Targets of the links in files written until 2022; `tcooutlinks` has their short forms."""
    tcooutlinks: list[str] = []
    media: SortedMedia | list[Medium] = []
    card: ScrapedCard = msgspec.field(default_factory=ScrapedCard)
    quoted_tweet: Scraped | None = None
    retweeted_tweet: Any = None
    possibly_sensitive: bool = False

    @property
    def post_id(self) -> str:
        """The id, from a field of text: the number in `id` may have been rounded by JavaScript."""
        return self.id_str or status_id(self.url) or str(self.id)

    @property
    def body(self) -> Body:
        raw = self.raw_content or self.content
        links = [Link(url=link.tcourl, target=link.url, shown=link.text) for link in self.links]
        if not links:
            pairs = zip(self.tcooutlinks, self.outlinks, strict=False)
            links = [Link(url=short, target=target) for short, target in pairs]
        return Body(raw=raw, links=tuple(links), decode=decoder(raw))

    @property
    def attachments(self) -> Iterator[Attachment]:
        if isinstance(self.media, list):
            for medium in self.media:
                yield medium.attachment(medium.kind.rpartition(".")[2].lower())
            return
        for kind, media in (
            ("photo", self.media.photos),
            ("video", self.media.videos),
            ("gif", self.media.animated),
        ):
            for medium in media:
                yield medium.attachment(kind)
