"""Activities of an outbox as posts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from pipeline.model import Asset, Author, Choice, CustomEmoji, Media, Message, Poll, Post, Quote
from pipeline.sources.fediverse.activity_streams import (
    Record,
    address,
    count,
    date,
    identities,
    identity,
    language,
    line,
    record,
    records,
    text,
)
from pipeline.sources.fediverse.content_html import read_html
from pipeline.sources.fediverse.conventions import handle, handle_in, media, visibility, with_emoji
from pipeline.sources.reading.bundle import Bundle
from pipeline.text.web_addresses import web_url

_STORED = re.compile(r"(?:media_attachments|custom_emojis)/.*", re.DOTALL)
_ACTIVITY = re.compile(r"application/(?:activity|ld)\+json")
_QUOTES = ("quote", "quoteUri", "quoteUrl", "_misskey_quote")
_PLAIN = ("Note", "Question")


class Notes(Struct, frozen=True, kw_only=True):
    """The maker of posts from the activities of an account."""

    bundle: Bundle
    author: Author
    actor: str
    """URI of the account, or ""."""

    def post(self, activity: Record, note: Record) -> Post:
        """The post that an activity made. Raises PublishError for an activity that made none or cannot be read."""
        post_id = identity(note)
        if not post_id:
            raise self.bundle.error("it has no id")
        quoted = self._quoted(note)
        body, spans = read_html(self.bundle.source, _content(note), quotes=bool(quoted))
        spans, emoji = with_emoji(body, spans, self._emoji(note))
        to, cc = note.get("to", activity.get("to")), note.get("cc", activity.get("cc"))
        parent = identity(note.get("inReplyTo"))
        published = text(note.get("published")) or text(activity.get("published"))
        return Post(
            id=post_id,
            text=body,
            spans=spans,
            marked_up=True,
            media=tuple(self._media(each) for each in records(note.get("attachment")) if _is_media(each)),
            quotes=(Quote(id=quoted, url=web_url(quoted), author=_author_of(quoted)),) if quoted else (),
            poll=_poll(note),
            emoji=emoji,
            warning=line(note.get("summary")) if note.get("type", "Note") in _PLAIN else "",
            sensitive=note.get("sensitive") is True,
            date=date(published),
            url=address(note.get("url")) or web_url(post_id),
            reply_to=parent,
            reply_to_author=self._answered(note, parent),
            visibility=visibility(identities(to), identities(cc)),
            language=_language(note),
            edited=text(note.get("updated")) not in ("", published),
        )

    def _answered(self, note: Record, parent: str) -> str:
        """The handle of the author that a post answers, as far as it says."""
        if self.actor and parent.startswith(f"{self.actor}/"):
            return self.author.handle
        for tag in records(note.get("tag")):
            whom = text(tag.get("href"))
            if tag.get("type") == "Mention" and whom and parent.startswith(f"{whom}/"):
                return handle(text(tag.get("name")), whom)
        return handle_in(parent)

    def _quoted(self, note: Record) -> str:
        """The URI of the post that a post quotes, or ""."""
        links = (
            text(tag.get("href"))
            for tag in records(note.get("tag"))
            if tag.get("type") == "Link" and _ACTIVITY.match(text(tag.get("mediaType")))
        )
        return next(filter(None, (*(identity(note.get(key)) for key in _QUOTES), *links)), "")

    def _media(self, attachment: Record) -> Media:
        url = _location(attachment)
        kind = text(attachment.get("mediaType")) or _mime(record(attachment.get("url"))) or text(attachment.get("type"))
        alt = text(attachment.get("name"))
        if alt == url.rpartition("/")[2]:  # a file's name, which some servers put in the place of a description
            alt = ""
        return media(kind, alt=alt, url=web_url(url), asset=self._asset(url), absent=Message("not-in-archive"))

    def _emoji(self, note: Record) -> Iterator[CustomEmoji]:
        for tag in records(note.get("tag")):
            name = text(tag.get("name")).strip(":")
            if tag.get("type") == "Emoji" and name and ":" not in name:
                url = _location(record(tag.get("icon")))
                yield CustomEmoji(name=f":{name}:", asset=self._asset(url), url=web_url(url))

    def _asset(self, url: str) -> Asset | None:
        """The file of an attachment in the archive: its address ends as its name does."""
        try:
            path = unquote(urlsplit(url).path).lstrip("/")
        except ValueError:  # a bracket that promises an IPv6 address
            return None
        stored = _STORED.search(path)
        names = (stored[0], path) if stored else (path,)
        return next(filter(None, map(self.bundle.asset, filter(None, names))), None)


def _content(note: Record) -> str:
    """The HTML of a post; of an article, below its title."""
    versions = record(note.get("contentMap"))
    content = note.get("content")
    if not isinstance(content, str):
        content = next((each for each in versions.values() if isinstance(each, str)), "")
    title = line(note.get("name"))
    if not title or note.get("type", "Note") in _PLAIN:
        return content
    escaped = title.replace("&", "&amp;").replace("<", "&lt;")
    return f"<h1>{escaped}</h1>{content}"


def _language(note: Record) -> str:
    """The language that the text is filed under, where there is one; what servers file is not always right."""
    versions = record(note.get("contentMap"))
    content = note.get("content")
    same = [tag for tag, version in versions.items() if version == content] or list(versions)
    return language(same[0]) if len(same) == 1 else ""


def _poll(note: Record) -> Poll | None:
    several = "anyOf" in note and not records(note.get("oneOf"))
    choices = tuple(
        Choice(text=line(each.get("name")), votes=count(record(each.get("replies")).get("totalItems")))
        for each in records(note.get("anyOf" if several else "oneOf"))
        if line(each.get("name"))
    )
    voters = count(note.get("votersCount")) if several else None
    ends = date(note.get("endTime")) or date(note.get("closed"))
    return Poll(choices=choices, voters=voters, several=several, ends=ends) if choices else None


def _is_media(attachment: Record) -> bool:
    """Whether an attachment is a file, and not a link or a field of a profile."""
    return attachment.get("type") in ("Document", "Image", "Video", "Audio") and bool(_location(attachment))


def _location(attachment: Record) -> str:
    """The location of a file: an address, or a path in the archive."""
    url = attachment.get("url", attachment.get("href"))
    return text(url) or text(record(url).get("href"))


def _mime(link: Record) -> str:
    return text(link.get("mediaType"))


def _author_of(uri: str) -> Author | None:
    known = handle_in(uri)
    return Author(handle=known) if known else None
