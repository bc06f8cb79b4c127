"""Makes a folder of threads for benchmarks, the same for the same seed: `python -m benchmarks.corpus FOLDER N`.

Threads of 5 to 25 posts as thread.json files. Half of them have emoji, some have pictures, code, lists, Chinese and
Japanese, and links to earlier threads. A smaller corpus is the beginning of a larger one. In the classic theme,
100 threads come to about 560 pages. With `--saved` they are pages of Thread Reader saved as text, which have the same
words, no pictures, and no boundaries of posts.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from benchmarks import drawings, sentences
from benchmarks.sentences import fill

SEED = 2026
FIRST_DAY = datetime(2015, 1, 5, 7, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Flavour:
    """What the posts of a thread may hold beside plain sentences."""

    emoji: bool
    code: bool
    east_asian: bool


def make(folder: Path, threads: int, seed: int = SEED) -> None:
    """Write so many threads, with their pictures, into a folder, as thread.json."""
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    for index in range(threads):
        record, pictures = _thread(index, seed)
        (folder / f"{index:05}.json").write_text(_as_json(record), encoding="utf-8")
        for name, data in pictures.items():
            (folder / name).write_bytes(data)


def save(folder: Path, threads: int, seed: int = SEED) -> None:
    """Write so many threads into a folder, as a browser saves Thread Reader's pages of them as text."""
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(threads):
        record, _ = _thread(index, seed)
        (folder / f"{index:05}.txt").write_text(_as_page(record, _moment(index)), encoding="utf-8")


@contextmanager
def changed(folder: Path, remark: str) -> Iterator[None]:
    """For the time being, a remark stands at the end of the middle post (or line) of the middle thread."""
    files = sorted([*folder.glob("*.json"), *folder.glob("*.txt")])
    path = files[len(files) // 2]
    before = path.read_bytes()
    path.write_text(_with(remark, path.suffix, before.decode()), encoding="utf-8")
    try:
        yield
    finally:
        path.write_bytes(before)


def _with(remark: str, suffix: str, text: str) -> str:
    if suffix == ".json":
        record = json.loads(text)
        posts = record["posts"]
        posts[len(posts) // 2]["text"] += f" {remark}"
        return _as_json(record)
    lines = text.split("\n")
    lines[len(lines) // 2] += f" {remark}"
    return "\n".join(lines)


def _as_json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _as_page(record: dict[str, Any], moment: datetime) -> str:
    """The page of a thread, as text: a new line divides posts, and lines within them."""
    name, posts = record["author"]["name"], record["posts"]
    words = sum(len(post["text"].split()) for post in posts)
    shown = [post["text"] + " Image" * len(post.get("media", ())) for post in posts]
    head = (
        f"{moment:%b} {moment.day}, {moment.year} {len(posts)} tweets {max(1, round(words / 200))} min read Read on X"
    )
    foot = sentences.FOOTER.format(name=name, handle=record["author"]["handle"])
    return "\n".join((f"{name} Profile picture", head, *shown, foot))


def _thread(index: int, seed: int) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The record of a thread, and its pictures by the names that it gives them."""
    random = Random(f"{seed}/{index}")
    flavour = Flavour(emoji=index % 2 == 0, code=index % 5 == 1, east_asian=index % 7 == 3)
    name, handle = _author(index, seed)
    moment = _moment(index)
    posts: list[dict[str, Any]] = []
    pictures: dict[str, bytes] = {}
    length = random.randint(5, 25)
    for place in range(length):
        post: dict[str, Any] = {
            "id": _id(index, place),
            "text": _text(random, flavour, place, length),
            "published": (moment + timedelta(minutes=3 * place)).isoformat(),
        }
        if place and index and random.random() < 0.04:
            post["text"] += f" More in {_address(random.randrange(index), seed)}"
        if random.random() < 0.1:
            file = f"pictures/{index:05}-{place}{random.choice(('.png', '.jpg'))}"
            pictures[file] = drawings.draw(random, Path(file).suffix)
            post["media"] = [{"file": file, "alt": fill(random, "Hills {place}, drawn {time}.")}]
        posts.append(post)
    record = {"threadbound": 1, "author": {"name": name, "handle": handle}, "language": "en", "posts": posts}
    return record, pictures


def _author(index: int, seed: int) -> tuple[str, str]:
    return Random(f"{seed}/{index}/author").choice(sentences.AUTHORS)


def _moment(index: int) -> datetime:
    return FIRST_DAY + timedelta(days=3 * index, minutes=index % 97)


def _id(index: int, place: int) -> str:
    """A number as X gives posts: milliseconds since its beginning, and 22 bits more."""
    milliseconds = int((_moment(index) + timedelta(minutes=3 * place)).timestamp() * 1000)
    return str((milliseconds - 1_288_834_974_657) << 22)


def _address(index: int, seed: int) -> str:
    return f"https://x.com/{_author(index, seed)[1]}/status/{_id(index, 0)}"


def _text(random: Random, flavour: Flavour, place: int, length: int) -> str:
    """A post: an opening, a closing, or what comes between them."""
    paragraphs = [_paragraph(random, flavour) for _ in range(random.choice((1, 1, 1, 1, 2)))]
    if place == 0:
        paragraphs.insert(0, fill(random, random.choice(sentences.OPENINGS)) + (" 🧵" if flavour.emoji else ""))
    elif place == length - 1:
        paragraphs.append(fill(random, random.choice(sentences.CLOSINGS)))
    elif random.random() < 0.1:
        heading, items = random.choice(sentences.LISTS)
        paragraphs.append("\n".join([heading, *(f"- {fill(random, item)}" for item in items)]))
    if flavour.code and random.random() < 0.3:
        paragraphs.append(f"```\n{random.choice(sentences.CODE)}\n```")
    if flavour.east_asian and random.random() < 0.4:
        paragraphs.append(random.choice(sentences.EAST_ASIAN))
    return "\n\n".join(paragraphs)


def _paragraph(random: Random, flavour: Flavour) -> str:
    chosen = random.sample(sentences.SENTENCES, random.choice((2, 2, 3, 3, 4)))
    if random.random() < 0.15:
        chosen.insert(1, random.choice(sentences.EMPHASIS))
    paragraph = " ".join(fill(random, sentence) for sentence in chosen)
    if flavour.emoji and random.random() < 0.6:
        paragraph += " " + "".join(random.sample(sentences.EMOJI, random.randint(1, 2)))
    return paragraph


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description="Make threads for benchmarks.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("threads", type=int)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--saved", action="store_true", help="as pages of Thread Reader saved as text")
    arguments = parser.parse_args()
    (save if arguments.saved else make)(arguments.folder, arguments.threads, arguments.seed)


if __name__ == "__main__":
    main()
