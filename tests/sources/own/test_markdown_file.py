"""Markdown threads: what Markdown becomes, what front matter may hold, and what its errors say."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.errors import PublishError
from pipeline.model import Capture
from pipeline.sources.reading.encoding import repair
from pipeline.sources.reading.front_matter import KEYS
from tests.conftest import GOLDEN, as_json, golden_cases, input_at, reader_of
from tests.sources.damage import damaged, read_or_refused

READER = reader_of("markdown")

CASES = golden_cases("markdown")
GUIDE = (Path(__file__).parents[3] / "docs" / "markdown-input.md").read_text(encoding="utf-8")
VALID = [(case / "input.md").read_bytes() for case in CASES]
HEAD = "---\nauthor: Ada Reed\n---\n"


def read(folder: Path, text: str) -> Capture:
    path = folder / "a.md"
    path.write_text(text, encoding="utf-8")
    (capture,) = READER.read(input_at(path))
    return capture


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_file_as_capture(case: Path, golden: Callable[[Path, str], None]) -> None:
    """A file becomes the capture that a person checked, and its reader claims it."""
    item = input_at(case / "input.md")
    assert READER.sniff(item)
    golden(case / "expected.json", as_json(READER.read(item), case))


def test_example_of_the_guide_is_the_tested_one() -> None:
    """The guide's example is a golden case, word for word."""
    assert re.findall(r"```markdown\n(.*?)```", GUIDE, re.DOTALL) == [
        (GOLDEN / "markdown" / "guide" / "input.md").read_text(encoding="utf-8")
    ]


def test_guide_names_every_key() -> None:
    """The guide's first table has the keys of the front matter, and no others."""
    table = GUIDE.split("| Key | |")[1].split("\n\n")[0]
    assert sorted(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == sorted(KEYS)


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        (HEAD + "Words.", True),
        ("\ufeff---\r\nhandle: ada\r\n---\r\nWords.", True),
        ("---\ntitle: A\nAuthor: Ada Reed\n---\n", True),
        ("---\nautor: Ada Reed\n---\n", True),
        ("---\nauthor: Ada Reed\nand no end", True),
        ("---\nlayout: post\ntitle: A blog\n---\nWords.", False),
        ("# Notes\n\nauthor: Ada Reed\n---\n", False),
        ("---\n---\nauthor: Ada Reed", False),
        ("---\nsource: https://threadreaderapp.com/thread/1.html\nauthor: Ada\n---\nx", False),
        ("---\nauthor: Ada\nhandle: ada\nlikes: 3\n---\nx", False),
        ("---\nauthor: Ada\nDate created: 2024-05-01\n---\nx", False),
        ("---\nauthor: Ada\nsubtitle: A diary\nupdated: 2024-05-01\n---\nx", False),
        ("---\nauthor: Ada\ntitel: Clay\nlangauge: en\n---\nx", True),
        ("---\nauthor:\n  - Ada\ntitle: Clay\n---\nx", False),
        ('---\nauthor: "[[Ada]]"\n---\nx', False),
        ("---\nauthor: Ada\n---\n# One\n\n---\n\n# Two\n", False),
        ("---\nauthor: Ada\n---\n# One\n\n---\n\nTwo\n", True),
        ("---\nauthor: Ada\n---\n# One\n", True),
        ("---\nauthor: Ada\nhandle: ada\n---\n# One\n\n---\n\n# Two\n", True),
        ("", False),
    ],
)
def test_claims_only_threads(tmp_path: Path, text: str, claimed: bool) -> None:
    """Front matter that names an author, or tries to, is ours; notes, blogs, slides and web clips are not."""
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    assert READER.sniff(input_at(path)) is claimed


@pytest.mark.parametrize(
    ("text", "error", "hint"),
    [
        ("Words.", "has no front matter", "Begin the file with a line ---"),
        ("---\nauthor: Ada", "line 1: the front matter does not end", "Close it with a line ---."),
        ("---\nauthor: Ada\ntitel: X\n---\nx", "line 3: unknown key 'titel'", "Did you mean 'title'?"),
        ("---\nauthor: Ada\nlayout: post\n---\nx", "line 3: unknown key 'layout'", "The keys are title, author"),
        ("---\nauthor: Ada\nauthor: Ida\n---\nx", "line 3: 'author' stands here twice", "Remove one of them."),
        ("---\nauthor: [Ada, Ida]\n---\nx", "line 2: more than a line of text", "Write each key as key: value."),
        (
            "---\nauthor: A: B\n---\nx",
            "line 2: the front matter is not YAML: mapping values are not allowed here",
            "Put a value",
        ),
        (
            "---\nhandle: @ada\n---\nx",
            "line 2: the front matter is not YAML: found character '@' that cannot start any token",
            "Put a value",
        ),
        (
            "---\nauthor: &a Ada\ntitle: *a\n---\nx",
            "line 2: the front matter is not YAML: anchors (&) and aliases (*) are not read",
            "Put",
        ),
        ("---\nauthor\n---\nx", "line 2: the front matter is no list of keys", "Write each as key: value."),
        ("---\nauthor: " + "[" * 9000 + "\n---\nx", "line 2: the front matter is nested too deeply", ""),
        (
            "---\nauthor: " + "a" * 20_000 + "\n---\nx",
            "line 1: the front matter is too long",
            "Keep each value to a line or two.",
        ),
        ("---\ntitle: T\n---\nx", "front matter: neither an author nor a handle", "Add a line author: NAME."),
        (
            "---\nauthor: Ada\ndate: May\n---\nx",
            "line 3: date: not a date: 'May'",
            "use ISO 8601, e.g. 2024-05-01T12:00:00Z",
        ),
        (
            "---\nauthor: Ada\ndeclared: many\n---\nx",
            "line 3: declared: not a number of posts: 'many'",
            "Write the number",
        ),
        (
            "---\nauthor: Ada\nlanguage: English\n---\nx",
            "line 3: language: not a language tag: 'English'",
            "use a BCP 47 tag",
        ),
        (
            "---\nauthor: Ada\nurl: mailto:a@b.c\n---\nx",
            "line 3: url: not a web address: 'mailto:a@b.c'",
            "It begins with https://",
        ),
        (HEAD + "\n---\n\n***x", None, ""),
        (HEAD + "\n---\n\n---\n", "line 4: no post below the front matter", "Write the first post below it"),
        (
            HEAD + "one\n\n---\n\n" + "a" * 100_001,
            "post 2 (line 8): 100,001 characters, more than the 100,000 of one post",
            "Split it",
        ),
        ("", "is empty", "Save the page again"),
    ],
    ids=lambda value: value[-30:] if isinstance(value, str) else "",
)
def test_error_names_the_line_and_the_remedy(tmp_path: Path, text: str, error: str | None, hint: str) -> None:
    """Each mistake is told with the file, the line and what to do."""
    if error is None:
        assert read(tmp_path, text).posts[0].text == "***x"
        return
    with pytest.raises(PublishError) as raised:
        read(tmp_path, text)
    assert str(raised.value) == f"a.md: {error}"
    assert raised.value.hint.startswith(hint)


@pytest.mark.parametrize("piece", ["[", "![", "*a **b ", "`a``", "&a", "<a:b", "[a](", "\\", "_a", "a\n---\n"])
def test_unclosed_markup_is_read_to_its_end(tmp_path: Path, piece: str) -> None:
    """Markup that opens tens of thousands of times and never closes is read to its end."""
    assert "end" in read(tmp_path, HEAD + piece * (40_000 // len(piece)) + "end").posts[-1].text


@pytest.mark.parametrize("piece", ["> ", "- ", "1. > "])
def test_nothing_is_lost_in_depth(tmp_path: Path, piece: str) -> None:
    """Up to a depth that no one writes, all is read; beyond, the line is named."""
    assert "end" in read(tmp_path, f"{HEAD}{piece * 12}end").posts[0].text
    with pytest.raises(PublishError, match="nested too deeply"):
        read(tmp_path, f"{HEAD}{piece * 20_000}end")


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Z"]), min_size=1, max_size=80))
@settings(max_examples=100, deadline=None)
def test_code_stays_as_typed(tmp_path_factory: pytest.TempPathFactory, code: str) -> None:
    """What stands between fences comes out as it was, under one code span, unless it looks damaged."""
    assume(not repair(code)[1])  # "Â¹" is what damage looks like
    line = "x" + code.replace("\u2028", "").replace("\u2029", "")
    post = read(tmp_path_factory.getbasetemp(), f"{HEAD}~~~~\n{line}\n---\n{line}\n~~~~\n").posts[0]
    assert post.text == f"{line}\n---\n{line}"
    assert [(span.start, span.end, span.kind) for span in post.spans] == [(0, len(post.text), "code")]


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Whatever the bytes, below a front matter or alone: captures or one PublishError."""
    path = tmp_path_factory.getbasetemp() / "a.md"
    read_or_refused(READER, path, data)
    read_or_refused(READER, path, HEAD.encode() + data)


@given(
    st.lists(
        st.sampled_from(
            ["- ", "1. ", "> ", "    ", "\n", "\n\n", "---\n", "# ", "```\n", "*", "**", "`", "![", "](", ")", "a "]
        )
    )
)
@settings(max_examples=200, deadline=None)
def test_any_markup(tmp_path_factory: pytest.TempPathFactory, pieces: list[str]) -> None:
    """Whatever the nesting: quotation marks pair up."""
    path = tmp_path_factory.getbasetemp() / "a.md"
    for capture in read_or_refused(READER, path, f"{HEAD}{''.join(pieces)}\n".encode()):
        for post in capture.posts:
            assert post.text.count("“") == post.text.count("”")
            assert post.text.count("‘") == post.text.count("’")


@given(damaged(VALID))
@settings(max_examples=100, deadline=None)
def test_damaged_files(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """A valid file with a piece cut out, doubled or overwritten: captures or one PublishError."""
    read_or_refused(READER, tmp_path_factory.getbasetemp() / "a.md", data)


def test_front_matter_with_many_brackets_takes_no_time(tmp_path: Path) -> None:
    """YAML looks through all that are open at each."""
    path = tmp_path / "a.md"
    path.write_text("---\nhandle: a\ntitle: " + "[" * 19_000 + "\n---\nOne.\n")
    began = time.process_time()
    with pytest.raises(PublishError, match="nested too deeply"):
        reader_of("markdown").read(input_at(path))
    assert time.process_time() - began < 1


def test_front_matter_has_no_half_of_a_character(tmp_path: Path) -> None:
    """YAML may write one out."""
    path = tmp_path / "a.md"
    path.write_text('---\nhandle: a\ntitle: "T \\ud800\\0x"\n---\nOne.\n')
    (capture,) = reader_of("markdown").read(input_at(path))
    assert capture.title == "T \ufffdx"
