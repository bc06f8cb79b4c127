"""Long posts of an X archive: `note-tweet.js` holds their full text, `tweets.js` only its beginning.

Nothing in a note says which post it belongs to. It was made in the same second as its post, has the nearest id, and
begins as the post begins, but for links: X shortens each of them anew for either.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime

import msgspec

from pipeline.sources.reading.bundle import Bundle
from pipeline.sources.x.archive_data import DAMAGED, items
from pipeline.sources.x.tweet_text import ELLIPSIS, Body, Link, hashtag, mention, styles, verbatim
from pipeline.sources.x.x_post import moment
from pipeline.text.x_addresses import SHORT_LINK

UNCUT_CHARACTERS = 100
"""Number of characters of a post that must agree with a note, where no "…" says that the post was cut."""

_SPACE = re.compile(r"\s+")


class _Url(msgspec.Struct, rename="camel"):
    short_url: str = ""
    expanded_url: str | None = None
    display_url: str | None = None
    from_index: int = -1
    to_index: int = -1


class _Mention(msgspec.Struct, rename="camel"):
    screen_name: str = ""
    from_index: int = -1
    to_index: int = -1


class _Hashtag(msgspec.Struct, rename="camel"):
    text: str = ""
    from_index: int = -1
    to_index: int = -1


class _Style(msgspec.Struct, rename="camel"):
    type: str = ""
    styles: list[str] = []
    from_index: int = -1
    to_index: int = -1


class _Core(msgspec.Struct):
    text: str
    urls: list[_Url] = []
    mentions: list[_Mention] = []
    hashtags: list[_Hashtag] = []
    styletags: list[_Style] = []


class _Note(msgspec.Struct, rename="camel"):
    note_tweet_id: str
    created_at: str
    core: _Core


class _Item(msgspec.Struct, rename="camel"):
    note_tweet: _Note


class Notes:
    """The long texts of an archive, found by the post that they belong to."""

    def __init__(self, bundle: Bundle, names: list[str]) -> None:
        """Read the notes. Raises PublishError naming the file and item that is broken."""
        self._by_second: defaultdict[int, list[tuple[int, Body]]] = defaultdict(list)
        for name in names:
            for place, item in items(bundle, name, _Item, "noteTweet"):
                note = item.note_tweet
                try:
                    second, number = int(moment(note.created_at).timestamp()), int(note.note_tweet_id)
                except (ValueError, OverflowError) as error:
                    raise bundle.error("not a date or not an id", where=place, hint=DAMAGED) from error
                self._by_second[second].append((number, _body(note.core)))

    def of(self, post_id: str, made: datetime, beginning: str) -> Body | None:
        """The full text of a post, or None where it has no note.

        beginning: the post's own text, entities resolved, without its trailing links.
        """
        notes = self._by_second.get(int(made.timestamp()))
        if not notes:
            return None
        start = _comparable(beginning.removesuffix(ELLIPSIS))
        if not start or not (beginning.endswith(ELLIPSIS) or len(start) >= UNCUT_CHARACTERS):
            return None
        number = int(post_id)
        near = sorted(notes, key=lambda note: (note[0] > number, abs(note[0] - number)))
        return next((body for _, body in near if _comparable(body.raw).startswith(start)), None)


def _comparable(text: str) -> str:
    return _SPACE.sub(" ", SHORT_LINK.sub("\N{LINK SYMBOL}", text)).strip()


def _body(core: _Core) -> Body:
    links = tuple(
        Link(
            url=url.short_url,
            target=url.expanded_url or "",
            shown=url.display_url or "",
            start=url.from_index,
            end=url.to_index,
        )
        for url in core.urls
    )
    found = [
        *(mention(core.text, item.screen_name, item.from_index, item.to_index) for item in core.mentions),
        *(hashtag(core.text, item.text, item.from_index, item.to_index) for item in core.hashtags),
        *(mark for tag in core.styletags for mark in styles((tag.type, *tag.styles), tag.from_index, tag.to_index)),
    ]
    return Body(raw=core.text, links=links, marks=tuple(mark for mark in found if mark), decode=verbatim)
