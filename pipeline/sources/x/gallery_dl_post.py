"""One post as gallery-dl notes it: once for each of its pictures."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from pipeline.model import Media, Post
from pipeline.sources.reading.rich_text import with_entities
from pipeline.sources.x.media_files import Attachment, Beside, kind_of, media_of
from pipeline.sources.x.tweet_text import Body, Link, after_own_name, verbatim
from pipeline.sources.x.x_post import author_of, date_of, id_of, language, post_url


class Author(msgspec.Struct):
    name: str = ""
    """The handle."""
    nick: str = ""
    """The display name."""


class Record(msgspec.Struct):
    """A picture, video or GIF and its post; or a post without any."""

    tweet_id: int
    content: str
    author: Author
    date: str = ""
    retweet_id: int = 0
    quote_id: int = 0
    """Id of the post that quotes this one, where `quote_by` is there."""
    quote_by: str = ""
    reply_id: int = 0
    reply_to: str = ""
    conversation_id: int = 0
    lang: str = ""
    sensitive: bool = False
    type: str = "photo"
    num: int = 0
    """Number of the picture in its post, from 1; 0: no picture."""
    filename: str = ""
    extension: str = ""
    description: str = ""
    bitrate: int | None = None
    """Bit rate of a video or GIF; None for a photo."""


class Note(Struct, frozen=True, kw_only=True):
    """A record, and the place where it was found."""

    record: Record
    pictures: Beside
    url: str = ""
    """URL of the picture, or ""."""
    own_name: str = ""
    """Name of the picture's file, where the record's file is named after it."""

    @property
    def media(self) -> Media:
        record, post_id = self.record, str(self.record.tweet_id)
        kind = kind_of(record.type if record.type != "photo" or record.bitrate is None else "video")
        file = f"{record.filename}.{record.extension}"
        names = (self.own_name, f"{post_id}_{record.num}.{record.extension}", f"{post_id}-{file}", file)
        address = self.url or file
        attachment = (
            Attachment(picture=address, alt=record.description)
            if kind == "photo"
            else Attachment(kind=kind, video=address, alt=record.description)
        )
        return media_of(attachment, post_id, lambda *_: self.pictures.named(*names))


def post_of(notes: Sequence[Note]) -> Post:
    """The post that all the notes (at least one) are about."""
    record = notes[0].record
    author, post_id = author_of(record.author.nick, record.author.name), str(record.tweet_id)
    last = record.content.split()[-1:]  # the link to a post that is quoted, written out
    body = Body(raw=record.content, links=tuple(Link(url=url, target=url) for url in last), decode=verbatim)
    end, quote = body.tail((), post_id)
    begin = min(after_own_name(body.raw, author.handle if record.reply_id else ""), end)
    text, spans = body.laid_out(begin, end)
    pictures = {note.record.num: note for note in notes if note.record.num}
    return Post(
        id=post_id,
        text=text,
        spans=with_entities(text, spans),
        media=tuple(pictures[number].media for number in sorted(pictures)),
        quotes=(quote,) if quote else (),
        sensitive=record.sensitive and bool(pictures),
        author=author,
        date=date_of(record.date, post_id),
        url=post_url(author, post_id),
        reply_to=id_of(record.reply_id or ""),
        reply_to_author=record.reply_to,
        conversation=id_of(record.conversation_id or ""),
        language=language(record.lang),
        truncated=body.is_cut(begin, end),
    )
