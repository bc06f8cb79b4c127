"""Record of a post of X's API v2 in flattened form: author, media and poll stand within it."""

from __future__ import annotations

import msgspec

from pipeline.model import Choice, LinkCard, Poll
from pipeline.sources.x.cards import link_card
from pipeline.sources.x.media_files import Attachment, Find, best, kind_of
from pipeline.sources.x.media_files import Variant as AnyVariant
from pipeline.sources.x.tweet_text import Body, Link, Mark, decoder, hashtag, mention, web
from pipeline.sources.x.x_post import date_of

Id = str | int


class User(msgspec.Struct):
    id: Id = ""
    name: str = ""
    username: str = ""
    description: str = ""


class Image(msgspec.Struct):
    url: str = ""


class Url(msgspec.Struct):
    start: int = -1
    end: int = -1
    url: str = ""
    expanded_url: str = ""
    unwound_url: str = ""
    display_url: str = ""
    media_key: str = ""
    title: str = ""
    description: str = ""
    images: list[Image] = []

    @property
    def link(self) -> Link:
        return Link(url=self.url, target=self.expanded_url, shown=self.display_url, start=self.start, end=self.end)


class Mention(msgspec.Struct):
    start: int = -1
    end: int = -1
    username: str = ""
    id: Id = ""


class Hashtag(msgspec.Struct):
    start: int = -1
    end: int = -1
    tag: str = ""


class Entities(msgspec.Struct):
    urls: list[Url] = []
    mentions: list[Mention] = []
    hashtags: list[Hashtag] = []


class Note(msgspec.Struct):
    text: str = ""
    entities: Entities = msgspec.field(default_factory=Entities)


class Variant(msgspec.Struct):
    url: str = ""
    bit_rate: int | None = None


class Media(msgspec.Struct):
    media_key: str = ""
    type: str = "photo"
    url: str = ""
    preview_image_url: str = ""
    alt_text: str = ""
    variants: list[Variant] = []

    @property
    def attachment(self) -> Attachment:
        variants = [AnyVariant(url=variant.url, bitrate=variant.bit_rate) for variant in self.variants]
        return Attachment(
            kind=kind_of(self.type),
            picture=self.url or self.preview_image_url,
            video=best(variants),
            alt=self.alt_text,
        )


class Option(msgspec.Struct):
    position: int = 0
    label: str = ""
    votes: int | None = None


class PollRecord(msgspec.Struct):
    id: Id = ""
    options: list[Option] = []
    end_datetime: str = ""

    @property
    def poll(self) -> Poll | None:
        options = sorted(self.options, key=lambda option: option.position)
        choices = tuple(Choice(text=option.label, votes=option.votes) for option in options)
        return Poll(choices=choices, ends=date_of(self.end_datetime)) if choices else None


class Attachments(msgspec.Struct):
    media_keys: list[str] = []
    media: list[Media] = []
    poll_ids: list[Id] = []
    poll: PollRecord = msgspec.field(default_factory=PollRecord)


_KINDS = {"7": "video", "13": "video", "16": "animated_gif"}
"""Kinds of media, by the number with which a media key begins."""


def _kind(media_key: str) -> str:
    return _KINDS.get(media_key.partition("_")[0], "photo")


class Provenance(msgspec.Struct):
    retrieved_at: str = ""


class Referred(msgspec.Struct, kw_only=True):
    """A post that another one answers, quotes or repeats: all of it, or no more than its id."""

    type: str = ""
    """Kind of the reference: "replied_to", "quoted" or "retweeted"."""
    missing: str = ""
    """Reason why it is not there, in the words of X; "" where it is."""
    id: Id
    text: str = ""
    author_id: Id = ""
    author: User = msgspec.field(default_factory=User)
    created_at: str = ""
    conversation_id: Id = ""
    in_reply_to_user_id: Id = ""
    in_reply_to_user: User = msgspec.field(default_factory=User)
    lang: str = ""
    possibly_sensitive: bool = False
    entities: Entities = msgspec.field(default_factory=Entities)
    note_tweet: Note = msgspec.field(default_factory=Note)
    attachments: Attachments = msgspec.field(default_factory=Attachments)
    referenced_tweets: list[Referred] = []
    edit_history_tweet_ids: list[str] = []

    def referred(self, kind: str) -> Referred | None:
        """The post that it refers to in that way, or None."""
        return next((tweet for tweet in self.referenced_tweets if tweet.type == kind), None)

    @property
    def body(self) -> Body:
        """The text, as full as it was asked for, with its links and marks."""
        note = self.note_tweet
        raw, entities = (note.text, note.entities) if note.text else (self.text, self.entities)
        found: list[Mark | None] = [mention(raw, item.username, item.start, item.end) for item in entities.mentions]
        found += [hashtag(raw, item.tag, item.start, item.end) for item in entities.hashtags]
        links = tuple(url.link for url in entities.urls)
        return Body(raw=raw, links=links, marks=tuple(mark for mark in found if mark), decode=decoder(raw))

    @property
    def attached(self) -> list[Media]:
        """Its media, in order. Of some there is nothing but the key, which tells the kind."""
        known = {media.media_key: media for media in self.attachments.media}
        keys = (*self.attachments.media_keys, *known, *(url.media_key for url in self.entities.urls if url.media_key))
        return [known.get(key) or Media(media_key=key, type=_kind(key)) for key in dict.fromkeys(keys)]

    @property
    def media_links(self) -> set[str]:
        """Links in its text that only stand for its media."""
        return {url.url for url in self.entities.urls if url.media_key}

    def link_cards(self, find: Find) -> tuple[LinkCard, ...]:
        """Link cards of the pages that it links to."""
        cards = []
        for url in self.entities.urls:
            target = web(url.unwound_url) or web(url.expanded_url)
            if url.title and target and not url.media_key:
                picture = url.images[0].url if url.images else ""
                cards.append(link_card(target, url.title, url.description, picture, str(self.id), find))
        return tuple(cards)


class Tweet(Referred, kw_only=True):
    """A post that was asked for."""

    text: str
    twarc: Provenance = msgspec.field(name="__twarc", default_factory=Provenance)
    """Provenance, where twarc retrieved it."""
