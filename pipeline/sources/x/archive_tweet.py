"""Items of `tweets.js` as posts. (For gc=False see `tweet`.)"""

from __future__ import annotations

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from pipeline.model import Asset, Author, Date, Media, Message, Post
from pipeline.sources.reading.bundle import Bundle
from pipeline.sources.x.alt_texts import AltTexts, base_name
from pipeline.sources.x.archive_data import DAMAGED
from pipeline.sources.x.media_files import media_of
from pipeline.sources.x.note_tweets import Notes
from pipeline.sources.x.tweet import EditInfo, TweetMedia, body_of
from pipeline.sources.x.tweet import Tweet as AnyTweet
from pipeline.sources.x.tweet_text import after_own_name, is_cut, unescaped
from pipeline.sources.x.x_post import date_of, language, post_url
from pipeline.text.x_addresses import is_id


class Tweet(AnyTweet, kw_only=True, gc=False):
    """A tweet of the archive. Its text is always there."""

    full_text: str
    edit_info: EditInfo | None = None

    @property
    def is_retweet(self) -> bool:
        return self.full_text.startswith("RT @")

    @property
    def versions(self) -> list[str]:
        """The ids of all versions of an edited post, the first one first; of most, one or none."""
        return self.edit_info.versions if self.edit_info else []


class Item(msgspec.Struct, gc=False):
    """An element of the list in `tweets.js`."""

    tweet: Tweet


class Maker(Struct, frozen=True, kw_only=True):
    """The maker of posts, which knows what the rest of the archive says about them."""

    bundle: Bundle
    author: Author
    account_id: str
    notes: Notes
    media_folders: tuple[str, ...]
    """Folders where pictures may lie, each ending in "/"."""
    alt_texts: AltTexts

    def post(self, tweet: Tweet, place: str) -> Post:
        """The post. Raises PublishError, naming the place, where its id or date is none."""
        post_id = tweet.post_id
        if not is_id(post_id):
            raise self.bundle.error(f"not the id of a post: {post_id!r}", where=place, hint=DAMAGED)
        date = self._date(tweet, post_id, place)
        body = body_of(tweet.full_text, tweet.entities, tweet.media[:1])  # all media share one link
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
            sensitive=bool(tweet.possibly_sensitive and tweet.media),
            date=date,
            url=post_url(self.author, post_id),
            reply_to=tweet.in_reply_to_status_id_str or "",
            reply_to_author=self._answered(tweet),
            language=language(tweet.lang),
            truncated=not note and is_cut(beginning),
        )

    def _date(self, tweet: Tweet, post_id: str, place: str) -> Date:
        date = date_of(tweet.created_at or "", post_id)
        if not date:
            raise self.bundle.error(f"not a date: {tweet.created_at or post_id!r}", where=place, hint=DAMAGED)
        return date

    def _begin(self, tweet: Tweet, raw: str) -> int:
        return after_own_name(raw, self.author.handle if tweet.in_reply_to_status_id_str else "")

    def _answered(self, tweet: Tweet) -> str:
        user_id, handle = tweet.in_reply_to_user_id_str or "", tweet.in_reply_to_screen_name or ""
        if user_id and user_id == self.account_id:
            return self.author.handle or user_id
        return handle or user_id

    def _media(self, post_id: str, media: TweetMedia) -> Media:
        attachment = media.attachment
        name = base_name(attachment.picture)
        alt = self.alt_texts.get((post_id, name)) or self.alt_texts.get((post_id, media.id_str or ""), "")
        return media_of(replace(attachment, alt=alt), post_id, self._asset, Message("not-in-archive"))

    def _asset(self, post_id: str, url: str) -> Asset | None:
        name = base_name(url)
        found = (self.bundle.asset(f"{folder}{post_id}-{name}") for folder in self.media_folders if name)
        return next((asset for asset in found if asset), None)
