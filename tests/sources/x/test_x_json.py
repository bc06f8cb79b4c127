"""X posts as JSON: each shape is read whole, told from the others, and what is broken is named."""

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
from pipeline.model import Capture, Post
from pipeline.sources import READERS
from pipeline.sources.discovery import find
from pipeline.sources.reading.reader import Reader
from pipeline.sources.x.bag import MAX_NOTICES
from tests.conftest import as_json, english, golden_cases, input_at, reader_of, sentence, unrolled

X_JSON = (
    reader_of("x-api-v2"),
    reader_of("x-api-v1"),
    reader_of("x-graphql"),
    reader_of("twscrape"),
    reader_of("snscrape"),
    reader_of("gallery-dl"),
)
CASES = [(reader, case) for reader in X_JSON for case in golden_cases(reader.name)]
every_reader = pytest.mark.parametrize("reader", X_JSON, ids=[reader.name for reader in X_JSON])
every_case = pytest.mark.parametrize(
    ("reader", "case"), CASES, ids=[f"{reader.name}-{case.name}" for reader, case in CASES]
)

V2 = {"id": "100", "text": "Low water", "author_id": "7", "edit_history_tweet_ids": ["100"]}
USER = {"id_str": "7", "name": "Maren Holt", "screen_name": "tidewatch"}
V1 = {"id_str": "100", "created_at": "Sat Nov 09 12:14:18 +0000 2024", "full_text": "Low water", "user": USER}
GRAPHQL = {
    "rest_id": "100",
    "core": {"user_results": {"result": {"core": {"name": "Maren Holt", "screen_name": "tidewatch"}}}},
    "legacy": {"full_text": "Low water", "created_at": "Sat Nov 09 12:14:18 +0000 2024"},
}
SCRAPED = {
    "url": "https://x.com/tidewatch/status/100",
    "date": "2024-11-09 12:14:18+00:00",
    "rawContent": "Low water",
    "user": {"username": "tidewatch", "displayname": "Maren Holt"},
}
TWSCRAPE = {**SCRAPED, "id_str": "100", "media": {"photos": []}}
SNSCRAPE = {**SCRAPED, "id": 100, "media": None}
GALLERY = {"tweet_id": 100, "content": "Low water", "author": {"name": "tidewatch", "nick": "Maren Holt"}}
LEAST: dict[str, Any] = {
    "x-api-v2": V2,
    "x-api-v1": V1,
    "x-graphql": GRAPHQL,
    "twscrape": TWSCRAPE,
    "snscrape": SNSCRAPE,
    "gallery-dl": GALLERY,
}


def _input(case: Path) -> Path:
    (path,) = [path for path in case.iterdir() if path.name.split(".")[0] == "input"]
    return path


def _written(folder: Path, *values: Any) -> Path:
    """A file of one value, or of a value on each line; text is written as it stands."""
    path = folder / "posts.json"
    lines = (value if isinstance(value, str) else json.dumps(value) for value in values)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _capture(reader: Reader, folder: Path, *values: Any) -> Capture:
    (capture,) = reader.read(input_at(_written(folder, *values)))
    return capture


def _post(reader: Reader, folder: Path, value: Any) -> Post:
    (post,) = _capture(reader, folder, value).posts
    return post


@every_case
def test_golden(reader: Reader, case: Path, golden: Callable[[Path, str], None]) -> None:
    """Each file yields the posts that a person has checked against it."""
    golden(case / "expected.json", as_json(reader.read(input_at(_input(case))), case))


@every_case
def test_each_shape_is_claimed_by_its_reader_alone(reader: Reader, case: Path) -> None:
    """Told by the keys of the beginning, wherever that is cut off."""
    path = _input(case)
    assert [each.name for each in READERS if each.sniff(input_at(path))] == [reader.name]


@every_reader
def test_the_least_that_a_shape_can_be_is_claimed_and_read(reader: Reader, tmp_path: Path) -> None:
    """A file of one post that has no more than it must, and a list of it, and lines of it."""
    value = LEAST[reader.name]
    for values in ([value], [[value]], [value, value]):
        path = _written(tmp_path, *values)
        assert [each.name for each in READERS if each.sniff(input_at(path))] == [reader.name]
        (capture,) = reader.read(input_at(path))
        assert [(post.id, post.text) for post in capture.posts] == [("100", "Low water")]


@every_reader
def test_a_broken_line_or_post_costs_the_others_nothing(reader: Reader, tmp_path: Path) -> None:
    """It is told of by its line, and the file is read on."""
    value = LEAST[reader.name]
    wrong = {"x-graphql": {"legacy": {"full_text": "a", "lang": 7}}}.get(reader.name, {**value, "lang": 7})
    capture = _capture(reader, tmp_path, value, '{"half', wrong)
    assert len(capture.posts) == 1
    assert [notice.message.partition(":")[0] for notice in capture.notices] == [
        "not JSON; the line is left out",
        "not as its network writes it",
    ]
    assert [notice.where.partition(",")[0] for notice in capture.notices] == ["line 2", "line 3"]
    assert all(notice.message.endswith("is left out") and notice.hint for notice in capture.notices)


@every_reader
@pytest.mark.parametrize("first", ['{"half', "Saving posts …", 'cut off"}'])
def test_a_broken_first_line_is_one_like_others(reader: Reader, first: str, tmp_path: Path) -> None:
    """The file is known by the lines that follow."""
    value = LEAST[reader.name]
    path = _written(tmp_path, first, value, value)
    assert [each.name for each in READERS if each.sniff(input_at(path))] == [reader.name]
    capture = _capture(reader, tmp_path, first, value, value)
    assert len(capture.posts) == 1
    assert [str(notice) for notice in capture.notices] == ["posts.json: line 1: not JSON; the line is left out"]


def test_many_broken_posts_are_told_in_few_words(tmp_path: Path) -> None:
    """The first are named one by one, the rest are counted."""
    capture = _capture(reader_of("x-api-v2"), tmp_path, V2, *([{**V2, "id": "x"}] * (MAX_NOTICES + 3)))
    assert len(capture.notices) == MAX_NOTICES + 1
    assert str(capture.notices[-1]) == "posts.json: 3 more posts are left out"


@pytest.mark.parametrize(
    ("reader", "value", "message"),
    [
        (reader_of("x-api-v2"), '{"data": [', "line 1, column 11: broken JSON: Expecting value"),
        (reader_of("x-api-v2"), {"data": []}, "there are no posts in it"),
        (
            reader_of("x-api-v2"),
            {**V2, "referenced_tweets": [{"type": "retweeted", "id": "9"}]},
            "there are no posts in it",
        ),
        (reader_of("x-api-v2"), {"data": [{**V2, "id": "a"}]}, "data, item 1: not the id of a post: 'a'"),
        (
            reader_of("x-api-v2"),
            {"data": {**V2, "text": 7}},
            "data: not as its network writes it: Expected `str`, got `int` - at `$.text`",
        ),
        (
            reader_of("x-api-v1"),
            [{**V1, "user": None}],
            "item 1: not as its network writes it: Object missing required field `user`",
        ),
        (reader_of("x-api-v1"), {**V1, "retweeted_status": V1}, "there are no posts in it"),
        (
            reader_of("x-graphql"),
            {"legacy": {"full_text": "a", "entities": []}},
            "post 1: not as its network writes it: Expected `object`, got `array` - at `$.legacy.entities`",
        ),
        (reader_of("x-graphql"), {"data": {"user": {}}}, "there are no posts in it"),
        (reader_of("twscrape"), {**TWSCRAPE, "id_str": "-1"}, "not the id of a post: '-1'"),
        (
            reader_of("snscrape"),
            {**SNSCRAPE, "user": "me"},
            "not as its network writes it: Expected `object`, got `str` - at `$.user`",
        ),
        (
            reader_of("gallery-dl"),
            [[2, {"tweet_id": "many"}]],
            "item 1: not as its network writes it: Expected `int`, got `str` - at `$.tweet_id`",
        ),
    ],
)
def test_what_is_broken_as_a_whole_is_named(reader: Reader, value: Any, message: str, tmp_path: Path) -> None:
    """A file of which nothing can be used is one error, with the place and the remedy."""
    with pytest.raises(PublishError) as caught:
        reader.read(input_at(_written(tmp_path, value)))
    assert str(caught.value) == f"posts.json: {message}"
    assert caught.value.hint


def test_descriptions_of_pictures_are_no_thread(tmp_path: Path) -> None:
    """A list of alt texts lies among threads without being one, and without being an error."""
    row = {"tweet_id": "1", "media_key": "3_2", "media_url": "https://pbs.twimg.com/media/A.jpg", "alt_text": "A"}
    (tmp_path / "alt_text.json").write_text(json.dumps([row]))
    path = input_at(tmp_path / "alt_text.json")
    assert not [reader.name for reader in READERS if reader.sniff(path)]
    assert [(found.reader, found.error) for found in find([str(tmp_path)])] == [(None, None)]


@pytest.mark.parametrize(
    "value",
    [
        {"threadbound": 1, "author": {"name": "A"}, "posts": [{"id": "1", "text": "author_id"}]},
        {"id": "1", "text": '{"author_id": 1}'},
        {"thread": {"$type": "app.bsky.feed.defs#threadViewPost", "text": "a", "id": "1", "author_id": "2"}},
        [{"id": "1", "content": "<p>A status</p>", "account": {"username": "a"}}],
        "author_id text id",
    ],
)
def test_other_json_is_not_claimed(value: Any, tmp_path: Path) -> None:
    """Keys that stand in a text are none, and other networks have other keys."""
    path = input_at(_written(tmp_path, value))
    assert not [reader.name for reader in X_JSON if reader.sniff(path)]


def test_entities_that_miss_are_found(tmp_path: Path) -> None:
    """In API v2 some offsets are wrong: the link, the name and the tag are searched."""
    entities = {
        "urls": [{"start": 1, "end": 5, "url": "https://t.co/abc", "expanded_url": "https://example.org/a"}],
        "mentions": [{"start": 0, "end": 4, "username": "maren", "id": "9"}],
        "hashtags": [{"start": 90, "end": 99, "tag": "ebb"}],
    }
    post = _post(
        reader_of("x-api-v2"), tmp_path, {**V2, "text": "Ask @maren on #ebb: https://t.co/abc", "entities": entities}
    )
    assert [(post.text[span.start : span.end], span.target) for span in post.spans] == [
        ("@maren", "https://x.com/maren"),
        ("#ebb", "https://x.com/hashtag/ebb"),
        ("https://example.org/a", "https://example.org/a"),
    ]


def test_what_is_saved_for_itself_wins_over_what_came_along(tmp_path: Path) -> None:
    """A post that a response includes gives way to the same post in its data, in whatever order they come."""
    thin, full = {**V2, "text": "Low…"}, {**V2, "lang": "en"}
    reply = {**V2, "id": "101", "referenced_tweets": [{"type": "replied_to", "id": "100"}]}
    answer = {"data": [reply], "includes": {"tweets": [thin]}}
    for pages in ([answer, {"data": full}], [{"data": full}, answer]):
        posts = {post.id: post for post in _capture(reader_of("x-api-v2"), tmp_path, *pages).posts}
        assert posts["100"].text == "Low water"


def test_strangers_parents_do_not_come_along(tmp_path: Path) -> None:
    """Of the posts that a response includes, only the author's own are taken."""
    reply = {**V2, "id": "101", "referenced_tweets": [{"type": "replied_to", "id": "100"}]}
    value = {"data": [reply], "includes": {"tweets": [{**V2, "author_id": "8"}]}}
    assert [post.id for post in _capture(reader_of("x-api-v2"), tmp_path, value).posts] == ["101"]


def test_authors_of_several(tmp_path: Path) -> None:
    """One author is the capture's; several are each post's own."""
    other = {**V1, "id_str": "101", "user": {"screen_name": "maren", "name": "M"}}
    assert _capture(reader_of("x-api-v1"), tmp_path, [V1]).author.handle == "tidewatch"
    assert _capture(reader_of("x-api-v1"), tmp_path, [V1]).posts[0].author is None
    both = _capture(reader_of("x-api-v1"), tmp_path, [V1, other])
    assert not both.author.handle
    assert [post.author and post.author.handle for post in both.posts] == ["tidewatch", "maren"]


def test_who_is_answered_is_a_handle_where_any_post_tells(tmp_path: Path) -> None:
    """API v2 says it by number; a user or a mention elsewhere in the file gives the number a name."""
    mention = {"entities": {"mentions": [{"start": 0, "end": 6, "username": "maren", "id": "9"}]}}
    answer = {**V2, "id": "101", "in_reply_to_user_id": "9", "referenced_tweets": [{"type": "replied_to", "id": "50"}]}
    capture = _capture(reader_of("x-api-v2"), tmp_path, answer, {**V2, **mention})
    assert capture.posts[0].reply_to_author == "maren"


def test_the_last_version_is_kept(tmp_path: Path) -> None:
    """Of an edited post; what answered the first answers it then."""
    versions = {"edit_history_tweet_ids": ["100", "102"]}
    answer = {**V2, "id": "103", "referenced_tweets": [{"type": "replied_to", "id": "100"}]}
    edited = {**V2, **versions, "id": "102", "text": "High water"}
    capture = _capture(reader_of("x-api-v2"), tmp_path, {**V2, **versions}, answer, edited)
    assert [(post.id, post.text, post.reply_to, post.edited) for post in capture.posts] == [
        ("103", "Low water", "102", False),
        ("102", "High water", "", True),
    ]


def test_a_quote_within_a_quote_is_told(tmp_path: Path) -> None:
    """It is not kept: its address is."""
    quotes = [
        {**V1, "id_str": str(number), "is_quote_status": True, "quoted_status_id_str": str(number - 1)}
        for number in (101, 102)
    ]
    (_, inner, outer) = _capture(reader_of("x-api-v1"), tmp_path, [V1, *quotes]).posts
    assert [tuple(map(english, quote.unshown)) for each in (inner, outer) for quote in each.quotes] == [
        (),
        ("a quote of https://x.com/i/status/100",),
    ]


def test_own_posts_fill_quotes(tmp_path: Path) -> None:
    """A quote of which there is only the link has its text from the same file."""
    quote = {**V1, "id_str": "101", "is_quote_status": True, "quoted_status_id_str": "100"}
    (_, post) = _capture(reader_of("x-api-v1"), tmp_path, [V1, quote]).posts
    assert [(each.text, each.author and each.author.handle) for each in post.quotes] == [("Low water", "tidewatch")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a &amp; b", "a & b"), ("a & b &amp; c", "a & b &amp; c"), ("1 < 2", "1 < 2"), ("&amp;lt;", "&lt;")],
)
def test_texts_may_be_escaped_or_not(text: str, shown: str, tmp_path: Path) -> None:
    """twscrape writes both: a text with a bare "&" or "<" is not escaped."""
    assert _post(reader_of("twscrape"), tmp_path, {**TWSCRAPE, "rawContent": text}).text == shown


def test_rounded_ids_are_restored_only_where_that_is_certain(tmp_path: Path) -> None:
    """A number that JavaScript has rounded stands for the one post of which it is the beginning."""
    ids = ["1491100000000000211", "1491100009999999777"]
    posts = [{**SNSCRAPE, "url": f"https://x.com/tidewatch/status/{each}"} for each in ids]
    answer = {**SNSCRAPE, "url": "https://x.com/tidewatch/status/1491200000000000000"}
    answer["inReplyToTweetId"] = 1491100000000000300
    assert _capture(reader_of("snscrape"), tmp_path, *posts, answer).posts[2].reply_to == ids[0]
    posts.append({**SNSCRAPE, "url": "https://x.com/tidewatch/status/1491100000000000212"})
    assert _capture(reader_of("snscrape"), tmp_path, *posts, answer).posts[3].reply_to == "1491100000000000300"


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ("This Post was deleted by the Post author. Learn more", "deleted by its author"),
        ("This Post is from an account that no longer exists.", "its author’s account no longer exists"),
        ("You’re unable to view this Post because this account owner limits who can view", "its author limits who"),
        ("This Post is unavailable.", "not shown by X"),
    ],
)
def test_tombstones_say_why_a_quote_is_missing(told: str, missing: str, tmp_path: Path) -> None:
    """In a few words of ours, not in X's."""
    tombstone = {"result": {"__typename": "TweetTombstone", "tombstone": {"text": {"text": told}}}}
    (quote,) = _post(reader_of("x-graphql"), tmp_path, {**GRAPHQL, "quoted_status_result": tombstone}).quotes
    assert english(quote.missing).startswith(missing)


def test_a_post_that_is_quoted_too_stays_a_post(tmp_path: Path) -> None:
    """gallery-dl notes a post that another quotes once for that, and once for itself, in whatever order."""
    noted = [
        {**GALLERY, "quote_id": 101, "quote_by": "tidewatch"},
        GALLERY,
        {**GALLERY, "tweet_id": 101, "content": "As I said"},
    ]
    for notes in (noted, noted[::-1]):
        posts = _capture(reader_of("gallery-dl"), tmp_path, notes).posts
        assert {post.id: [quote.text for quote in post.quotes] for post in posts} == {"100": [], "101": ["Low water"]}
    assert [post.id for post in _capture(reader_of("gallery-dl"), tmp_path, [noted[0], noted[2]]).posts] == ["101"]


def test_a_poll_that_is_only_named_is_a_gap(tmp_path: Path) -> None:
    """Where it came along there is none, in a response as in a post that has all in it."""
    poll = {"id": "9", "options": [{"position": 1, "label": "Ebb", "votes": 2}]}
    post = {**V2, "attachments": {"poll_ids": ["9"]}}
    capture = _capture(reader_of("x-api-v2"), tmp_path, {"data": [post, post]})
    assert [(gap.kind, gap.after, sentence(gap)) for gap in capture.gaps] == [
        ("text", 0, "a poll is not in the saved file")
    ]
    flattened = {**V2, "attachments": {"poll_ids": ["9"], "poll": poll}}
    for value in ({"data": post, "includes": {"polls": [poll]}}, flattened, {"data": flattened}):
        capture = _capture(reader_of("x-api-v2"), tmp_path, value)
        assert (capture.gaps, capture.posts[0].poll is not None) == ((), True)


def test_a_folder_of_pictures_and_notes_is_one_input(tmp_path: Path) -> None:
    """Whatever else lies in it stands for itself."""
    shutil.copytree(_input(golden_cases("gallery-dl")[1]), tmp_path / "kites")
    assert [found.input.name for found in find([str(tmp_path)]) if found.reader] == ["kites"]
    (tmp_path / "kites" / "page.html").write_text("<p>Not by gallery-dl</p>")
    assert [found.input.name for found in find([str(tmp_path)])] == ["kites", "kites/page.html"]


def test_a_folder_tells_of_notes_that_are_broken(tmp_path: Path) -> None:
    """A note that breaks off costs the others nothing; a file that is none is not the folder's."""
    folder = tmp_path / "kites"
    shutil.copytree(_input(golden_cases("gallery-dl")[1]), folder)
    (folder / "y.json").write_text('{"tweet_id": 1, "author": {}, "content": "')
    (folder / "z.json").write_text("{")
    claimed, broken = find([str(folder)])
    assert claimed.reader
    (capture,) = claimed.reader.read(claimed.input)
    assert len(capture.posts) == 3
    assert [notice.path for notice in capture.notices] == [f"{folder}/y.json"]
    assert "z.json: line 1, column 2: broken JSON" in str(broken.error)


@settings(max_examples=150, deadline=None)
@given(
    which=st.integers(0, len(CASES) - 1),
    at=st.integers(0, 9000),
    cut=st.integers(0, 60),
    put=st.sampled_from(
        ["", "null", "7", '"x"', "[]", "{}", '{"id_str": "1"}', "-1e999", '"\\ud83c"', "\n", "[" * 2000]
    ),
)
def test_damaged_files_give_posts_or_one_clear_error(
    which: int, at: int, cut: int, put: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Cut and patched anywhere, a file is read or refused, and what is read can be written as UTF-8."""
    reader, case = CASES[which]
    path = _input(case)
    file = min(path.glob("*.json")) if path.is_dir() else path
    text = file.read_text(encoding="utf-8")
    copy = tmp_path_factory.getbasetemp() / "damaged.json"
    at %= len(text)
    copy.write_text(text[:at] + put + text[at + cut :], encoding="utf-8")
    try:
        captures = reader.read(input_at(copy))
    except PublishError as error:
        assert (error.path, bool(error.hint)) == ("damaged.json", True)
        return
    for capture in captures:
        assert len({post.id for post in capture.posts}) == len(capture.posts)
        assert as_json(capture, copy.parent).encode()
        assert all(
            span.target.startswith(("https://", "http://"))
            for post in capture.posts
            for span in post.spans
            if span.target
        )


KEYS = st.sampled_from(
    [
        "data",
        "includes",
        "users",
        "tweets",
        "media",
        "id",
        "text",
        "legacy",
        "full_text",
        "rest_id",
        "core",
        "result",
        "card",
        "entities",
        "urls",
        "url",
        "indices",
        "tweet_id",
        "content",
        "author",
        "rawContent",
        "quotedTweet",
        "referenced_tweets",
        "type",
        "errors",
        "statuses",
        "user",
        "id_str",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats() | st.sampled_from(["", "1", "a", "https://t.co/a"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@every_reader
@settings(max_examples=60, deadline=None)
@given(value=VALUES, more=st.dictionaries(KEYS, VALUES, max_size=3))
def test_any_json_gives_posts_or_one_clear_error(
    reader: Reader, value: Any, more: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Values of any shape under the keys that matter, alone and in a post."""
    for each in (value, {**LEAST[reader.name], **more}):
        path = _written(tmp_path_factory.getbasetemp(), each)
        try:
            reader.read(input_at(path))
        except PublishError as error:
            assert error.hint


def test_a_tombstone_is_a_gap_where_an_answer_proves_it(tmp_path: Path) -> None:
    """The post after it answers the one that is not shown; without that, nothing is asserted."""

    def timeline(answered: str) -> dict[str, Any]:
        answer = {**GRAPHQL, "rest_id": "102", "legacy": {"full_text": "Ebb", "in_reply_to_status_id_str": answered}}
        results = {"100": GRAPHQL, "101": {"__typename": "TweetTombstone"}, "102": answer}
        return {"entries": [{"entryId": f"tweet-{key}", "result": value} for key, value in results.items()]}

    assert [gap.after for gap in _capture(reader_of("x-graphql"), tmp_path, timeline("101")).gaps] == [0]
    assert not _capture(reader_of("x-graphql"), tmp_path, timeline("100")).gaps


def _module(*posts: dict[str, Any], display: str = "SelfThread") -> dict[str, Any]:
    """A row of answers as the site loads it, with a button for more at its end."""
    row = "conversationthread-101"
    items = [
        {"entryId": f"{row}-tweet-{post['rest_id']}", "itemContent": {"tweetDisplayType": display, "result": post}}
        for post in posts
    ]
    return {"items": [*items, {"entryId": f"{row}-cursor-showmore-7", "itemContent": {"cursorType": "ShowMore"}}]}


def _answer(number: int, answered: int) -> dict[str, Any]:
    legacy = {"full_text": f"Ebb {number}", "in_reply_to_status_id_str": str(answered)}
    return {**GRAPHQL, "rest_id": str(number), "legacy": legacy}


def test_a_thread_that_the_site_has_not_loaded_to_its_end_has_a_gap_there(tmp_path: Path) -> None:
    """After the last post that is there; none where answers by others are not loaded, or another file goes on."""
    reader, more = reader_of("x-graphql"), _module(_answer(101, 100), _answer(102, 101))
    (thread,) = unrolled([begun := _capture(reader, tmp_path, [GRAPHQL, more])])
    assert [(gap.evidence, gap.after) for gap in thread.gaps] == [("end", 2)]
    others = _module(_answer(101, 100), display="Tweet")
    assert _capture(reader, tmp_path, [GRAPHQL, others]).gaps == ()
    (thread,) = unrolled([begun, _capture(reader, tmp_path, [_answer(103, 102)])])
    assert (len(thread.posts), thread.gaps) == (4, ())


def test_what_there_is_of_an_article_is_a_card(tmp_path: Path) -> None:
    """Its title and its beginning; that it goes on is told."""
    article = {"rest_id": "7", "title": "On tides", "preview_text": "The sea is pulled twice a day."}
    capture = _capture(
        reader_of("x-graphql"), tmp_path, {**GRAPHQL, "article": {"article_results": {"result": article}}}
    )
    (card,) = capture.posts[0].link_cards
    assert (card.url, card.title, card.description) == (
        "https://x.com/i/article/7",
        "On tides",
        "The sea is pulled twice a day.",
    )
    assert [gap.kind for gap in capture.gaps] == ["text"]


def test_a_repost_is_told_by_its_text_where_no_fields_were_asked_for(tmp_path: Path) -> None:
    """By default the API gives posts an id and a text, and nothing else."""
    bare = {"data": [{"id": "101", "text": "RT @tide: Ebb"}, {"id": "102", "text": "RT: ebb"}]}
    assert [post.text for post in _capture(reader_of("x-api-v2"), tmp_path, bare).posts] == ["RT: ebb"]
