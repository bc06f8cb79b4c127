"""Bluesky threads and lists of posts: the author's own, in full; what is missing is said, what is broken is named."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import PublishError
from pipeline.model import Capture, Post
from pipeline.sources import READERS
from pipeline.sources.reading.reader import Reader
from tests.conftest import GOLDEN, as_json, english, golden_cases, input_at, reader_of, unrolled

INPUTS = Path(__file__).parents[3] / "inputs"
THREAD, FEED = reader_of("bluesky-thread"), reader_of("bluesky-feed")
OURS = (THREAD, FEED, reader_of("bluesky-car"), reader_of("threads-export"))
ME = {"did": "did:plc:meadow", "handle": "meadow.example.com", "displayName": "Meadow"}
YOU = {"did": "did:plc:heath", "handle": "heath.example.net"}


def _uri(key: str, who: dict[str, str] = ME) -> str:
    return f"at://{who['did']}/app.bsky.feed.post/{key}"


def _view(key: str, parent: str = "", who: dict[str, str] = ME, **more: Any) -> dict[str, Any]:
    record = {"$type": "app.bsky.feed.post", "text": f"Post {key}", "createdAt": f"2024-05-01T12:00:0{key[-1]}.000Z"}
    if parent:
        record["reply"] = {"parent": {"uri": parent}, "root": {"uri": _uri("1")}}  # type: ignore[assignment]
    record |= more.pop("record", {})
    return {"uri": _uri(key, who), "cid": "bafyrei", "author": who, "record": record, **more}


def _node(view: dict[str, Any], *replies: Any, **more: Any) -> dict[str, Any]:
    return {"$type": "app.bsky.feed.defs#threadViewPost", "post": view, "replies": list(replies), **more}


def _read(folder: Path, value: Any, reader: Reader = THREAD) -> Capture:
    (folder / "input.json").write_text(json.dumps(value), encoding="utf-8")
    (capture,) = reader.read(input_at(folder / "input.json"))
    return capture


def _post(folder: Path, **more: Any) -> Post:
    return _read(folder, {"thread": _node(_view("1", **more))}).posts[0]


def _refused(folder: Path, text: str, reader: Reader) -> PublishError:
    (folder / "input.json").write_text(text, encoding="utf-8")
    with pytest.raises(PublishError) as caught:
        reader.read(input_at(folder / "input.json"))
    return caught.value


@pytest.mark.parametrize("reader", OURS[:2], ids=lambda reader: reader.name)
def test_golden(reader: Reader, golden: Callable[[Path, str], None]) -> None:
    """Each file yields the posts that a person has checked against it."""
    for case in golden_cases(reader.name):
        (path,) = case.glob("input.json*")
        source = input_at(path)
        assert [each.name for each in READERS if each.sniff(source)] == [reader.name]
        golden(case / "expected.json", as_json(reader.read(source), case))


def test_other_formats_are_not_claimed() -> None:
    """No sample or golden input of another reader is taken for Bluesky's or Threads'."""
    places = [path for path in INPUTS.rglob("*") if path.name != "cyanotypes.json"]
    names = {reader.name for reader in OURS}
    for folder in GOLDEN.iterdir():
        places += [] if folder.name in names else folder.rglob("*")
    assert len(places) > 50
    assert [place for place in places for reader in OURS if reader.sniff(input_at(place))] == []


def test_sample_is_one_thread_of_its_author() -> None:
    """The sample's seven posts are one thread; the stranger's answer is not in it."""
    (thread,) = unrolled(THREAD.read(input_at(INPUTS / "cyanotypes.json")))
    assert [len(thread.posts), thread.author.handle] == [7, "imke.example.com"]
    assert not any("my profile" in post.text for post in thread.posts)


def test_thread_saved_by_its_middle_is_whole(tmp_path: Path) -> None:
    """Posts above the one that was asked for are read as well as those below."""
    above = _node(_view("2", _uri("1")), parent=_node(_view("1")))
    capture = _read(tmp_path, {"thread": _node(_view("3", _uri("2")), _node(_view("4", _uri("3"))), parent=above)})
    assert [post.text for post in unrolled([capture])[0].posts] == ["Post 1", "Post 2", "Post 3", "Post 4"]


def test_thread_is_that_of_whom_it_was_asked(tmp_path: Path) -> None:
    """A thread that someone wrote below another's post is theirs; what it answers is known by name."""
    mine = _node(_view("2", _uri("1", YOU)), _node(_view("3", _uri("2"))), parent=_node(_view("1", who=YOU)))
    capture = _read(tmp_path, {"thread": mine})
    assert [(post.text, post.reply_to_author) for post in capture.posts] == [
        ("Post 2", "heath.example.net"),
        ("Post 3", "meadow.example.com"),
    ]


def test_answers_are_read_by_the_line_and_as_programs_wrap_them(tmp_path: Path) -> None:
    """A file may hold several threads, each with what a client library puts around it."""
    one, two = {"thread": _node(_view("1"))}, {"success": True, "data": {"thread": _node(_view("2"))}}
    path = tmp_path / "threads.jsonl"
    for text in (f"{json.dumps(one)}\n{json.dumps(two)}\n", json.dumps([one, two])):
        path.write_text(text)
        captures = THREAD.read(input_at(path))
        assert [capture.posts[0].text for capture in captures] == ["Post 1", "Post 2"]


def test_thread_that_goes_on_is_told(tmp_path: Path) -> None:
    """Where the answer stops at a depth, that is said; it is not where the author answers a stranger."""
    last = {**_node(_view("2", _uri("1"), replyCount=3)), "replies": None}
    aside = {**_node(_view("4", _uri("3", YOU), replyCount=3)), "replies": None}
    capture = _read(tmp_path, {"thread": _node(_view("1", replyCount=9), last, _node(_view("3", who=YOU), aside))})
    (notice,) = capture.notices
    assert (notice.where, notice.message) == (
        "https://bsky.app/profile/meadow.example.com/post/2",
        "3 answers to the last post were not saved; the thread may go on",
    )


def test_handles_that_lead_nowhere_give_way_to_the_did(tmp_path: Path) -> None:
    """An account whose handle is broken is told by what never changes."""
    author = {"did": "did:plc:meadow", "handle": "handle.invalid", "displayName": "Meadow"}
    capture = _read(tmp_path, {"thread": _node(_view("1", who=author))})
    assert capture.author.handle == "did:plc:meadow"
    assert capture.author.url == "https://bsky.app/profile/did:plc:meadow"


@pytest.mark.parametrize(
    ("created", "shown"),
    [
        ("2024-05-01T12:00:00.123456789Z", "2024-05-01T12:00:00.123456+00:00"),
        ("2024-05-01T14:00:00+02:00", "2024-05-01T12:00:00+00:00"),
        ("yesterday", "2023-09-28T12:49:37.054376+00:00"),
        ("0001-01-01T00:00:00+23:59", "2023-09-28T12:49:37.054376+00:00"),
    ],
)
def test_date_is_the_author_s_or_the_key_s(tmp_path: Path, created: str, shown: str) -> None:
    """A post is of the moment that its author's app wrote; where that is none, of the moment in its key."""
    view = _view("3kaheyt6vpc22", record={"createdAt": created})
    date = _read(tmp_path, {"thread": _node(view)}).posts[0].date
    assert date
    assert date.instant
    assert date.instant.isoformat() == shown


@pytest.mark.parametrize(
    ("labels", "hidden"),
    [
        (["porn"], (True, "")),
        (["graphic-media"], (True, "")),
        (["!warn"], (True, "Content warning")),
        (["!no-unauthenticated", "spam"], (False, "")),
    ],
)
def test_labels_hide(tmp_path: Path, labels: list[str], hidden: tuple[bool, str]) -> None:
    """Labels by the author or by the network mark media as sensitive or put a warning before the post."""
    own = {"labels": {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": val} for val in labels]}}
    for more in ({"record": own}, {"labels": [{"val": val} for val in labels]}):
        post = _post(tmp_path, **more)
        assert (post.sensitive, post.warning) == hidden
    assert not _post(tmp_path, labels=[{"val": val, "neg": True} for val in labels]).sensitive


def test_a_quote_within_a_quote_is_told(tmp_path: Path) -> None:
    """It is not kept: its address is."""
    value = {"$type": "app.bsky.feed.post", "text": "See", "createdAt": "2024-01-01T00:00:00Z"}
    nested = {"$type": "app.bsky.embed.record#view", "record": {"uri": _uri("8", YOU)}}
    record = {"$type": "app.bsky.embed.record#viewRecord", "uri": _uri("9", YOU), "value": value, "embeds": [nested]}
    (quote,) = _post(tmp_path, embed={"$type": "app.bsky.embed.record#view", "record": record}).quotes
    assert (quote.text, len(quote.unshown)) == ("See", 1)
    assert english(quote.unshown[0]).startswith("a quote of https://bsky.app/profile/")


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("viewNotFound", "deleted"),
        ("viewBlocked", "not shown, as one of the two authors blocks the other"),
        ("viewDetached", "withdrawn from here by its author"),
    ],
)
def test_quotes_that_are_gone_say_why(tmp_path: Path, kind: str, missing: str) -> None:
    """A quoted post that the network does not show leaves its address and the reason."""
    record = {"$type": f"app.bsky.embed.record#{kind}", "uri": _uri("9", YOU)}
    for embed in ({"record": record}, {"record": {"record": record}, "media": {"$type": "x", "images": []}}):
        (quote,) = _post(tmp_path, embed={"$type": "app.bsky.embed.record#view", **embed}).quotes
        assert (quote.id, quote.text, english(quote.missing)) == (_uri("9", YOU), "", missing)


def test_embeds_that_are_not_known_are_passed_over(tmp_path: Path) -> None:
    """What later apps hang on a post costs neither the post nor the reading."""
    post = _post(tmp_path, embed={"$type": "app.bsky.embed.hologram#view", "depth": 3})
    assert (post.text, post.media, post.link_cards, post.quotes) == ("Post 1", (), (), ())


FIRST = "bafkreigz6k5lwfttkpiflbb4pvjx42tggarvmh4sd6brg2pkdvsxviyfdi"


@pytest.mark.parametrize("name", [FIRST, f"{FIRST}.jpeg", f"{FIRST}@jpeg", f"blobs/{FIRST}.png"])
def test_pictures_beside_the_file_are_used(tmp_path: Path, name: str) -> None:
    """Pictures and thumbnails that lie beside the input by their CID are its pictures; others are said to be missing."""
    (tmp_path / "blobs").mkdir()
    (tmp_path / name).write_bytes(b"picture")
    at = f"https://cdn.bsky.app/img/feed_fullsize/plain/did:plc:meadow/{FIRST}@jpeg"
    other = at.replace("gz6k", "gz6j")
    images = [{"fullsize": at, "alt": " A hay meadow\x00 "}, {"fullsize": other, "alt": ""}]
    there, away = _post(tmp_path, embed={"$type": "app.bsky.embed.images#view", "images": images}).media
    assert there.asset
    assert (there.asset.path, there.alt, there.missing) == (tmp_path / name, "A hay meadow", "")
    assert (away.asset, away.url, english(away.missing)) == (None, other, "not saved with the thread")
    external = {"uri": "https://example.org", "title": "Hay", "description": "", "thumb": at}
    (card,) = _post(tmp_path, embed={"$type": "app.bsky.embed.external#view", "external": external}).link_cards
    assert card.picture == there.asset


def _dumped(value: Any) -> Any:
    """A value as the network's Python package dumps it."""
    names = {"$type": "py_type", "$link": "link"}
    if isinstance(value, dict):
        renamed = {
            names.get(key, re.sub("[A-Z]", lambda sign: f"_{sign[0].lower()}", key)): value[key] for key in value
        }
        return {"tags": None, **{key: _dumped(part) for key, part in renamed.items()}}
    return list(map(_dumped, value)) if isinstance(value, list) else value


@pytest.mark.parametrize("reader", OURS[:2], ids=lambda reader: reader.name)
def test_dumps_of_the_python_package_say_the_same(tmp_path: Path, reader: Reader) -> None:
    """Its names for things are others: "created_at", "byte_start", "py_type"; and it writes what is not there."""
    link = {"$type": "app.bsky.richtext.facet#link", "uri": "https://example.org/"}
    facets = [{"index": {"byteStart": 0, "byteEnd": 4}, "features": [link]}]
    labels = [{"val": "porn", "neg": None}]
    blob = {"$type": "blob", "ref": {"$link": f"bafkrei{'a' * 52}"}, "mimeType": "image/jpeg"}
    embed = {"$type": "app.bsky.embed.images", "images": [{"alt": "Sedge", "image": blob}]}
    first = _view("1", labels=labels, replyCount=1, indexedAt="2024-05-01T12:00:00Z")
    first["record"] |= {"facets": facets, "langs": ["en"], "embed": embed}
    (tmp_path / f"bafkrei{'a' * 52}.jpg").write_bytes(b"\xff\xd8\xff")
    both = [first, _view("2", _uri("1"))]
    served = {"thread": _node(both[0], _node(both[1]))} if reader is THREAD else {"feed": both}
    expected = _read(tmp_path, served, reader)
    assert expected.posts[0].spans
    assert expected.posts[0].media[0].asset
    dumped = _read(tmp_path, _dumped(served), reader)
    assert [each.name for each in READERS if each.sniff(input_at(tmp_path / "input.json"))] == [reader.name]
    assert dumped.posts == expected.posts


def test_feed_of_several_authors_names_them_by_post(tmp_path: Path) -> None:
    """In a list of posts by several people each post says whose it is."""
    feed = {"feed": [{"post": _view("1")}, {"post": _view("2", who=YOU)}]}
    capture = _read(tmp_path, feed, FEED)
    assert (capture.author.label, [post.author and post.author.handle for post in capture.posts]) == (
        "Unknown author",
        ["meadow.example.com", "heath.example.net"],
    )


def test_author_who_changed_their_name_is_one(tmp_path: Path) -> None:
    """Posts under two names and one handle are by one author, under the name of the first in the list."""
    later = {**ME, "displayName": "Meadow, mown"}
    capture = _read(tmp_path, {"posts": [_view("2", who=later), _view("1")]}, FEED)
    assert (capture.author.name, [post.author for post in capture.posts]) == ("Meadow, mown", [None, None])


def test_one_bad_post_costs_the_others_nothing(tmp_path: Path) -> None:
    """Posts that are not as Bluesky writes them are left out and told of once."""
    bad = [{"post": {**_view("2"), "uri": uri}} for uri in (7, "at://did:plc:x/app.bsky.feed.like/1", "https://x")]
    capture = _read(tmp_path, {"feed": [*bad, {"post": _view("1")}]}, FEED)
    assert [post.text for post in capture.posts] == ["Post 1"]
    (notice,) = capture.notices
    assert str(notice) == (
        "input.json: feed[0]: a post is left out, and so are 2 others: "
        "not as its network writes it: Expected `str`, got `int` - at `$.uri`"
    )
    answer = _node({**_view("2", _uri("1")), "record": {"text": 7}})
    capture = _read(tmp_path, {"thread": _node(_view("1"), answer)})
    assert (len(capture.posts), len(capture.notices)) == (1, 1)


GONE = {"thread": {"$type": "app.bsky.feed.defs#notFoundPost", "uri": _uri("1"), "notFound": True}}


@pytest.mark.parametrize(
    ("reader", "text", "message"),
    [
        (THREAD, '{"thread": ', "line 1, column 12: broken JSON: Expecting value"),
        (THREAD, '{"thread": 7}', "not a thread as Bluesky serves it"),
        (THREAD, '{"thread": []}', "not a thread as Bluesky serves it"),
        (THREAD, '{"error": "NotFound"}', "no thread in it"),
        (
            THREAD,
            json.dumps(GONE),
            "there is no thread in it: the post that it was to be saved by was deleted",
        ),
        (
            THREAD,
            json.dumps([{"thread": _node({"uri": _uri("1")})}]),
            f"item 1, {_uri('1')}: not as its network writes it: Object missing required field `author`",
        ),
        (
            THREAD,
            json.dumps({"thread": _node({**_view("1"), "uri": "at://did:plc:a/b.c.d/1"})}),
            "at://did:plc:a/b.c.d/1: not the address of a post",
        ),
        (FEED, '{"feed": []}', "no posts in it but reposts"),
        (
            FEED,
            '{"feed": [{"post": 7}]}',
            "feed[0]: not as its network writes it: Expected `object`, got `int`",
        ),
        (
            FEED,
            json.dumps([[_view("1") | {"uri": "x"}]]),
            "[0][0]: not the address of a post",
        ),
    ],
)
def test_what_is_broken_is_named(tmp_path: Path, reader: Reader, text: str, message: str) -> None:
    """A file without a single post that can be read yields one error with its place and a remedy."""
    error = _refused(tmp_path, text, reader)
    assert str(error) == f"input.json: {message}"
    assert error.hint


KEYS = st.sampled_from("123456")
WHO = st.sampled_from([ME, YOU])
ANY = st.none() | st.integers() | st.text(max_size=4) | st.just({"$type": "app.bsky.embed.record#viewBlocked"})
VIEWS = st.builds(
    lambda key, parent, who, more: {**_view(key, _uri(parent, who) if parent else "", who), **more},
    KEYS,
    KEYS | st.just(""),
    WHO,
    st.dictionaries(st.sampled_from(["uri", "author", "record", "embed", "labels", "replyCount"]), ANY, max_size=1),
)
NODES = st.recursive(
    VIEWS.map(_node)
    | st.builds(lambda key: {"$type": "app.bsky.feed.defs#notFoundPost", "uri": _uri(key)}, KEYS)
    | ANY,
    lambda inner: st.builds(
        lambda view, replies, parent: _node(view, *replies, parent=parent), VIEWS, st.lists(inner, max_size=3), inner
    ),
    max_leaves=8,
)
ITEMS = st.builds(
    lambda view, depth, more: {"uri": view["uri"], "depth": depth, "value": {"post": view, "moreReplies": more}},
    VIEWS,
    st.integers(-2, 3) | ANY,
    st.integers() | ANY,
)
DOCUMENTS = st.builds(lambda thread: {"thread": thread}, NODES | st.lists(ITEMS | ANY, max_size=5)) | st.builds(
    lambda posts: {"feed": posts}, st.lists(st.builds(lambda view, reply: {"post": view, "reply": reply}, VIEWS, ANY))
)


@settings(max_examples=150, deadline=None)
@given(document=DOCUMENTS | st.lists(DOCUMENTS, max_size=2), cut=st.none() | st.integers(0, 2000))
def test_any_answer_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, document: Any, cut: int | None
) -> None:
    """Any answer, and any part of one, gives the posts of known authors, each once, or one PublishError."""
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps(document)[:cut])
    for reader in OURS[:2]:
        with suppress(PublishError):
            for capture in reader.read(input_at(path)):
                assert len({post.id for post in capture.posts}) == len(capture.posts)
                assert all(post.id.startswith("at://did:plc:") for post in capture.posts)
                assert str(capture).encode()
