"""What of an X archive is read where single posts are not wanted: every thread, and little else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.errors import PublishError
from pipeline.model import Capture, Thread
from pipeline.sources.reading.bundle import base
from tests.conftest import golden_cases, input_at, reader_of, unrolled

READER = reader_of("x-archive")

OWNER, STRANGER = "4711", "99"


def archive(folder: Path, tweets: list[dict[str, Any]], account_id: str = OWNER) -> Path:
    (folder / "data").mkdir(parents=True, exist_ok=True)
    account = [{"account": {"accountId": account_id, "username": "tidewatch", "accountDisplayName": "Maren"}}]
    items = [{"tweet": tweet} for tweet in tweets]
    for name, value in (("account", account), ("tweets", items)):
        text = f"window.YTD.{name}.part0 = {json.dumps(value, indent=2)}"
        (folder / "data" / f"{name}.js").write_text(text, encoding="utf-8")
    return folder


def tweet(number: int, **more: Any) -> dict[str, Any]:
    minute = f"Sat Nov 09 12:{number % 60:02}:00 +0000 2024"
    return {"id_str": str(number), "created_at": minute, "full_text": f"Post {number}.", **more}


def answer(number: int, to: int, whom: str = OWNER) -> dict[str, Any]:
    return tweet(number, in_reply_to_status_id_str=str(to), in_reply_to_user_id_str=whom)


def read(path: Path, *, singles: bool) -> Capture:
    (capture,) = READER.read(replace(input_at(path), singles=singles))
    return capture


def threads(path: Path, *, singles: bool) -> list[Thread]:
    return unrolled([read(path, singles=singles)])


@pytest.mark.parametrize("case", golden_cases("x-archive"), ids=lambda case: case.name)
def test_the_threads_are_the_same(case: Path) -> None:
    """Branches, edits, orphans and quotes included."""
    assert threads(case / "input", singles=False) == threads(case / "input", singles=True)


def test_single_posts_and_answers_to_others_are_left_out(tmp_path: Path) -> None:
    """Of posts outside of threads only those remain that are quoted or go on from one that is not here."""
    link = {"url": "https://t.co/a", "expanded_url": "https://x.com/tidewatch/status/5", "indices": ["0", "14"]}
    quoting = tweet(7, full_text="https://t.co/a", entities={"urls": [link]})
    tweets = [tweet(1), answer(2, 1), tweet(3), answer(4, 900, STRANGER), tweet(5), answer(6, 901), quoting]
    capture = read(archive(tmp_path, tweets), singles=False)
    assert [post.id for post in capture.posts] == ["1", "2", "5", "6"]
    assert len(read(tmp_path, singles=True).posts) == 7


def test_posts_that_are_known_stay(tmp_path: Path) -> None:
    """They were part of a thread, whatever ties them to it now."""
    path = archive(tmp_path, [tweet(1), answer(2, 1), tweet(3), answer(4, 900, STRANGER)])
    (capture,) = READER.read(replace(input_at(path), singles=False, known=frozenset({"3", "77"})))
    assert [post.id for post in capture.posts] == ["1", "2", "3"]


def test_an_answer_to_an_older_version_counts(tmp_path: Path) -> None:
    """The root was edited after it had been answered: its last version is kept."""
    versions = {"initial": {"editTweetIds": ["1", "2"]}}
    later = {"edit": {"editControlInitial": {"editTweetIds": ["1", "2"]}}}
    tweets = [tweet(1, edit_info=versions), tweet(2, edit_info=later), answer(3, 1)]
    (thread,) = threads(archive(tmp_path, tweets), singles=False)
    assert [post.id for post in thread.posts] == ["2", "3"]


def test_an_archive_without_threads_is_no_broken_archive(tmp_path: Path) -> None:
    """It holds posts, of which none is wanted; one without any posts is refused either way."""
    assert read(archive(tmp_path, [tweet(1), tweet(2)]), singles=False).posts == ()
    with pytest.raises(PublishError, match="holds no posts of its owner"):
        read(archive(tmp_path, [tweet(1, full_text="RT @other: Hello")]), singles=False)


@given(
    links=st.lists(
        st.tuples(st.integers(0, 14), st.sampled_from([OWNER, ""]))
        | st.tuples(st.integers(900, 902), st.sampled_from([STRANGER, ""])),
        max_size=12,
    ),
    account_id=st.sampled_from([OWNER, ""]),
)
@settings(max_examples=60, deadline=None)
def test_any_web_of_answers(
    tmp_path_factory: pytest.TempPathFactory, links: list[tuple[int, str]], account_id: str
) -> None:
    """Whoever answers whom, known or not: the threads are the same."""
    tweets = [answer(number, to, whom) if to else tweet(number) for number, (to, whom) in enumerate(links, 1)]
    path = archive(tmp_path_factory.getbasetemp() / "web", [*tweets, tweet(20)], account_id)
    assert threads(path, singles=False) == threads(path, singles=True)


@pytest.mark.parametrize("piece", [7, 64, 1000, 1_000_000])
def test_items_are_found_wherever_the_file_is_cut(tmp_path: Path, piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Items are read many at a time; what looks like the seam of two within a text is none."""
    monkeypatch.setattr(base, "PIECE_BYTES", piece)
    texts = ['a }, { "tweet" : { b', '},\n{"tweet":', "ä" * 40, "lone \ud800 half", "x"]
    tweets = [tweet(number, full_text=text) for number, text in enumerate(texts, 1)]
    posts = read(archive(tmp_path, tweets), singles=True).posts
    assert [post.text for post in posts] == [text.replace("\ud800", "\ufffd") for text in texts]


def test_a_broken_item_among_many_is_named(tmp_path: Path) -> None:
    """Reading many at a time does not blur which one is broken."""
    tweets = [tweet(number) for number in range(1, 60)]
    tweets[41]["full_text"] = 7
    with pytest.raises(PublishError) as raised:
        read(archive(tmp_path, tweets), singles=True)
    assert raised.value.where == "data/tweets.js: item 42"
