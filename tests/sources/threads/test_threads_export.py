"""Exports of Threads: every post is read, its characters whole; that threads are not known is said."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.errors import PublishError
from pipeline.model import Capture
from pipeline.sources import READERS
from tests.conftest import as_json, golden_cases, input_at, reader_of

READER = reader_of("threads-export")

PLACE = "your_instagram_activity/threads/threads_and_replies.json"
FOLDER = next(case for case in golden_cases("threads-export") if case.name == "folder") / "input"


def _item(title: str, **more: Any) -> dict[str, Any]:
    return {"media": [{"uri": "", "creation_timestamp": 1759659900, "title": title, **more}]}


def _export(*items: Any) -> str:
    return json.dumps({"text_post_app_text_posts": list(items)})


def _read(path: Path, text: str) -> Capture:
    path.write_text(text, encoding="utf-8")
    (capture,) = READER.read(input_at(path))
    return capture


def _zip(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize("case", golden_cases("threads-export"), ids=lambda case: case.name)
def test_golden(case: Path, golden: Callable[[Path, str], None]) -> None:
    """Each export yields the posts that a person has checked against it."""
    (path,) = case.glob("input*")
    assert [reader.name for reader in READERS if reader.sniff(input_at(path))] == [READER.name]
    golden(case / "expected.json", as_json(READER.read(input_at(path)), case))


@pytest.mark.parametrize("top", ["", "instagram-knoten-2026-01-04-AbCdEf/"])
def test_zip_and_folder_are_the_same(tmp_path: Path, top: str) -> None:
    """An export as it is downloaded, with or without a folder around it, holds what its folder holds."""
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(FOLDER.rglob("*.*")):
            archive.write(file, top + file.relative_to(FOLDER).as_posix())
    source = input_at(path)
    assert [reader.name for reader in READERS if reader.sniff(source)] == [READER.name]

    def without_place(capture: Capture) -> Capture:
        posts = (
            replace(post, media=tuple(replace(item, asset=None, missing=str(bool(item.asset))) for item in post.media))
            for post in capture.posts
        )
        return replace(capture, posts=tuple(posts), notices=(), source=replace(capture.source, name="", sha256=""))

    (packed,), (loose,) = READER.read(source), READER.read(input_at(FOLDER))
    assert without_place(packed) == without_place(loose)
    assert packed.source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_folder_of_threads_is_not_an_export(tmp_path: Path) -> None:
    """A folder in which the file lies beside others is walked, not taken for the export."""
    (tmp_path / "threads_and_replies.json").write_text(_export(_item("x")))
    assert not READER.sniff(input_at(tmp_path))
    assert READER.sniff(input_at(tmp_path / "threads_and_replies.json"))


@pytest.mark.parametrize("text", ["Käse – 🧀", "Ich", "déjà vu", "日本", "Ã©"])
def test_characters_are_whole(tmp_path: Path, text: str) -> None:
    """Text is read as it was written, whether the export took its bytes for characters or not."""
    for written in (text, text.encode().decode("latin-1")):
        capture = _read(tmp_path / "a.json", _export(_item(written)))
        assert capture.posts[0].text == ("é" if written == "Ã©" else text)


def test_owner_may_be_known_by_the_export_s_name(tmp_path: Path) -> None:
    """Without the account's data the name that Instagram gives an export says whose it is; if nothing does, that is told."""
    named = _zip(tmp_path / "instagram-knoten.und.garn-2026-01-04-AbCdEf.zip", {PLACE: _export(_item("x"))})
    unnamed = _zip(tmp_path / "export.zip", {PLACE: _export(_item("x"))})
    (known,), (unknown,) = READER.read(input_at(named)), READER.read(input_at(unnamed))
    assert (known.author.handle, known.author.url) == ("knoten.und.garn", "https://www.threads.com/@knoten.und.garn")
    assert (unknown.author.label, len(known.notices), len(unknown.notices)) == ("Unknown author", 1, 2)


def _answers(*replies: dict[str, Any]) -> str:
    return _export(*(_item(str(number), text_app_post=reply) for number, reply in enumerate(replies)))


def test_answers_name_whom_they_are_to(tmp_path: Path) -> None:
    """Whom a post answers is kept; an answer to somebody who is not named is another's thread, and that is told."""
    text = _answers({"is_reply": True, "in_reply_to_username": "moss"}, {"is_reply": True}, {"is_reply": False})
    capture = _read(tmp_path / "a.json", text)
    assert [(post.text, post.reply_to, post.reply_to_author) for post in capture.posts] == [
        ("2", "", ""),
        ("0", "", "moss"),
    ]
    message = "1 post is left out: answers to somebody whom the export does not name"
    assert message in [notice.message for notice in capture.notices]


def test_older_exports_name_nobody(tmp_path: Path) -> None:
    """Where no answer names anybody, an answer may be a part of the owner's thread: it is kept, and marked as one."""
    capture = _read(tmp_path / "a.json", _answers({"is_reply": True}, {"is_reply": False}))
    assert [(post.text, post.reply_to, post.reply_to_author) for post in capture.posts] == [
        ("1", "", ""),
        ("0", "unnamed", ""),
    ]


def test_one_bad_item_costs_the_others_nothing(tmp_path: Path) -> None:
    """Items that are not as Threads writes them are left out and told of once."""
    capture = _read(tmp_path / "a.json", _export(_item("x"), {"media": 7}))
    assert [post.text for post in capture.posts] == ["x"]
    assert str(capture.notices[0]) == (
        "a.json: a.json: item 2: a post is left out: "
        "not as Threads writes it: Expected `array`, got `int` - at `$.media`"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not as Threads writes it: Input data was truncated"),
        ("[]", "not as Threads writes it: Expected `object`, got `array`"),
        (_export(), "there are no posts in the export"),
        (_export(_item("")), "there are no posts in the export"),
    ],
)
def test_what_is_broken_is_named(tmp_path: Path, text: str, message: str) -> None:
    """A file without a post yields one error with its place and a remedy."""
    with pytest.raises(PublishError) as caught:
        _read(tmp_path / "a.json", text)
    assert str(caught.value) == f"a.json: a.json: {message}"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("files", "message", "hint"),
    [
        (
            {PLACE.replace(".json", ".html"): "<p>"},
            "the export is made of HTML pages",
            "Download it again, in the format JSON.",
        ),
        (
            {"notes.txt": ""},
            "there is no threads_and_replies.json in it",
            "Download the export again, with the data of Threads.",
        ),
    ],
)
def test_exports_without_the_file_are_told(tmp_path: Path, files: dict[str, str], message: str, hint: str) -> None:
    """An export in the other format is claimed, and its owner told which to ask for."""
    source = input_at(_zip(tmp_path / "a.zip", files))
    assert READER.sniff(source) is ("notes.txt" not in files)
    with pytest.raises(PublishError) as caught:
        READER.read(source)
    assert (str(caught.value), caught.value.hint) == (f"a.zip: {message}", hint)


ANY = st.none() | st.integers() | st.text(max_size=4)
MEDIA = st.dictionaries(st.sampled_from(["uri", "title", "creation_timestamp", "text_app_post"]), ANY, max_size=4)
ITEMS = st.fixed_dictionaries({}, optional={"media": st.lists(MEDIA, max_size=3), "title": ANY})


@settings(max_examples=150, deadline=None)
@given(items=st.lists(ITEMS | ANY, max_size=4), cut=st.none() | st.integers(0, 400))
def test_any_export_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, items: list[Any], cut: int | None
) -> None:
    """Any items, and any part of a file of them, give posts that can be printed, or one PublishError."""
    path = tmp_path_factory.getbasetemp() / "any-export.json"
    with suppress(PublishError):
        capture = _read(path, _export(*items)[:cut])
        assert all(post.text or post.media for post in capture.posts)
        assert str(capture).encode()
