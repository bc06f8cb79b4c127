"""thread.json: what the format allows, what its errors say, and that its documentation is true."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import PublishError
from pipeline.model import Capture
from pipeline.sources.own.thread_record import RECORDS
from tests.conftest import GOLDEN, as_json, golden_cases, input_at, reader_of
from tests.sources.damage import damaged, read_or_refused

READER = reader_of("thread-json")

CASES = golden_cases("thread-json")
GUIDE = (Path(__file__).parents[3] / "docs" / "thread-json.md").read_text(encoding="utf-8")
VALID = (GOLDEN / "thread-json" / "complete" / "input.json").read_text(encoding="utf-8")
TABLES = (
    "", "author", "posts", "media", "spans", "quotes", "poll", "choices", "link_cards", "emoji", "cards", "gaps",
)  # fmt: skip
LEAST: dict[str, Any] = {"threadbound": 1, "author": {"name": "Nell Ashdown"}, "posts": [{"text": "Clay remembers."}]}


def read(folder: Path, value: Any) -> Capture:
    path = folder / "a.json"
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    (capture,) = READER.read(input_at(path))
    return capture


def failure(folder: Path, value: Any) -> PublishError:
    with pytest.raises(PublishError) as raised:
        read(folder, value)
    return raised.value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_file_as_capture(case: Path, golden: Callable[[Path, str], None]) -> None:
    """A file becomes the capture that a person checked, and its reader claims it."""
    item = input_at(case / "input.json")
    assert READER.sniff(item)
    golden(case / "expected.json", as_json(READER.read(item), case))


def test_examples_of_the_guide_are_the_tested_ones() -> None:
    """The guide's examples are the golden cases, word for word."""
    examples = re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL)
    cases = [GOLDEN / "thread-json" / name / "input.json" for name in ("least", "complete")]
    assert examples == [case.read_text(encoding="utf-8") for case in cases]


def test_guide_names_every_key() -> None:
    """Each table of the guide has the keys of its record, and no others."""
    tables = [re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE) for part in re.split(r"\|---\|---\|---\|", GUIDE)[1:]]
    records = [RECORDS[key] for key in TABLES]
    assert [sorted(keys) for keys in tables] == [sorted(record.__struct_fields__) for record in records]


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ('{"threadbound": 1}', True),
        ('\ufeff {"posts": [{"text": "x"}],\n "threadbound" : 1', True),
        ('{"threadbound": 1, "posts": [', True),
        ('{"data": [{"id": "1"}]}', False),
        ('{"text": "the key \\"threadbound\\": is quoted here"}', False),
        ('[{"threadbound": 1}]', False),
        ("threadbound: 1", False),
        ("", False),
    ],
)
def test_claims_only_its_own(tmp_path: Path, text: str, claimed: bool) -> None:
    """An object with the key, even a broken one, is ours; other JSON is not."""
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    assert READER.sniff(input_at(path)) is claimed


def post(**keys: Any) -> dict[str, Any]:
    return LEAST | {"posts": [{"text": "Clay remembers."} | keys]}


def span(start: int, end: int, kind: str = "bold", **keys: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "kind": kind, **keys}


@pytest.mark.parametrize(
    ("value", "error", "hint"),
    [
        (
            post(published="yesterday"),
            "posts[0].published: not a date: 'yesterday'",
            "use ISO 8601, e.g. 2024-05-01T12:00:00Z",
        ),
        (post(published="2024-02-30"), "posts[0].published: not a date: '2024-02-30'", "use ISO 8601"),
        (LEAST | {"date": "0000"}, "date: not a date: '0000'", "use ISO 8601"),
        (LEAST | {"language": "English"}, "language: not a language tag: 'English'", "use a BCP 47 tag"),
        (
            LEAST | {"url": "javascript:alert(1)"},
            "url: not a web address: 'javascript:alert(1)'",
            "It begins with https://",
        ),
        (LEAST | {"titel": "x"}, "unknown key 'titel'", "Did you mean 'title'?"),
        (post(publisht="x"), "posts[0]: unknown key 'publisht'", "Did you mean 'published'?"),
        (post(media=[{"zzz": 1}]), "posts[0].media[0]: unknown key 'zzz'", "The keys here are kind, file, alt, url."),
        (post(author={"nmae": ""}), "posts[0].author: unknown key 'nmae'", "Did you mean 'name'?"),
        ({"threadbound": 1, "author": {}}, "missing key 'posts'", ""),
        (LEAST | {"posts": []}, "posts: expected a list of length >= 1", ""),
        (LEAST | {"author": {}}, "author: neither a name nor a handle", "Give one of them, or both."),
        (LEAST | {"author": None}, "author: expected an object, got null", ""),
        (
            LEAST | {"threadbound": 2},
            "threadbound: version 2 of the format is not known",
            "This version of Threadbound reads version 1.",
        ),
        (LEAST | {"threadbound": "1"}, "threadbound: expected a whole number, got text", ""),
        (LEAST | {"declared": 0}, "declared: expected a whole number >= 1", ""),
        (LEAST | {"declared": 1.5}, "declared: expected a whole number, got a number", ""),
        (post(id=1785640089600000000), "posts[0].id: expected text, got a whole number", ""),
        (
            post(media=[{"kind": "image"}]),
            "posts[0].media[0].kind: not one of the kinds there are: 'image'",
            "One of: photo, video, gif, audio.",
        ),
        (
            post(text="a" * 100_001),
            "posts[0].text: 100,001 characters, more than the 100,000 of one post",
            "Split it into several posts.",
        ),
        (
            post(spans=[span(9, 4)]),
            "posts[0].spans[0]: 9 to 4 is no stretch of a text of 15 characters",
            "Count characters from 0",
        ),
        (post(spans=[span(0, 16)]), "posts[0].spans[0]: 0 to 16 is no stretch of a text of 15 characters", "Count"),
        (post(spans=[span(4, 9), span(0, 5)]), "posts[0].spans[0]: overlaps spans[1], of the same kind", ""),
        (post(spans=[span(0, 4, "link")]), "posts[0].spans[0]: missing key 'target'", "Say where the link leads."),
        (
            post(spans=[span(0, 4, target="https://example.org")]),
            "posts[0].spans[0].target: a bold span leads nowhere",
            "Leave it out.",
        ),
        (
            post(spans=[span(0, 4, "link", target="ftp://x")]),
            "posts[0].spans[0].target: not a web address: 'ftp://x'",
            "It begins",
        ),
        (post(poll={"choices": []}), "posts[0].poll.choices: expected a list of length >= 1", ""),
        (post(poll={"options": []}), "posts[0].poll: unknown key 'options'", "The keys here are choices"),
        (
            post(poll={"choices": [{"text": "a", "votes": -1}]}),
            "posts[0].poll.choices[0].votes: expected a whole number >= 0",
            "",
        ),
        (
            post(poll={"choices": [{"text": "a"}], "ends": "soon"}),
            "posts[0].poll.ends: not a date: 'soon'",
            "use ISO 8601",
        ),
        (post(link_cards=[{"title": "x"}]), "posts[0].link_cards[0]: missing key 'url'", ""),
        (post(link_cards=[{"url": ""}]), "posts[0].link_cards[0].url: expected text of length >= 1", ""),
        (post(link_cards=[{"url": "clay"}]), "posts[0].link_cards[0].url: not a web address: 'clay'", "It begins with"),
        (post(emoji=[{"name": "kiln"}]), "posts[0].emoji[0].name: not the name of an emoji: 'kiln'", "Write it as in"),
        (
            post(emoji=[{"name": ":kiln:"}], spans=[span(0, 4, "emoji")]),
            "posts[0].spans[0]: not one of the post's emoji: 'Clay'",
            "List it in the post's `emoji`.",
        ),
        (
            post(visibility="friends"),
            "posts[0].visibility: not one of the kinds there are: 'friends'",
            "One of: public, unlisted, followers, direct.",
        ),
        (
            post(quotes=[{"text": "Clay.", "missing": "deleted"}]),
            "posts[0].quotes[0].missing: not missing: its text is here",
            "Leave out one of the two.",
        ),
        (post(sensitive="yes"), "posts[0].sensitive: expected true or false, got text", ""),
        (LEAST | {"gaps": [{"kind": "posts"}]}, "gaps[0]: missing key 'message'", ""),
        (
            LEAST | {"gaps": [{"message": "a", "after": 2}]},
            "gaps[0].after: there are 1 posts, and none has the number 2",
            "The first post has the number 1",
        ),
        ('{"threadbound": 1,\n "posts": [}', "line 2, column 12: broken JSON: expecting value", "Check the commas"),
        ("[" * 100_000, "broken JSON: nested too deeply", ""),
        ('{"threadbound": ' + "1" * 5000 + "}", "broken JSON: a number that is too long", ""),
        ('{"threadbound": NaN}', "threadbound: expected a whole number, got a number", ""),
        ('{"threadbound": 1, "\\ud800": 1}', "unknown key '\ufffd'", "The keys here are threadbound"),
        ("[1]", "expected an object, got a list", ""),
        ("", "is empty", "Save the page again"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_error_names_the_place_and_the_remedy(tmp_path: Path, value: Any, error: str, hint: str) -> None:
    """Each mistake is told with the file, the path of keys to it, and what to do."""
    raised = failure(tmp_path, value)
    assert str(raised) == f"a.json: {error}"
    assert raised.hint.startswith(hint)
    assert raised.hint


@pytest.mark.parametrize(
    ("date", "iso", "exact"),
    [
        ("2024-05-01T12:00:00Z", "2024-05-01", True),
        ("2024-05-01T00:30+02:00", "2024-05-01", True),
        ("2024-05-01 23:59:59.5", "2024-05-01", False),
        ("2024-05-01", "2024-05-01", False),
        ("2024-05", "2024-05", False),
        ("2024", "2024", False),
        ("--02-29", "--02-29", False),
    ],
)
def test_dates_as_far_as_known(tmp_path: Path, date: str, iso: str, exact: bool) -> None:
    """What a date leaves out stays unknown; only a moment with its time zone is exact, and its day is that of the zone."""
    found = read(tmp_path, LEAST | {"date": date}).date
    assert found is not None
    assert (found.iso, found.instant is not None) == (iso, exact)


def test_spans_of_different_kinds_may_overlap(tmp_path: Path) -> None:
    """A bold link is two spans; with spans given, nothing more is looked for in the text."""
    spans = [span(0, 4), span(0, 4, "link", target="https://example.org/clay")]
    capture = read(tmp_path, post(text="Clay, by @nell_ash", spans=spans))
    assert [each.kind for each in capture.posts[0].spans] == ["bold", "link"]


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Whatever the bytes: captures or one PublishError."""
    read_or_refused(READER, tmp_path_factory.getbasetemp() / "a.json", data)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(["2024", "link"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.data(), VALUES)
@settings(max_examples=150, deadline=None)
def test_changed_values(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, value: Any) -> None:
    """A valid file with one value replaced by any other: captures or one PublishError."""
    thread = json.loads(VALID)
    place: Any = thread
    while True:
        keys = list(place) if isinstance(place, dict) else range(len(place))
        key = data.draw(st.sampled_from(keys))
        inner = place[key]
        if not (isinstance(inner, (dict, list)) and inner and data.draw(st.booleans())):
            break
        place = inner
    place[key] = value
    read_or_refused(READER, tmp_path_factory.getbasetemp() / "a.json", json.dumps(thread).encode())


@given(damaged([VALID.encode()]))
@settings(max_examples=100, deadline=None)
def test_damaged_files(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """A valid file with a piece cut out, doubled or overwritten: captures or one PublishError."""
    read_or_refused(READER, tmp_path_factory.getbasetemp() / "a.json", data)
