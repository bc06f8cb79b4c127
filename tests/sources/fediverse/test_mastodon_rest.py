"""Statuses from Mastodon's REST API: alone, in lists, in their context; a thread however its parts were saved."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import PublishError
from pipeline.model import Capture
from pipeline.sources import READERS
from pipeline.sources.discovery import find
from tests.conftest import as_json, english, golden_cases, input_at, reader_of, sentence

READER = reader_of("mastodon-rest")

CASES = golden_cases("mastodon-rest")
PAIR = next(case for case in CASES if case.name == "pair") / "input"
EDITH = {"id": "7", "username": "edith", "acct": "edith", "url": "https://waves.example/@edith"}
NOOR = {"id": "8", "username": "noor", "acct": "noor@shore.example", "url": "https://shore.example/@noor"}


def _main(case: Path) -> Path:
    """The file of a case that is read; the others lie beside it."""
    files = sorted((case / "input").glob("*.json"))
    return next((file for file in files if file.name == "status.json"), files[0])


def _status(number: int, content: str = "<p>Surf.</p>", **more: Any) -> dict[str, Any]:
    address = f"https://waves.example/users/edith/statuses/{number}"
    status = {"id": str(number), "uri": address, "content": content, "account": EDITH, "spoiler_text": ""}
    return {**status, "in_reply_to_id": None, "in_reply_to_account_id": None, **more}


def _answer(number: int, parent: int, **more: Any) -> dict[str, Any]:
    return _status(number, **{"in_reply_to_id": str(parent), "in_reply_to_account_id": "7", **more})


def _saved(path: Path, value: Any) -> Path:
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def _read(path: Path) -> Capture:
    (capture,) = READER.read(input_at(path))
    return capture


def _refused(path: Path) -> PublishError:
    with pytest.raises(PublishError) as caught:
        READER.read(input_at(path))
    return caught.value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_golden(case: Path, golden: Callable[[Path, str], None]) -> None:
    """Each file yields the posts that a person has checked against it."""
    golden(case / "expected.json", as_json(READER.read(input_at(_main(case))), case))


@pytest.mark.parametrize(
    "path", sorted(path for case in CASES for path in case.rglob("*.json") if path.name != "expected.json")
)
def test_claimed_by_one_reader(path: Path, tmp_path: Path) -> None:
    """Each file, whatever its name, and cut where a sniffer's view of it ends."""
    copy = tmp_path / "file"
    copy.write_bytes(path.read_bytes())
    for place in (path, copy):
        assert [reader.name for reader in READERS if reader.sniff(input_at(place))] == ["mastodon-rest"]


def test_other_files_are_not_claimed(tmp_path: Path) -> None:
    """Not JSON of other networks, nor text that speaks of the same keys."""
    texts = ["", "{}", "[1]", '{"ancestors": 1', 'Keys: "spoiler_text", "in_reply_to_id"', '{"in_reply_to_id": 1}']
    claims = []
    for text in texts:
        (tmp_path / "a").write_text(text)
        claims.append(READER.sniff(input_at(tmp_path / "a")))
    assert claims == [False, False, False, True, False, False]


def _thread() -> tuple[dict[str, Any], dict[str, Any]]:
    """The middle status of a thread of three with a stranger's answer, and its context."""
    stranger = _answer(90, 2, account=NOOR, uri="https://shore.example/users/noor/statuses/5")
    return _answer(2, 1), {"ancestors": [_status(1)], "descendants": [stranger, _answer(3, 2)]}


@pytest.mark.parametrize(
    ("status_name", "context_name"),
    [
        ("status.json", "context.json"),
        ("2.json", "2.context.json"),
        ("2.json", "2_context.json"),
        ("2.status.json", "2.context.json"),
        ("2 status.json", "2 context.json"),
        ("2.json", "context-2.json"),
    ],
)
def test_a_pair_is_one_thread(tmp_path: Path, status_name: str, context_name: str) -> None:
    """A status and its context beside it come out once, whole, as they do from one file."""
    status, context = _thread()
    _saved(tmp_path / status_name, status)
    _saved(tmp_path / context_name, context)
    paired = _read(tmp_path / status_name)
    assert READER.read(input_at(tmp_path / context_name)) == []
    merged = _read(_saved(tmp_path / "merged.json", {"status": status, "context": context}))
    assert {post.id for post in paired.posts} == {post.id for post in merged.posts}
    assert paired.notices == ()
    assert len(paired.posts) == 4


def test_a_context_of_another_status_is_no_partner(tmp_path: Path) -> None:
    """Names that fit are not enough: each is then read by itself, and the context says what it lacks."""
    _, context = _thread()
    _saved(tmp_path / "status.json", _status(50))
    _saved(tmp_path / "context.json", context)
    assert [post.id[-2:] for post in _read(tmp_path / "status.json").posts] == ["50"]
    capture = _read(tmp_path / "context.json")
    assert [notice.message for notice in capture.notices] == ["the post that this is the context of is not in it"]
    assert [(sentence(gap), gap.after) for gap in capture.gaps] == [
        ("the post that this context was saved from is missing", 0)
    ]
    assert capture.posts[-1].reply_to == "https://waves.example/users/edith/statuses/2"


def test_a_broken_partner_is_passed_over(tmp_path: Path) -> None:
    """It is told of when it is read itself."""
    _saved(tmp_path / "status.json", _status(1))
    (tmp_path / "context.json").write_text('{"ancestors": [')
    assert len(_read(tmp_path / "status.json").posts) == 1
    assert str(_refused(tmp_path / "context.json")).startswith("context.json: line 1, column ")


def test_a_folder_with_a_pair_has_its_thread_once(tmp_path: Path) -> None:
    """The walk finds both files, and one of them has the thread."""
    shutil.copytree(PAIR, tmp_path / "in")
    found = list(find([str(tmp_path / "in")]))
    captures = [capture for each in found if each.reader for capture in each.reader.read(each.input)]
    assert len(captures) == 1


def test_numbers_become_addresses(tmp_path: Path) -> None:
    """What a status answers is told by its URI: of a neighbour; of the same author on the same server; else not."""
    elsewhere = "https://shore.example/users/noor/statuses/5"
    values = [
        _status(1),
        _answer(2, 1),
        _answer(4, 3),
        _answer(90, 80, account=NOOR, uri=elsewhere, in_reply_to_account_id="8"),
        _answer(5, 81, in_reply_to_account_id="99"),
    ]
    capture = _read(_saved(tmp_path / "a.json", values))
    here = "https://waves.example/users/edith/statuses/"
    assert [(post.reply_to, post.reply_to_author) for post in capture.posts] == [
        ("", ""),
        (f"{here}1", "edith@waves.example"),
        (f"{here}3", "edith@waves.example"),
        ("80", "noor@shore.example"),
        ("81", "99"),
    ]


def test_lines_and_archives_of_statuses_are_read(tmp_path: Path) -> None:
    """A status on each line, of which one is broken; and an object with a list of them."""
    lines = [json.dumps(_status(1)), "{", json.dumps(_answer(2, 1))]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    capture = _read(tmp_path / "a.jsonl")
    assert (len(capture.posts), [notice.where for notice in capture.notices]) == (2, ["line 2"])
    assert len(_read(_saved(tmp_path / "b.json", {"account": EDITH, "statuses": [_status(1)]})).posts) == 1


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ({"state": "deleted", "quoted_status": None}, ("", "", "deleted")),
        ({"state": "revoked"}, ("", "", "its author took back the consent")),
        ({"state": "accepted", "quoted_status_id": "1"}, ("https://waves.example/users/edith/statuses/1", "", "not in the saved file")),
        ({"state": "accepted", "quoted_status": _status(9, "<p>Spray.</p>")}, ("https://waves.example/users/edith/statuses/9", "Spray.", "")),
        (_status(9, "<p>Spray.</p>"), ("https://waves.example/users/edith/statuses/9", "Spray.", "")),
        ({"state": "accepted", "quoted_status": _status(9, visibility="private")}, ("https://waves.example/users/edith/statuses/9", "", "not public")),
    ],
)  # fmt: skip
def test_quotes_say_what_became_of_them(tmp_path: Path, quote: Any, expected: tuple[str, str, str]) -> None:
    """With their text where it came along and is public, else with the reason."""
    capture = _read(_saved(tmp_path / "a.json", [_status(1), _status(2, quote=quote)]))
    assert [(each.url, each.text, english(each.missing)) for each in capture.posts[1].quotes] == [expected]


def test_a_quote_within_a_quote_is_told(tmp_path: Path) -> None:
    """And a poll there: neither is kept."""
    inner = _status(8, quote=_status(9, url="https://waves.example/@edith/9"), poll={"options": [{"title": "Yes"}]})
    capture = _read(_saved(tmp_path / "a.json", [_status(1), _status(2, quote={"quoted_status": inner})]))
    (quote,) = capture.posts[1].quotes
    assert tuple(map(english, quote.unshown)) == ("a quote of https://waves.example/@edith/9", "a poll")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([], "no posts in it"),
        ([_status(1, reblog=_status(2))], "no posts in it"),
        ({"ancestors": [{"id": "1"}], "descendants": []}, "no posts in it"),
        (json.loads('{"status": ' * 800 + "1" + "}" * 800), "no posts in it"),
    ],
)
def test_what_holds_no_posts_is_refused(tmp_path: Path, value: Any, message: str) -> None:
    """Boosts and stubs are no posts; the remedy says what to save."""
    error = _refused(_saved(tmp_path / "a.json", value))
    assert (str(error), error.hint) == (
        f"a.json: {message}",
        "Save the status and its context again; boosts alone are no thread.",
    )


def test_broken_json_is_named(tmp_path: Path) -> None:
    """A file that breaks off is refused with the place."""
    (tmp_path / "a.json").write_text(json.dumps([_status(1)], indent=1)[:-30])
    error = _refused(tmp_path / "a.json")
    assert (error.where, error.hint) == ("line 14, column 3", "Save or download the file again; it may be cut off.")


def test_a_bad_status_costs_the_others_nothing(tmp_path: Path) -> None:
    """One without an address, and one whose markup is made to be slow, are left out and told of with their places."""
    values = [_status(1), _status(2, uri=None), _status(3, "<div>" * 20_000)]
    capture = _read(_saved(tmp_path / "a.json", values))
    assert len(capture.posts) == 1
    assert [str(notice) for notice in capture.notices] == [
        "a.json: [1]: a post is left out, and so is one other: it has no address"
    ]
    error = _refused(_saved(tmp_path / "a.json", values[2:]))
    assert str(error) == "a.json: [0]: its tags are too many"
    assert error.hint == "Save it again, as the server gives it."


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["1", "2", "https://a.b/@c/1"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "uri", "url", "acct", "content", "title", "state"]), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = ("uri", "url", "account", "in_reply_to_id", "in_reply_to_account_id", "created_at", "edited_at", "quote", "poll",
        "card", "emojis", "mentions", "media_attachments", "visibility", "language", "reblog", "content")  # fmt: skip
STATUSES = st.builds(
    lambda number, more: _status(number, **more),
    st.integers(1, 4),
    st.dictionaries(st.sampled_from(KEYS), ANY, max_size=4),
)
MANY = st.lists(STATUSES | ANY, max_size=4)
VALUES = STATUSES | MANY | st.fixed_dictionaries(
    {"ancestors": MANY | ANY, "descendants": MANY | ANY}, optional={"status": STATUSES | ANY, "context": ANY}
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(value=VALUES, cut=st.none() | st.integers(0, 300))
def test_any_data_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, value: Any, cut: int | None) -> None:
    """Any JSON yields posts that can be written as UTF-8, each once, or one PublishError with a remedy."""
    path = tmp_path_factory.mktemp("any") / "a.json"
    path.write_text(json.dumps(value)[:cut])
    captures: list[Capture] = []
    try:
        captures = READER.read(input_at(path))
    except PublishError as error:
        assert error.hint
    posts = [post for capture in captures for post in capture.posts]
    assert len({post.id for post in posts}) == len(posts)
    for post in posts:
        assert str(post).encode()
