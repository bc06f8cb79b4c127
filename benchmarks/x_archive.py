"""Makes an X archive as a zip, the same for the same seed: `python -m benchmarks.x_archive FILE N`.

N posts as an account has them after years: threads of 2 to 20 posts (a quarter of all), single posts, answers to
others, retweets, a few long ones; emoji, links, mentions, and pictures that are listed and not there. Newest first, in
files of 100,000 posts.
"""

from __future__ import annotations

import argparse
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from benchmarks import sentences
from benchmarks.corpus import SEED
from benchmarks.sentences import fill

POSTS_IN_A_FILE = 100_000
ACCOUNT_ID = "471100815"
NAME, HANDLE = sentences.AUTHORS[0]

_NEWEST = datetime(2025, 6, 1, 21, 0, tzinfo=UTC)
_BEFORE_YEAR_ONE = 1_288_834_974_657
_STAMP = (1980, 1, 1, 0, 0, 0)
_STRANGERS = [handle for _, handle in sentences.AUTHORS[1:]]


class _Archive:
    """The records of an archive as they come, newest first."""

    def __init__(self, seed: int) -> None:
        self.notes: list[dict[str, Any]] = []
        self._random = Random(seed)
        self._moment = _NEWEST
        self._kinds: list[Callable[[], Iterator[dict[str, Any]]]] = [self._thread, self._single, self._answer]
        self._kinds.append(self._retweet)

    def tweets(self, count: int) -> Iterator[dict[str, Any]]:
        """So many items of tweets.js."""
        given = 0
        while True:
            (kind,) = self._random.choices(self._kinds, weights=(6, 25, 35, 15))
            for tweet in kind():
                yield {"tweet": tweet}
                given += 1
                if given == count:
                    return

    def _thread(self) -> Iterator[dict[str, Any]]:
        ids = [self._id() for _ in range(min(2 + int(self._random.expovariate(0.4)), 20))]  # the newest first
        for post_id, (parent, _) in zip(ids, [*ids[1:], ("", _NEWEST)], strict=True):
            yield self._tweet(post_id, answered=(parent, ACCOUNT_ID, HANDLE) if parent else None)

    def _single(self) -> Iterator[dict[str, Any]]:
        yield self._tweet(self._id())

    def _answer(self) -> Iterator[dict[str, Any]]:
        whom = self._random.choice(_STRANGERS)
        number = str(self._random.randrange(10**17, 10**18))
        yield self._tweet(self._id(), answered=(number, _user_id(whom), whom), opening=f"@{whom} ")

    def _retweet(self) -> Iterator[dict[str, Any]]:
        yield self._tweet(self._id(), opening=f"RT @{self._random.choice(_STRANGERS)}: ")

    def _id(self) -> tuple[str, datetime]:
        """The id and the moment of a post before the last."""
        self._moment -= timedelta(seconds=self._random.randrange(30, 600))
        milliseconds = int(self._moment.timestamp() * 1000) - _BEFORE_YEAR_ONE
        return str((milliseconds << 22) + self._random.randrange(1 << 12)), self._moment

    def _tweet(
        self, made: tuple[str, datetime], answered: tuple[str, str, str] | None = None, opening: str = ""
    ) -> dict[str, Any]:
        post_id, moment = made
        chosen = self._random.sample(sentences.SENTENCES, self._random.choice((1, 1, 2, 2)))
        text = opening + " ".join(fill(self._random, sentence) for sentence in chosen).replace("'", "&#39;")
        if self._random.random() < 0.3:
            text += f" {self._random.choice(sentences.EMOJI)}"
        if self._random.random() < 0.01:
            text = self._with_note(made, text)
        entities: dict[str, Any] = {"hashtags": [], "symbols": [], "user_mentions": [], "urls": []}
        if opening:
            at = text.index("@")
            entities["user_mentions"] = [_mention(text[at + 1 :].split(":")[0].split(" ")[0], at)]
        tweet: dict[str, Any] = {"entities": entities, "full_text": text}
        if self._random.random() < 0.2:
            _add_link(tweet, self._random.randrange(10**6))
        if not opening and self._random.random() < 0.15:
            _add_photo(tweet, post_id)
        if answered:
            names = "in_reply_to_status_id_str", "in_reply_to_user_id_str", "in_reply_to_screen_name"
            tweet |= dict(zip(names, answered, strict=True))
            tweet |= {"in_reply_to_status_id": answered[0], "in_reply_to_user_id": answered[1]}
        return tweet | self._about(post_id, moment)

    def _about(self, post_id: str, moment: datetime) -> dict[str, Any]:
        """What every item has, of which a reader uses little."""
        initial = {
            "editTweetIds": [post_id],
            "editableUntil": moment.isoformat().replace("+00:00", ".000Z"),
            "editsRemaining": "5",
            "isEditEligible": True,
        }
        return {
            "edit_info": {"initial": initial},
            "retweeted": False,
            "source": '<a href="https://mobile.example.com" rel="nofollow">Client</a>',
            "display_text_range": ["0", "140"],
            "favorite_count": str(self._random.randrange(100)),
            "retweet_count": str(self._random.randrange(10)),
            "id_str": post_id,
            "id": post_id,
            "truncated": False,
            "created_at": moment.strftime("%a %b %d %H:%M:%S +0000 %Y"),
            "favorited": False,
            "lang": "en",
        }

    def _with_note(self, made: tuple[str, datetime], beginning: str) -> str:
        """The text as X cuts it; the whole goes to the notes."""
        more = " ".join(fill(self._random, sentence) for sentence in self._random.sample(sentences.SENTENCES, 8))
        whole = f"{beginning} {more}"
        core = {"text": whole.replace("&#39;", "'"), "urls": [], "mentions": [], "hashtags": [], "cashtags": []}
        note = {
            "noteTweetId": str(int(made[0]) - 1),
            "createdAt": made[1].isoformat().replace("+00:00", ".000Z"),
            "lifecycle": {"value": "0", "name": "Active"},
            "core": core,
        }
        self.notes.append({"noteTweet": note})
        return f"{whole[:270]}…"


def make(path: Path, posts: int, seed: int = SEED) -> None:
    """Write an archive of so many posts to a zip file."""
    account = {"accountId": ACCOUNT_ID, "username": HANDLE, "accountDisplayName": NAME, "email": "wren@example.org"}
    archive = _Archive(seed)
    tweets = archive.tweets(posts)
    with zipfile.ZipFile(path, "w") as file:
        _write(file, "account", 0, iter([{"account": account}]), 1)
        for part in range(-(-posts // POSTS_IN_A_FILE)):
            _write(file, "tweets", part, tweets, min(POSTS_IN_A_FILE, posts - part * POSTS_IN_A_FILE))
        _write(file, "note-tweet", 0, iter(archive.notes), len(archive.notes))


def _write(archive: zipfile.ZipFile, name: str, part: int, items: Iterator[dict[str, Any]], count: int) -> None:
    file_name = f"data/{name}.js" if part == 0 else f"data/{name}-part{part}.js"
    entry = zipfile.ZipInfo(file_name, _STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(entry, "w", force_zip64=True) as file:
        file.write(f"window.YTD.{name.replace('-', '_')}.part{part} = [\n".encode())
        for index in range(count):
            file.write(b",\n" if index else b"")
            file.write(msgspec.json.format(msgspec.json.encode(next(items)), indent=2))
        file.write(b"\n]")


def _mention(handle: str, at: int) -> dict[str, Any]:
    indices = [str(at), str(at + 1 + len(handle))]
    number = _user_id(handle)
    return {"name": handle.title(), "screen_name": handle, "indices": indices, "id_str": number, "id": number}


def _user_id(handle: str) -> str:
    return str(1_000_003 * sum(map(ord, handle)))


def _add_link(tweet: dict[str, Any], number: int) -> None:
    start = len(tweet["full_text"]) + 1
    short, long = f"https://t.co/Lk{number:08}", f"https://example.org/almanac/{number}"
    tweet["full_text"] += f" {short}"
    link = {"url": short, "expanded_url": long, "display_url": long.removeprefix("https://")}
    tweet["entities"]["urls"] = [link | {"indices": [str(start), str(start + len(short))]}]


def _add_photo(tweet: dict[str, Any], post_id: str) -> None:
    start = len(tweet["full_text"]) + 1
    short = f"https://t.co/Md{post_id[-8:]}"
    tweet["full_text"] += f" {short}"
    sizes = {name: {"w": "1200", "h": "800", "resize": "fit"} for name in ("small", "medium", "large", "thumb")}
    photo = {
        "expanded_url": f"https://x.com/{HANDLE}/status/{post_id}/photo/1",
        "indices": [str(start), str(start + len(short))],
        "url": short,
        "media_url": f"http://pbs.twimg.com/media/F{post_id[-10:]}.jpg",
        "id_str": str(int(post_id) + 7),
        "id": str(int(post_id) + 7),
        "media_url_https": f"https://pbs.twimg.com/media/F{post_id[-10:]}.jpg",
        "sizes": sizes,
        "type": "photo",
        "display_url": f"pic.x.com/Md{post_id[-8:]}",
    }
    tweet["entities"]["media"] = [photo]
    tweet["extended_entities"] = {"media": [photo]}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.x_archive", description="Make an X archive.")
    parser.add_argument("file", type=Path)
    parser.add_argument("posts", type=int)
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    make(arguments.file, arguments.posts, arguments.seed)


if __name__ == "__main__":
    main()
