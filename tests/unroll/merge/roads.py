"""One set of threads on four roads: as the pages that Thread Reader makes of them, text and HTML, as an archive, and
as what the API answers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from pipeline.model import Author, Capture
from pipeline.sources.x.snowflake import date_in
from tests.conftest import input_at, reader_of
from tests.sources.thread_reader.thread_pages import composed_thread, known_threads, page

AUTHOR = Author(name="Ines Halvorsen", handle="ines_h", url="https://x.com/ines_h")
_IMAGES = re.compile(r"(?:\s+Image)+$")


@dataclass(frozen=True)
class Told:
    """A post of such a thread."""

    id: str
    text: str
    pictures: int

    @property
    def url(self) -> str:
        return f"https://x.com/{AUTHOR.handle}/status/{self.id}"

    @property
    def created(self) -> str:
        return _moment(self.id).isoformat()

    def picture(self, number: int) -> str:
        """The name of a picture's file."""
        return f"F{self.id}n{number}.jpg"


def threads(count: int = 20) -> list[list[Told]]:
    """So many threads, each in a style of its own, with and without pictures."""
    known = known_threads()
    known += [composed_thread(seed) for seed in range(count - len(known))]
    return [_told(thread.posts, number) for number, thread in enumerate(known[:count])]


def _moment(post_id: str) -> datetime:
    date = date_in(post_id)
    assert date
    assert date.instant
    return date.instant


def _told(posts: tuple[str, ...], number: int) -> list[Told]:
    first = 1_357_700_000_000_000_000 + number * 50_000_000_000_000
    told = []
    for place, text in enumerate(posts):
        images = _IMAGES.search(text)
        bare = _IMAGES.sub("", text)
        told.append(
            Told(str(first + place * 5_000_000_000), bare, images[0].count("Image") if images else int(place % 4 == 2))
        )
    return told


def text_page(folder: Path, thread: list[Told]) -> Capture:
    """The page saved as text: boundaries are lost, and so are ids."""
    path = folder / f"{thread[0].id[:10]}.txt"
    header = f"{{name}} Profile picture\n{_moment(thread[0].id):%-d %b}, {{count}} tweets, 2 min read"
    path.write_text(page([post.text + " Image" * post.pictures for post in thread], header), encoding="utf-8")
    (capture,) = reader_of("thread-reader-text").read(input_at(path))
    return capture


def html_page(folder: Path, thread: list[Told]) -> Capture:
    """The page saved as HTML, without its pictures."""
    path = folder / f"{thread[0].id}.html"
    rows = "".join(
        f'<div id="tweet_{number}" class="content-tweet" data-screenname="{AUTHOR.handle}" data-tweet="{post.id}">'
        + escape(post.text).replace("\n", "<br />\n")
        + "".join(
            f'<span class="entity-image"><a href="https://pbs.twimg.com/media/{post.picture(picture)}"><img alt="Image" '
            f'src="https://pbs.twimg.com/media/{post.picture(picture)}"></a></span>'
            for picture in range(post.pictures)
        )
        + "</div>"
        for number, post in enumerate(thread, 1)
    )
    head = (
        f'<h4 class="twitter_name"><a>{AUTHOR.name}</a></h4><div class="screenName"><a>@{AUTHOR.handle}</a></div>'
        f'<div class="thread-info"><a class="time" href="{thread[0].url}">then</a> {len(thread)} tweets</div>'
    )
    path.write_text(f'<html><body>{head}<div class="t-main">{rows}</div></body></html>', encoding="utf-8")
    (capture,) = reader_of("thread-reader-html").read(input_at(path))
    return capture


def archive(folder: Path, told: list[list[Told]]) -> Capture:
    """The author's archive: reply links and the files of the pictures, but no descriptions."""
    data = folder / "archive" / "data"
    (data / "tweets_media").mkdir(parents=True)
    account = {"account": {"accountId": "7", "username": AUTHOR.handle, "accountDisplayName": AUTHOR.name}}
    (data / "account.js").write_text(f"window.YTD.account.part0 = {json.dumps([account])}")
    tweets = []
    for thread in told:
        for number, post in enumerate(thread):
            before = {"in_reply_to_status_id_str": thread[number - 1].id, "in_reply_to_user_id_str": "7"}
            media = [{"type": "photo", "media_url_https": _address(post, at)} for at in range(post.pictures)]
            entities = {"extended_entities": {"media": media}} if media else {}
            tweet = {
                "id_str": post.id,
                "full_text": escape(post.text, quote=False),
                **entities,
                **(before if number else {}),
            }
            tweets.append({"tweet": tweet})
            for picture in range(post.pictures):
                (data / "tweets_media" / f"{post.id}-{post.picture(picture)}").write_bytes(b"\xff\xd8\xff")
    (data / "tweets.js").write_text(f"window.YTD.tweets.part0 = {json.dumps(tweets)}")
    (capture,) = reader_of("x-archive").read(input_at(folder / "archive"))
    return capture


def api(folder: Path, told: list[list[Told]]) -> Capture:
    """A response of the API, version 2: newest first, with descriptions of the pictures, but without their files."""
    tweets, media = [], []
    for thread in told:
        for number, post in enumerate(thread):
            keys = [f"3_{post.id}{picture}" for picture in range(post.pictures)]
            for picture, key in enumerate(keys):
                alt = f"Drawing {picture + 1} of {post.id}."
                media.append({"media_key": key, "type": "photo", "url": _address(post, picture), "alt_text": alt})
            tweet: dict[str, Any] = {
                "id": post.id,
                "text": escape(post.text, quote=False),
                "author_id": "7",
                "created_at": post.created,
                "conversation_id": thread[0].id,
                "attachments": {"media_keys": keys},
            }
            if number:
                before = {"type": "replied_to", "id": thread[number - 1].id}
                tweet |= {"in_reply_to_user_id": "7", "referenced_tweets": [before]}
            tweets.append(tweet)
    users = [{"id": "7", "name": AUTHOR.name, "username": AUTHOR.handle}]
    path = folder / "answers.json"
    path.write_text(json.dumps({"data": tweets[::-1], "includes": {"users": users, "media": media}}), encoding="utf-8")
    (capture,) = reader_of("x-api-v2").read(input_at(path))
    return capture


def _address(post: Told, number: int) -> str:
    return f"https://pbs.twimg.com/media/{post.picture(number)}"
