"""Bluesky repos: what hangs on the tree is read, whatever else lies in the file; damage is named."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import libipld
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.errors import PublishError
from pipeline.model import Capture, Date
from tests.conftest import as_json, golden_cases, input_at, reader_of
from tests.sources.bluesky import repos
from tests.sources.bluesky.repos import Blocks

READER = reader_of("bluesky-car")

DID = "did:plc:bellfounderbellfounder22"
KEYS = ["3k" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:011d}") for number in range(400)]


def _records(count: int) -> dict[str, Any]:
    return {f"app.bsky.feed.post/{key}": {"text": f"Stroke {key}"} for key in KEYS[:count]}


def _read(folder: Path, data: bytes) -> Capture:
    (folder / "repo.car").write_bytes(data)
    (capture,) = READER.read(input_at(folder / "repo.car"))
    return capture


def _refused(folder: Path, data: bytes) -> PublishError:
    with pytest.raises(PublishError) as caught:
        _read(folder, data)
    return caught.value


@pytest.mark.parametrize("case", golden_cases("bluesky-car"), ids=lambda case: case.name)
def test_golden(case: Path, golden: Callable[[Path, str], None], tmp_path: Path) -> None:
    """Each repo yields the posts that a person has checked against its records."""
    path = tmp_path / "repo.car"
    path.write_bytes(repos.repo_file(case / "repo.json"))
    assert READER.sniff(input_at(path))
    golden(case / "expected.json", as_json(READER.read(input_at(path)), tmp_path))


def test_all_of_a_deep_tree_is_read_in_order(tmp_path: Path) -> None:
    """Hundreds of records lie in a tree of several layers, which is walked in the order of their names."""
    capture = _read(tmp_path, repos.repo(DID, _records(400)))
    assert [post.text for post in capture.posts] == [f"Stroke {key}" for key in sorted(KEYS)]


def test_pictures_that_lie_beside_the_file_are_used(tmp_path: Path) -> None:
    """A file that is named by the CID of a picture is that picture, beside the repo or in a folder of blobs."""
    cid = "bafkreigz6k5lwfttkpiflbb4pvjx42tggarvmh4sd6brg2pkdvsxviyfdi"
    image = {"alt": "A bell", "image": {"$type": "blob", "ref": {"$link": cid}, "mimeType": "image/png", "size": 1}}
    record = {"text": "x", "embed": {"$type": "app.bsky.embed.images", "images": [image]}}
    data = repos.repo(DID, {f"app.bsky.feed.post/{KEYS[0]}": record})
    for name in (cid, f"{cid}.png", f"blobs/{cid}.jpg"):
        folder = tmp_path / name.replace("/", "-")
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_bytes(b"picture")
        (media,) = _read(folder, data).posts[0].media
        assert media.asset
        assert (media.asset.path, media.alt, media.missing) == (folder / name, "A bell", "")


def test_account_without_a_profile_is_told_by_its_did(tmp_path: Path) -> None:
    """A repo has no handle: without a display name its owner is the DID, and that is said."""
    capture = _read(tmp_path, repos.repo(DID, _records(1)))
    assert (capture.author.name, capture.author.handle) == ("", DID)
    assert [notice.message for notice in capture.notices] == [
        "the export does not say its owner's name or handle, only the DID"
    ]


def test_one_bad_record_costs_the_others_nothing(tmp_path: Path) -> None:
    """Records that are no posts are left out, with one notice that names the first."""
    records = _records(3)
    records[f"app.bsky.feed.post/{KEYS[1]}"] = {"text": 7}
    records["app.bsky.feed.post/not a key"] = {"text": "x"}
    capture = _read(tmp_path, repos.repo(DID, records))
    assert [post.text for post in capture.posts] == [f"Stroke {KEYS[0]}", f"Stroke {KEYS[2]}"]
    assert str(capture.notices[0]) == (
        f"repo.car: app.bsky.feed.post/{KEYS[1]}: a post is left out, and so is one other: "
        "not as Bluesky writes it: Expected `str`, got `int` - at `$.text`"
    )


def test_file_that_breaks_off_gives_what_it_has(tmp_path: Path) -> None:
    """Of a download that was cut off, the posts that are there are read; that and how many are missing is told."""
    records = _records(3)
    blocks: Blocks = {}
    names = [(name, repos.add(blocks, record)) for name, record in records.items()]
    last = blocks.pop(names[2][1])
    tree = repos._node(blocks, sorted(names), 9)
    data = repos.car([repos.commit(blocks, DID, tree)], {**blocks, names[2][1]: last})
    capture = _read(tmp_path, data[:-5])
    assert len(capture.posts) == 2
    assert [str(notice) for notice in capture.notices[:2]] == [
        f"repo.car: byte {len(data) - len(last) - 37:,}: the file breaks off or is damaged",
        f"repo.car: app.bsky.feed.post/{KEYS[2]}: a post is left out: the block is missing",
    ]


def test_damaged_block_is_not_printed(tmp_path: Path) -> None:
    """A post whose bytes have changed is left out: its address is the hash of what it was."""
    data = repos.repo(DID, _records(2)).replace(f"Stroke {KEYS[0]}".encode(), f"Struck {KEYS[0]}".encode())
    capture = _read(tmp_path, data)
    assert [post.text for post in capture.posts] == [f"Stroke {KEYS[1]}"]
    assert "the block is damaged" in capture.notices[0].message


def _with_tree(node: Any, **more: Any) -> bytes:
    blocks: Blocks = {}
    return repos.car([repos.commit(blocks, DID, repos.add(blocks, {"l": None, "e": [], **more, **node}))], blocks)


def _only(value: Any) -> bytes:
    blocks: Blocks = {}
    return repos.car([repos.add(blocks, value)], blocks)


NOWHERE = b"\x01\x71\x12\x20" + b"\7" * 32
HEADER = libipld.encode_dag_cbor({"roots": [], "version": 1})


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"\x05hello", "not a CAR file: its header cannot be read"),
        (b"\x3a\xa2eroots", "not a CAR file: its header cannot be read"),
        (repos.number(2**40) + HEADER, "not a CAR file: its header cannot be read"),
        (b"\xff" * 20, "not a CAR file: its header cannot be read"),
        (b"\x11" + libipld.encode_dag_cbor({"roots": [], "version": 2}), "version 2 of CAR is not known"),
        (b"\x10" + HEADER, "not a CAR file: its header cannot be read"),
        (b"\x11" + HEADER, "not the repo of an account: it has no root"),
        (repos.car([NOWHERE], {}), "not the repo of an account: the block is missing"),
        (
            _only({"x": 1}),
            "not the repo of an account: not as Bluesky writes it: Object missing required field `did`",
        ),
        (
            _only([[]]),
            "not the repo of an account: not as Bluesky writes it: Expected `object`, got `array`",
        ),
        (repos.repo(DID, {}), "there are no posts in the repo"),
        (repos.repo(DID, {"app.bsky.feed.like/3k": {"text": "x"}}), "there are no posts in the repo"),
        (
            _with_tree({"e": [{"p": 9, "k": b"app", "v": NOWHERE, "t": None}]}),
            "its tree of records cannot be walked: a name is damaged",
        ),
        (_with_tree({"l": NOWHERE}), "its tree of records cannot be walked: the block is missing"),
        (
            _with_tree({"e": 7}),
            "its tree of records cannot be walked: Expected `array`, got `int` - at `$.e`",
        ),
    ],
)
def test_what_is_broken_is_named(tmp_path: Path, data: bytes, message: str) -> None:
    """A file that is no repo yields one error that says what is wrong with it, and a remedy."""
    error = _refused(tmp_path, data)
    assert str(error) == f"repo.car: {message}"
    assert error.hint


def test_tree_that_bites_its_tail_ends(tmp_path: Path) -> None:
    """A node that refers to itself, which only a forged file can have, is walked once."""
    name = b"app.bsky.feed.post/" + KEYS[0].encode()
    blocks: Blocks = {}
    post = repos.add(blocks, {"text": "Once"})
    tree = b"\x01\x71\x00\x20" + b"\7" * 32  # of no hash that could be checked
    blocks[tree] = libipld.encode_dag_cbor({"l": tree, "e": [{"p": 0, "k": name, "v": post, "t": tree}]})
    capture = _read(tmp_path, repos.car([repos.commit(blocks, DID, tree)], blocks))
    assert [post.text for post in capture.posts] == ["Once"]


WHOLE = repos.repo(DID, {**_records(6), "app.bsky.actor.profile/self": {"displayName": "Wenzel"}})
EDITS = st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=6)


@settings(max_examples=200, deadline=None)
@given(edits=EDITS, cut=st.none() | st.integers(0, len(WHOLE)), tail=st.binary(max_size=40))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[int, int]], cut: int | None, tail: bytes
) -> None:
    """A repo with any bytes of it changed, cut or added gives posts as they were written, or one PublishError."""
    data = bytearray(WHOLE)
    for place, byte in edits:
        data[place] = byte
    folder = tmp_path_factory.mktemp("any")
    with suppress(PublishError):
        capture = _read(folder, bytes(data[:cut]) + tail)
        assert {post.text for post in capture.posts} <= {f"Stroke {key}" for key in KEYS[:6]}


@pytest.mark.parametrize(
    ("revision", "day"),
    [
        ("3l6oveex3ii2l", Date(year=2024, month=10, day=17)),
        ("2222222222222", Date(year=1970, month=1, day=1)),
        ("3ktestrevision", None),
        ("z222222222222", None),
        ("", None),
    ],
)
def test_a_repo_says_when_it_was_exported(tmp_path: Path, revision: str, day: Date | None) -> None:
    """Its last revision is a moment; what is none is no error."""
    captured = _read(tmp_path, repos.repo(DID, _records(2), revision=revision)).captured
    assert (replace(captured, instant=None) if captured else None) == day
