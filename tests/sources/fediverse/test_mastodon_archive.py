"""Mastodon archives: the same posts whatever they are packed in, and what is broken is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.errors import PublishError
from pipeline.model import Asset, Capture, Media, Post
from pipeline.sources import READERS
from tests.conftest import as_json, english, golden_cases, input_at, reader_of
from tests.sources.reading.archives import tar_of, tar_with, zip_of

READER = reader_of("mastodon-archive")

CASES = golden_cases("mastodon-archive")
SAMPLE = Path(__file__).parents[3] / "inputs" / "mastodon-2023-archive"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
ACTOR = "https://ferns.example/users/iris"
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def _create(number: int = 1, content: Any = "<p>Moss.</p>", **more: Any) -> dict[str, Any]:
    note = {"id": f"{ACTOR}/statuses/{number}", "type": "Note", "content": content, "to": [PUBLIC], **more}
    return {"type": "Create", "actor": ACTOR, "published": "2023-04-02T09:00:00Z", "object": note}


def _outbox(*items: Any) -> str:
    return json.dumps({"@context": "https://www.w3.org/ns/activitystreams", "orderedItems": list(items)})


def _archive(folder: Path, outbox: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "outbox.json").write_text(outbox, encoding="utf-8")
    actor = {"id": ACTOR, "preferredUsername": "iris", "name": "Iris Wren", "url": "https://ferns.example/@iris"}
    (folder / "actor.json").write_text(json.dumps(actor))
    return folder


def _read(path: Path) -> Capture:
    (capture,) = READER.read(input_at(path))
    return capture


def _post(folder: Path, **more: Any) -> Post:
    return _read(_archive(folder, _outbox(_create(**more)))).posts[0]


def _refused(path: Path) -> PublishError:
    with pytest.raises(PublishError) as caught:
        READER.read(input_at(path))
    return caught.value


def _without_place(capture: Capture) -> Capture:
    """The capture, with whether a file is there in the place of where it lies."""

    def bare(media: tuple[Media, ...]) -> tuple[Media, ...]:
        return tuple(
            replace(each, asset=None, recording=None, missing=each.missing or str(bool(each.file))) for each in media
        )

    posts = tuple(
        replace(
            post,
            media=bare(post.media),
            quotes=tuple(replace(quote, media=bare(quote.media)) for quote in post.quotes),
        )
        for post in capture.posts
    )
    profiles = tuple(replace(profile, portrait=profile.portrait and Asset(path=Path())) for profile in capture.profiles)
    notices = tuple(replace(notice, path="") for notice in capture.notices)
    source = replace(capture.source, name="", sha256="")
    return replace(capture, posts=posts, profiles=profiles, notices=notices, source=source)


@every_case
def test_golden(case: Path, golden: Callable[[Path, str], None]) -> None:
    """Each archive yields the posts that a person has checked against it."""
    golden(case / "expected.json", as_json(READER.read(input_at(case / "input")), case))


@every_case
@pytest.mark.parametrize(
    ("pack", "top"),
    [(zip_of, ""), (zip_of, "my archive/"), *((tar_of, top) for top in ("", "my archive/", "./", "./my archive/"))],
)
def test_packed_or_not_is_the_same(
    case: Path, pack: Callable[[Path, Path, str], Path], top: str, tmp_path: Path
) -> None:
    """A folder, a zip and a tar.gz of the same files hold the same posts, with or without a folder around all."""
    path = pack(case / "input", tmp_path / "a", top)
    assert _without_place(_read(path)) == _without_place(_read(case / "input"))


@pytest.mark.parametrize("folder", [*(case / "input" for case in CASES), SAMPLE], ids=lambda path: path.parent.name)
def test_claimed_by_one_reader_in_every_form(folder: Path, tmp_path: Path) -> None:
    """The folder, outbox.json by itself, the zip and the tar.gz, whatever their names."""
    outbox = tmp_path / "saved"
    outbox.write_bytes((folder / "outbox.json").read_bytes())
    forms = [folder, outbox, zip_of(folder, tmp_path / "a"), tar_of(folder, tmp_path / "b", "./x/")]
    for form in forms:
        assert [reader.name for reader in READERS if reader.sniff(input_at(form))] == ["mastodon-archive"]


def test_other_archives_are_not_claimed(tmp_path: Path) -> None:
    """Not a tar.gz of other things, a broken one, a folder that has no actor, nor another list of JSON."""
    (tmp_path / "tar").write_bytes(tar_with(tmp_path / "x", {"notes/outbox.txt": b"x", "a.json": b"{}"}).read_bytes())
    (tmp_path / "cut").write_bytes((tmp_path / "x").read_bytes()[:30])
    (tmp_path / "gzip").write_bytes(b"\x1f\x8b")
    (tmp_path / "list").write_text('{"orderedItems": []}')
    (tmp_path / "likes").write_text(_outbox("https://moss.example/1"))
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "outbox.json").write_text(_outbox(_create()))
    for name in ("tar", "cut", "gzip", "list", "likes", "folder"):
        assert not READER.sniff(input_at(tmp_path / name)), name


def test_outbox_alone_tells_whose_it_is(tmp_path: Path) -> None:
    """Without actor.json, the handle is read from the addresses; where they do not say it, a notice does."""
    (tmp_path / "o.json").write_text(_outbox(_create()))
    assert _read(tmp_path / "o.json").author.handle == "iris@ferns.example"
    (tmp_path / "o.json").write_text(_outbox(_create(id="https://ferns.example/n/1")).replace("/users/iris", "/ap/7"))
    capture = _read(tmp_path / "o.json")
    assert capture.author.handle == ""
    assert [str(notice) for notice in capture.notices] == ["o.json: actor.json: the archive does not say whose it is"]


def test_pictures_in_a_tar_stay_there(tmp_path: Path) -> None:
    """A picture in a tar.gz is referred to by the tar.gz and its full name in it."""
    path = tar_of(CASES[1] / "input", tmp_path / "a.tar.gz", "./x/")
    assets = [media.asset for post in _read(path).posts for media in post.media if media.asset]
    assert [(asset.path, asset.member) for asset in assets] == [
        (path, "./x/media_attachments/files/109/1/original/spores.png")
    ]


@pytest.mark.parametrize(
    ("to", "cc", "expected"),
    [
        ([PUBLIC], [f"{ACTOR}/followers"], "public"),
        ("as:Public", None, "public"),
        ([f"{ACTOR}/followers"], [PUBLIC], "unlisted"),
        ([f"{ACTOR}/followers"], [], "followers"),
        (["https://moss.example/users/otto"], [f"{ACTOR}/followers"], "followers"),
        (["https://moss.example/users/otto"], [], "direct"),
        (None, None, "direct"),
        (["https://moss.example/#Public"], [], "direct"),
    ],
)
def test_who_could_see_a_post(tmp_path: Path, to: Any, cc: Any, expected: str) -> None:
    """Told from its recipients; what names nobody counts as the most private."""
    assert _post(tmp_path, to=to, cc=cc).visibility == expected


@pytest.mark.parametrize(
    ("parent", "tag", "whom"),
    [
        (f"{ACTOR}/statuses/7", None, "iris@ferns.example"),
        ("https://moss.example/users/otto/statuses/7", None, "otto@moss.example"),
        ("https://moss.example/@otto/7", None, "otto@moss.example"),
        ("https://moss.example/ap/users/11/statuses/7", None, ""),
        ("https://moss.example/ap/users/11/statuses/7", ("https://moss.example/ap/users/11", "@otto"), "otto@moss.example"),
        ("https://moss.example/ap/users/11/statuses/7", ("https://moss.example/ap/users/1", "@ana"), ""),
        ("https://moss.example/objects/7", ("https://moss.example/users/otto", "@otto"), ""),
        ("tag:moss.example,2017:objectId=7", None, ""),
    ],
)  # fmt: skip
def test_whom_a_post_answers(tmp_path: Path, parent: str, tag: tuple[str, str] | None, whom: str) -> None:
    """By the account's own address, by whom it mentions, by the parent's address; never by guessing."""
    tags = [{"type": "Mention", "href": tag[0], "name": tag[1]}] if tag else []
    post = _post(tmp_path, inReplyTo=parent, tag=tags)
    assert (post.reply_to, post.reply_to_author) == (parent, whom)


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        ({"en": "<p>Moss.</p>"}, "en"),
        ({"en-GB": "something else"}, "en-GB"),
        ({"en": "<p>Moss.</p>", "de": "<p>Moos.</p>"}, "en"),
        ({"en": "a", "de": "b"}, ""),
        ({"en": "<p>Moss.</p>", "de": "<p>Moss.</p>"}, ""),
        ({"und": "<p>Moss.</p>"}, ""),
        ({"nonsense!": "<p>Moss.</p>"}, ""),
        (None, ""),
        (7, ""),
    ],
)
def test_language_is_that_of_the_text(tmp_path: Path, texts: Any, language: str) -> None:
    """The one that the shown text is filed under, where there is exactly one and it names a language."""
    assert _post(tmp_path, contentMap=texts).language == language


def test_emoji_are_marked_where_they_stand(tmp_path: Path) -> None:
    """Each known one in the text, not in code, and not by names that the server did not send."""
    tag = [
        {"type": "Emoji", "name": name, "icon": {"url": "https://x.example/e.png"}} for name in (":a:", "b_1", ":c:")
    ]
    post = _post(tmp_path, content="<p>:a: x:b_1::a:y :z: :a <code>:a:</code> 12:30:45</p>", tag=tag)
    marked = [post.text[span.start : span.end] for span in post.spans if span.kind == "emoji"]
    assert marked == [":a:", ":b_1:", ":a:"]
    assert [(each.name, each.url, each.asset) for each in post.emoji] == [
        (":a:", "https://x.example/e.png", None),
        (":b_1:", "https://x.example/e.png", None),
    ]


def test_private_posts_do_not_show_through_quotes(tmp_path: Path) -> None:
    """A public post that quotes a private one of its author's carries nothing of it."""
    private = _create(1, "<p>Only for you.</p>", to=[f"{ACTOR}/followers"])
    capture = _read(_archive(tmp_path, _outbox(private, _create(2, quote=f"{ACTOR}/statuses/1"))))
    (quote,) = capture.posts[1].quotes
    assert (quote.text, english(quote.missing)) == ("", "not public")


def test_attachments_do_not_lead_out(tmp_path: Path) -> None:
    """A path that climbs out of the archive is no file of it."""
    (tmp_path / "secret.png").write_bytes(b"x")
    urls = [
        "/media_attachments/../../secret.png",
        "../secret.png",
        "/x/media_attachments/%2e%2e/%2e%2e/secret.png",
        "http://[x",
    ]
    attachment = [{"type": "Document", "mediaType": "image/png", "url": url} for url in urls]
    post = _post(tmp_path / "a", attachment=attachment)
    assert [(media.asset, english(media.missing)) for media in post.media] == [(None, "not in the archive")] * 4


def test_a_bad_post_costs_the_others_nothing(tmp_path: Path) -> None:
    """It is left out and told of with its place; several are counted."""
    slow = _create(2, "<div>" * 20_000)
    outbox = _outbox(_create(), slow, *[_create(id=None)] * 3, 7, None, [], {"type": "Create"})
    capture = _read(_archive(tmp_path / "a", outbox))
    assert [post.text for post in capture.posts] == ["Moss."]
    assert [str(notice) for notice in capture.notices] == [
        "a: outbox.json: item 2: a post is left out, and so are 3 others: its tags are too many"
    ]


@pytest.mark.parametrize(
    ("outbox", "message"),
    [
        (_outbox(_create(id="")), "outbox.json: item 1: it has no id"),
        (_outbox(), "outbox.json: the archive holds no posts of its owner"),
        (_outbox({"type": "Announce", "object": "https://x.example/1"}), "outbox.json: the archive holds no posts of its owner"),
        (_outbox(_create())[:-40], "outbox.json: item 1: is cut short or is not JSON"),
        (_outbox(_create())[:-2], "outbox.json: item 2: the file ends before its list does"),
        (_outbox(_create())[:-1], "outbox.json: the file ends too early"),
        ('{"orderedItems": [' + "[" * 100_000, "outbox.json: item 1: is nested too deeply"),
        ('{"orderedItems": {}}', "outbox.json: there is no list of posts in it"),
        ('{"a" 1}', "outbox.json: is cut short or is not JSON"),
        ('{1: 1}', "outbox.json: is cut short or is not JSON"),
        ("[]", "outbox.json: not an object"),
        ("", "outbox.json: not an object"),
    ],
)  # fmt: skip
def test_what_is_broken_is_named(tmp_path: Path, outbox: str, message: str) -> None:
    """A broken outbox yields one error with the place and what is wrong with it, packed or not."""
    folder = _archive(tmp_path / "a", outbox)
    for path in (folder, zip_of(folder, tmp_path / "a.zip"), tar_of(folder, tmp_path / "a.tar.gz")):
        error = _refused(path)
        assert str(error) == f"{path.name}: {message}"
        assert error.hint


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    """An outbox that is not UTF-8, and an actor.json that is not JSON, are refused by their names."""
    folder = _archive(tmp_path / "a", "")
    (folder / "outbox.json").write_bytes(b'{"orderedItems": ["\xff"]}')
    assert str(_refused(folder)) == "a: outbox.json: is not UTF-8 text"
    (folder / "actor.json").write_text("{")
    assert str(_refused(folder)) == "a: actor.json: is cut short or is not JSON"


def test_an_archive_without_its_outbox_is_told(tmp_path: Path) -> None:
    """A tar.gz that has media and an actor but no outbox."""
    path = tar_with(tmp_path / "a.tar.gz", {"media_attachments/files/1/a.png": b"x", "actor.json": b"{}"})
    assert READER.sniff(input_at(path))
    error = _refused(path)
    assert (str(error), error.hint) == (
        "a.tar.gz: there is no outbox.json in the archive",
        "Download the archive again, whole.",
    )


def test_numbers_at_the_end_of_a_piece_are_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file may be cut anywhere while it is read: keys, numbers, characters and posts come out whole."""
    items = [_create(number, "<p>Ebbe und Flut, 潮の満ち引き 🌊</p>") for number in range(1, 9)]
    text = json.dumps({"totalItems": 1557, "orderedItems": items, "x": 12.25e2}, ensure_ascii=False)
    folder = _archive(tmp_path, text)
    for size in (1, 2, 7):
        monkeypatch.setattr("pipeline.sources.reading.bundle.base.PIECE_BYTES", size)
        assert [post.text for post in _read(folder).posts] == ["Ebbe und Flut, 潮の満ち引き 🌊"] * 8


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just(PUBLIC),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "type", "url", "href", "name", "totalItems", "en"]), inner, max_size=3)
    ),
    max_leaves=6,
)
MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<br>", "<ul>", "<li>", "</ul>", "<ol start=3>", "<blockquote>", "</blockquote>", "<pre>", "</pre>",
         "<a href='https://a.b/c' class='mention'>", "</a>", "<span class='invisible'>", "<span class='ellipsis'>",
         "</span>", "<b>", "<code>", "</code>", "</b>", "<h2>", "</h2>", ":x:", " fern ", "\n", "&#1;", "🌿", "\ud83c"]
    )
).map("".join)  # fmt: skip
KEYS = ("inReplyTo", "published", "updated", "url", "summary", "sensitive", "contentMap", "attachment", "tag", "to", "cc",
        "quote", "oneOf", "anyOf", "endTime", "votersCount", "name")  # fmt: skip
NOTES = st.builds(
    lambda number, content, more: _create(number, content, **more),
    st.integers(1, 4),
    MARKUP | ANY,
    st.dictionaries(st.sampled_from(KEYS), ANY, max_size=4),
)


@settings(max_examples=150, deadline=None)
@given(items=st.lists(NOTES | ANY, max_size=4), cut=st.none() | st.integers(0, 400))
def test_any_data_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, items: list[Any], cut: int | None
) -> None:
    """Any outbox yields posts that can be written as UTF-8, each once, or one PublishError with a remedy."""
    tag = {"type": "Emoji", "name": ":x:", "icon": {"url": "https://a.b/x.png"}}
    for item in items:
        if isinstance(item, dict) and isinstance(item.get("object"), dict):
            item["object"].setdefault("tag", [tag])
    folder = _archive(tmp_path_factory.mktemp("any") / "a", _outbox(*items)[:cut])
    captures: list[Capture] = []
    try:
        captures = READER.read(input_at(folder))
    except PublishError as error:
        assert error.hint
    posts = [post for capture in captures for post in capture.posts]
    assert len({post.id for post in posts}) == len(posts)
    for post in posts:
        assert post.text == post.text.lstrip("\n").rstrip()  # code may be indented
        assert str(post).encode()
        assert all(span.target.startswith("https://") or not span.target for span in post.spans)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_damaged_tar_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """A tar.gz with any bytes changed or cut off yields its posts, or one PublishError and nothing else."""
    path = tmp_path_factory.mktemp("any") / "a.tar.gz"
    whole = bytearray(tar_of(CASES[0] / "input", path).read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=3)):
        whole[place] = data.draw(st.integers(0, 255))
    path.write_bytes(whole[: data.draw(st.none() | st.integers(0, len(whole)))])
    assert READER.sniff(input_at(path)) in (True, False)
    with suppress(PublishError):
        assert _read(path).posts
