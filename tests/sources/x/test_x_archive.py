"""X archives: every layout is read, every post is whole, and what is broken is named."""

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
from pipeline.model import Capture, Post
from tests.conftest import as_json, english, golden_cases, input_at, reader_of

READER = reader_of("x-archive")

ACCOUNT = {"account": {"accountId": "4711", "username": "tidewatch", "accountDisplayName": "Maren Holt"}}
SECOND = "Sat Nov 09 12:14:18 +0000 2024"


def _js(name: str, value: Any) -> str:
    return f"window.YTD.{name}.part0 = {json.dumps(value)}"


def _tweet(text: str, **more: Any) -> dict[str, Any]:
    return {"tweet": {"id_str": "100", "created_at": SECOND, "full_text": text, **more}}


def _archive(folder: Path, posts: list[Any], /, **files: str) -> Path:
    (folder / "data").mkdir(parents=True, exist_ok=True)
    texts = {"account": _js("account", [ACCOUNT]), "tweets": _js("tweets", posts), **files}
    for name, text in texts.items():
        (folder / "data" / f"{name.replace('_', '-')}.js").write_text(text, encoding="utf-8")
    return folder


def _zip_of(folder: Path, path: Path, top: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, top + file.relative_to(folder).as_posix())
    return path


def _post(folder: Path, tweet: dict[str, Any], **files: str) -> Post:
    (capture,) = READER.read(input_at(_archive(folder, [tweet], **files)))
    return capture.posts[0]


def _refused(path: Path) -> PublishError:
    with pytest.raises(PublishError) as caught:
        READER.read(input_at(path))
    return caught.value


@pytest.mark.parametrize("case", golden_cases("x-archive"), ids=lambda case: case.name)
def test_golden(case: Path, golden: Callable[[Path, str], None]) -> None:
    """Each archive yields the posts that a person has checked against it."""
    source = input_at(case / "input")
    assert READER.sniff(source)
    golden(case / "expected.json", as_json(READER.read(source), case))


@pytest.mark.parametrize("case", golden_cases("x-archive"), ids=lambda case: case.name)
@pytest.mark.parametrize("top", ["", "my archive/"])
def test_zip_and_folder_are_the_same(case: Path, top: str, tmp_path: Path) -> None:
    """An archive as X sends it, and zipped again with a folder around it, holds what its folder holds."""

    def without_place(capture: Capture) -> Capture:
        posts = tuple(
            replace(post, media=tuple(replace(item, asset=None, missing=str(bool(item.asset))) for item in post.media))
            for post in capture.posts
        )
        profiles = tuple(
            replace(profile, portrait=profile.portrait and replace(profile.portrait, path=Path(), member=""))
            for profile in capture.profiles
        )
        source = replace(capture.source, name="", sha256="")
        return replace(capture, posts=posts, profiles=profiles, notices=(), source=source)

    source = input_at(_zip_of(case / "input", tmp_path / "a.zip", top))
    assert READER.sniff(source)
    (packed,), (loose,) = READER.read(source), READER.read(input_at(case / "input"))
    assert without_place(packed) == without_place(loose)
    assert packed.source.sha256 == hashlib.sha256((tmp_path / "a.zip").read_bytes()).hexdigest()
    assert loose.source.sha256 != packed.source.sha256


def test_pictures_in_a_zip_stay_there(tmp_path: Path) -> None:
    """A picture in a zip is referred to by the zip and its name in it."""
    case = golden_cases("x-archive")[1]
    path = _zip_of(case / "input", tmp_path / "a.zip")
    (capture,) = READER.read(input_at(path))
    (asset,) = [media.asset for post in capture.posts for media in post.media if media.asset]
    assert (asset.path, asset.member) == (path, "data/tweet_media/1003-Wall_1.png")


def test_data_folder_alone_is_read(tmp_path: Path) -> None:
    """The data folder without its surroundings is an archive too, even where a manifest counts from above."""
    case = golden_cases("x-archive")[2]
    data = input_at(case / "input" / "data")
    assert READER.sniff(data)
    (capture,) = READER.read(data)
    assert [post.id for post in capture.posts] == ["2003", "2001", "2004", "2009", "2010"]
    assert sum(media.asset is not None for post in capture.posts for media in post.media) == 2


def test_offsets_count_the_escaped_text(tmp_path: Path) -> None:
    """Entities are cut from the escaped text by code points, and their spans lie right in the text that is shown."""
    text = "Salt &amp; 🧂🧂 &lt;sea&gt;: https://t.co/abc @maren #salt"
    places = {part: [str(text.index(part)), str(text.index(part) + len(part))] for part in text.split()[-3:]}
    url = {"url": "https://t.co/abc", "expanded_url": "https://example.org/salt", "display_url": "example.org/salt"}
    entities = {
        "urls": [{**url, "indices": places["https://t.co/abc"]}],
        "user_mentions": [{"screen_name": "maren", "indices": places["@maren"]}],
        "hashtags": [{"text": "salt", "indices": places["#salt"]}],
    }
    post = _post(tmp_path, _tweet(text, entities=entities))
    assert post.text == "Salt & 🧂🧂 <sea>: example.org/salt @maren #salt"
    assert [(post.text[span.start : span.end], span.target) for span in post.spans] == [
        ("example.org/salt", "https://example.org/salt"),
        ("@maren", "https://x.com/maren"),
        ("#salt", "https://x.com/hashtag/salt"),
    ]


def test_entities_that_miss_are_found_or_left_out(tmp_path: Path) -> None:
    """A link with wrong offsets is searched in the text; a name or tag with wrong ones stays plain text."""
    entities = {
        "urls": [{"url": "https://t.co/abc", "expanded_url": "https://example.org", "indices": ["0", "3"]}],
        "user_mentions": [{"screen_name": "maren", "indices": ["0", "6"]}],
        "hashtags": [{"text": "salt", "indices": ["900", "905"]}],
    }
    post = _post(tmp_path, _tweet("Read https://t.co/abc or ask @maren", entities=entities))
    assert post.text == "Read https://example.org or ask @maren"
    assert [(span.kind, span.start, span.end) for span in post.spans] == [("link", 5, 24)]


def test_links_that_are_no_web_addresses_stay_text(tmp_path: Path) -> None:
    """A link that expands to something else than a web address leads to the address that stands in the text."""
    entities = {"urls": [{"url": "https://t.co/abc", "expanded_url": "javascript:alert(1)", "indices": ["0", "16"]}]}
    post = _post(tmp_path, _tweet("https://t.co/abc", entities=entities))
    assert [span.target for span in post.spans] == ["https://t.co/abc"]


@pytest.mark.parametrize(
    ("text", "reply", "shown"),
    [
        ("@tidewatch The ebb begins", "99", "The ebb begins"),
        ("@TideWatch\nThe ebb begins", "99", "The ebb begins"),
        ("@tidewatch The ebb begins", None, "@tidewatch The ebb begins"),
        ("@tidewatcher The ebb begins", "99", "@tidewatcher The ebb begins"),
        ("@tidewatch", "99", ""),
    ],
)
def test_own_name_before_an_answer_is_dropped(tmp_path: Path, text: str, reply: str | None, shown: str) -> None:
    """An answer to oneself starts after one's own name, as X shows it; any other text stays as it is."""
    post = _post(tmp_path, _tweet(text, in_reply_to_status_id_str=reply, in_reply_to_user_id_str="4711"))
    assert post.text == shown


def test_answers_to_oneself_are_known_by_account(tmp_path: Path) -> None:
    """Who is answered is the author where the account's id says so, even under a former name."""
    reply = {"in_reply_to_status_id_str": "99", "in_reply_to_screen_name": "oldname"}
    assert _post(tmp_path, _tweet("x", **reply, in_reply_to_user_id_str="4711")).reply_to_author == "tidewatch"
    assert _post(tmp_path, _tweet("x", **reply, in_reply_to_user_id_str="12")).reply_to_author == "oldname"


@pytest.mark.parametrize(
    ("expanded", "quoted"),
    [
        ("https://twitter.com/maren/status/55", "https://twitter.com/maren/status/55"),
        ("https://x.com/maren/status/55?s=20", "https://x.com/maren/status/55"),
        ("https://x.com/maren/status/55/photo/1", None),
        ("https://example.org/status/55", None),
    ],
)
def test_trailing_post_links_are_quotes(tmp_path: Path, expanded: str, quoted: str | None) -> None:
    """A link to a post at the end of a text is the quoted post; any other link stays in the text."""
    entities = {"urls": [{"url": "https://t.co/q", "expanded_url": expanded, "indices": ["6", "20"]}]}
    post = _post(tmp_path, _tweet("Right: https://t.co/q", entities=entities))
    assert [quote.url for quote in post.quotes] == ([quoted] if quoted else [])
    assert (post.text == "Right:") is bool(quoted)


def _note(text: str, note_id: str = "90", created: str = "2024-11-09T12:14:18.000Z") -> dict[str, Any]:
    return {"noteTweet": {"noteTweetId": note_id, "createdAt": created, "core": {"text": text}}}


LONG = "The tide table is the oldest timetable that is still in print. " * 6


@pytest.mark.parametrize(
    ("notes", "whole"),
    [
        ([_note(LONG)], True),
        ([_note("Something else"), _note(LONG, "95")], True),
        ([_note(LONG, created="2024-11-09T12:14:19.000Z")], False),
        ([_note("Something else entirely, of the same second")], False),
        ([], False),
    ],
)
def test_notes_join_the_post_that_begins_like_them(tmp_path: Path, notes: list[Any], whole: bool) -> None:
    """A note belongs to the post of its second that begins as it does; a cut post without one is marked as cut."""
    post = _post(tmp_path, _tweet(LONG[:274] + "…"), note_tweet=_js("note_tweet", notes))
    assert (post.text == LONG.strip(), post.truncated) == (whole, not whole)


@given(st.lists(st.tuples(st.integers(0, 39), st.from_regex(r"[A-Za-z0-9]{2,12}", fullmatch=True)), max_size=4))
@settings(max_examples=40, deadline=None)
def test_notes_join_whatever_their_links(
    tmp_path_factory: pytest.TempPathFactory, links: list[tuple[int, str]]
) -> None:
    """X shortens the links of a post and those of its note each by itself."""
    words, others = LONG.split(" "), LONG.split(" ")
    for place, code in links:
        words[place], others[place] = f"https://t.co/{code}", f"https://t.co/{code[::-1]}x"
    cut = " ".join(words[:45]) + "…"
    notes = _js("note_tweet", [_note(" ".join(others))])
    post = _post(tmp_path_factory.getbasetemp() / "notes", _tweet(cut), note_tweet=notes)
    assert (post.text, post.truncated) == (" ".join(others).strip(), False)


def test_nearest_note_wins(tmp_path: Path) -> None:
    """Of two notes that begin alike in one second, the one with the id just below the post's is its text."""
    notes = [_note(f"{LONG}{end}", note_id) for note_id, end in (("10", "Far."), ("90", "Near."), ("101", "After."))]
    post = _post(tmp_path, _tweet(LONG[:274] + "…"), note_tweet=_js("note_tweet", notes))
    assert post.text.endswith("Near.")


def test_short_posts_take_no_note(tmp_path: Path) -> None:
    """A post that is only a picture or a word is not mistaken for the beginning of a note of the same second."""
    for text in ("", "The tide", "The tide…"):
        post = _post(tmp_path, _tweet(text), note_tweet=_js("note_tweet", [_note("The ebb.")]))
        assert (post.text, post.truncated) == (text, False)


def test_language_codes_that_name_no_language_are_dropped(tmp_path: Path) -> None:
    """Of X's codes only those that name a language are kept."""
    codes = ["en", "und", "zxx", "qme", "qht", None, "pt"]
    kept = [_post(tmp_path / str(number), _tweet("x", lang=code)).language for number, code in enumerate(codes)]
    assert kept == ["en", "", "", "", "", "", "pt"]


def test_date_comes_from_the_id_where_there_is_none(tmp_path: Path) -> None:
    """Without a date, the moment is the one that X counted into the id."""
    post = _post(tmp_path, {"tweet": {"id_str": "1357704239184183297", "full_text": "Low water"}})
    assert post.date
    assert post.date.iso == "2021-02-05"


def test_items_across_pieces_are_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Items longer than a piece of the file, and characters that lie across two, come out whole."""
    monkeypatch.setattr("pipeline.sources.reading.bundle.base.PIECE_BYTES", 7)
    tweets = [_tweet("Ebbe und Flut, 潮の満ち引き 🌊 " * count, id_str=str(count)) for count in range(1, 40)]
    folder = _archive(tmp_path, tweets, tweets=f"window.YTD.x = {json.dumps(tweets, ensure_ascii=False)};")
    (capture,) = READER.read(input_at(folder))
    assert [post.text for post in capture.posts] == [item["tweet"]["full_text"].strip() for item in tweets]


def test_descriptions_beside_a_zip_are_used(tmp_path: Path) -> None:
    """A file of descriptions that lies beside the zip is found there."""
    media = {"url": "https://t.co/p", "media_url_https": "https://pbs.twimg.com/media/A.jpg", "type": "photo"}
    folder = _archive(tmp_path / "folder", [_tweet("Foam https://t.co/p", extended_entities={"media": [media]})])
    rows = [{"tweet_id": "100", "media_url": "https://pbs.twimg.com/media/A.jpg?name=orig", "alt_text": "Foam on sand"}]
    (tmp_path / "alt-text.json").write_text(json.dumps(rows))
    (capture,) = READER.read(input_at(_zip_of(folder, tmp_path / "a.zip")))
    assert [item.alt for item in capture.posts[0].media] == ["Foam on sand"]
    (tmp_path / "alt-text.json").write_text('{"a": 1}')
    assert str(_refused(tmp_path / "a.zip")) == "a.zip: alt-text.json: not a list of descriptions"


def test_own_account_may_be_unknown(tmp_path: Path) -> None:
    """An archive without account.js is read, and its owner told that nobody is named in it."""
    folder = _archive(tmp_path / "a", [_tweet("High water")])
    (folder / "data" / "account.js").unlink()
    (capture,) = READER.read(input_at(folder))
    assert capture.posts[0].url == "https://x.com/i/status/100"
    assert [str(notice) for notice in capture.notices] == ["a: data/account.js: the archive does not say whose it is"]


def test_an_owner_who_is_not_stated_is_named_by_their_answers(tmp_path: Path) -> None:
    """To themself: the last handle that they had, and none of other people."""
    replies = [
        {"id_str": "101", "in_reply_to_status_id_str": "100", "in_reply_to_screen_name": "oldname"},
        {"id_str": "102", "in_reply_to_status_id_str": "101", "in_reply_to_screen_name": "tidewatch"},
    ]
    others = [
        {"id_str": str(number), "in_reply_to_status_id_str": "7", "in_reply_to_screen_name": "moss"}
        for number in range(103, 109)
    ]
    tweets = [
        *(_tweet("Low water", **reply, in_reply_to_user_id_str="4711") for reply in replies),
        *(_tweet("Indeed", **reply, in_reply_to_user_id_str="12") for reply in others),
    ]
    folder = _archive(tmp_path / "a", [_tweet("High water"), *tweets])
    (folder / "data" / "account.js").unlink()
    (capture,) = READER.read(input_at(folder))
    assert (capture.author.handle, capture.notices) == ("tidewatch", ())
    assert {post.url for post in capture.posts[:3]} == {f"https://x.com/tidewatch/status/{100 + n}" for n in range(3)}


BAD_ITEM = {"tweet": {"id_str": "100", "full_text": 7}}


@pytest.mark.parametrize(
    ("tweets", "message"),
    [
        (
            _js("tweets", [_tweet("a"), BAD_ITEM]),
            "data/tweets.js: item 2: not as X writes it: Expected `str`, got `int` - at `$.tweet.full_text`",
        ),
        (
            _js("tweets", [{"like": {}}]),
            "data/tweets.js: item 1: not as X writes it: Object missing required field `tweet`",
        ),
        (_js("tweets", [_tweet("a", id_str="../7")]), "data/tweets.js: item 1: not the id of a post: '../7'"),
        (_js("tweets", [_tweet("a", created_at="yesterday")]), "data/tweets.js: item 1: not a date: 'yesterday'"),
        (
            _js("tweets", [_tweet("a", created_at="Sat Feb 31 12:14:18 +0000 2024")]),
            "data/tweets.js: item 1: not a date: 'Sat Feb 31 12:14:18 +0000 2024'",
        ),
        (_js("tweets", [_tweet("a")])[:-9], "data/tweets.js: item 1: is cut short or is not JSON"),
        (_js("tweets", [_tweet("a")])[:-1], "data/tweets.js: item 2: the file ends before its list does"),
        (f"window.x = [{'[' * 100_000}", "data/tweets.js: item 1: is nested too deeply"),
        ("window.x = {}", "data/tweets.js: not a list of items"),
        ("window.x", "data/tweets.js: not the JavaScript that X writes"),
        ("", "data/tweets.js: not the JavaScript that X writes"),
        (_js("tweets", []), "the archive holds no posts of its owner"),
        (_js("tweets", [_tweet("RT @maren: Low water")]), "the archive holds no posts of its owner"),
    ],
)
def test_what_is_broken_is_named(tmp_path: Path, tweets: str, message: str) -> None:
    """A broken data file yields one error with the file, the item and what is wrong with it."""
    assert str(_refused(_archive(tmp_path / "a", [], tweets=tweets))) == f"a: {message}"


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    """A data file that is not UTF-8 is refused by its name."""
    folder = _archive(tmp_path / "a", [])
    (folder / "data" / "tweets.js").write_bytes(b'window.x = [{"tweet": "\xff"}]')
    assert str(_refused(folder)) == "a: data/tweets.js: is not UTF-8 text"


def test_archive_without_posts_is_told(tmp_path: Path) -> None:
    """An archive that was ordered without posts says so, with the remedy."""
    folder = _archive(tmp_path / "a", [])
    (folder / "data" / "tweets.js").unlink()
    error = _refused(folder)
    assert str(error) == "a: there is no tweets.js in the archive"
    assert error.hint == "Ask X for the whole archive, your posts included."


def test_damaged_manifest_is_named(tmp_path: Path) -> None:
    """A manifest that is no JavaScript is refused by its name."""
    folder = _archive(tmp_path / "a", [_tweet("x")], manifest="window.__THAR_CONFIG = {")
    assert str(_refused(folder)) == "a: data/manifest.js: not the JavaScript that X writes"


def test_sniff_claims_archives_and_broken_zips_only(tmp_path: Path) -> None:
    """Claimed are archives and zips that cannot be opened, not other zips, folders or files."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "account.js").write_text("export const account = 1")
    (tmp_path / "page.txt").write_text("window.YTD")
    whole = _zip_of(other, tmp_path / "other.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[:-10])
    names = ["other", "other.zip", "page.txt", "cut.zip"]
    assert [READER.sniff(input_at(tmp_path / name)) for name in names] == [False, False, False, True]
    error = _refused(tmp_path / "cut.zip")
    assert (str(error), error.hint) == ("cut.zip: truncated or damaged zip", "Download it again.")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["tweet", "url"]), inner, max_size=2),
    max_leaves=6,
)
INDICES = st.lists(st.integers(-5, 60).map(str), min_size=2, max_size=2)
WORDS = st.lists(
    st.sampled_from(
        ["@tidewatch", "https://t.co/a", "https://t.co/b", "#sea", "&amp;", "🌊", "\n", "…", "ebb", "\ud83c"]
    )
)
URLS = st.sampled_from(
    ["https://t.co/a", "https://t.co/b", "https://x.com/i/status/100", "https://x.com/m/status/5", ""]
)
TWEETS = st.fixed_dictionaries(
    {"id_str": st.integers(1, 8).map(str), "full_text": WORDS.map(" ".join) | WORDS.map("".join)},
    optional={
        "in_reply_to_status_id_str": st.integers(1, 8).map(str),
        "in_reply_to_user_id_str": st.sampled_from(["4711", "12"]),
        "created_at": st.just(SECOND),
        "edit_info": st.builds(lambda ids: {"initial": {"editTweetIds": ids}}, st.lists(st.sampled_from("1234"))),
        "extended_entities": st.just({"media": [{"url": "https://t.co/b", "media_url_https": "https://a.b/c.jpg"}]}),
        "entities": st.fixed_dictionaries(
            {
                "urls": st.lists(st.fixed_dictionaries({"url": URLS, "expanded_url": URLS, "indices": INDICES})),
                "hashtags": st.lists(st.fixed_dictionaries({"text": st.just("sea\ud83c"), "indices": INDICES})),
                "user_mentions": st.lists(st.fixed_dictionaries({"screen_name": st.just("m"), "indices": INDICES})),
            }
        ),
    },
)
DATA = (
    st.lists(TWEETS.map(lambda tweet: {"tweet": {"created_at": SECOND, **tweet}})).map(
        lambda value: _js("tweets", value)
    )
    | st.lists(JSON).map(lambda value: _js("tweets", value))
    | st.text().map(lambda text: text.encode("utf-8", "replace").decode())
)


@settings(max_examples=200, deadline=None)
@given(tweets=DATA, note=WORDS.map(" ".join), cut=st.none() | st.integers(0, 500))
def test_any_data_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, tweets: str, note: str, cut: int | None
) -> None:
    """Any data file yields posts that can be written as UTF-8, each once, or one PublishError."""
    notes = _js("note_tweet", [_note(note)])
    folder = _archive(tmp_path_factory.mktemp("any") / "a", [], tweets=tweets[:cut], note_tweet=notes)
    captures: list[Capture] = []
    with suppress(PublishError):
        captures = READER.read(input_at(folder))
    posts = [post for capture in captures for post in capture.posts]
    assert len({post.id for post in posts}) == len(posts)
    for post in posts:
        assert post.text == post.text.strip()
        assert str(post).encode()
        assert all(span.target.startswith("https://") for span in post.spans)


@pytest.mark.parametrize("kind", ["video", "animated_gif"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_film_in_the_archive_comes_along(tmp_path: Path, kind: str, packed: bool) -> None:
    """X keeps the variant of the highest bit rate; of a film that it did not keep, nothing is said to be here."""
    variants = [
        {"url": f"https://video.twimg.com/vid/{name}.mp4?tag=1", "bitrate": rate}
        for name, rate in (("lo", "1"), ("hi", "9"))
    ]
    media = {"media_url_https": "https://pbs.twimg.com/x.jpg", "type": kind, "video_info": {"variants": variants}}
    posts = [
        _tweet("Waves", extended_entities={"media": [media]}),
        _tweet("More", id_str="101", extended_entities={"media": [media]}),
    ]
    folder = _archive(tmp_path / "a", posts)
    (folder / "data" / "tweets_media").mkdir()
    (folder / "data" / "tweets_media" / "100-hi.mp4").write_bytes(b"film")
    path = _zip_of(folder, tmp_path / "a.zip") if packed else folder
    (capture,) = READER.read(input_at(path))
    here, gone = (post.media[0] for post in sorted(capture.posts, key=lambda post: post.id))
    assert here.recording
    assert here.recording.asset.name == "100-hi.mp4"
    assert not here.missing
    assert not gone.recording
    assert "see the original" in english(gone.missing)
