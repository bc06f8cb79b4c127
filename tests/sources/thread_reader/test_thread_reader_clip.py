"""Clips of Thread Reader pages: paragraphs become posts, and what clippers add to them goes where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.errors import PublishError
from pipeline.model import Capture, LinkCard
from pipeline.sources.reading.encoding import repair
from pipeline.sources.thread_reader.clip_text import plain
from tests.conftest import as_json, english, golden_cases, input_at, reader_of
from tests.sources.damage import damaged, read_or_refused

READER = reader_of("thread-reader-clip")

CASES = golden_cases("thread-reader-clip")
VALID = [(case / "input.md").read_bytes() for case in CASES]
MATTER = """---
title: "Thread by @moss on Thread Reader App"
source: "https://threadreaderapp.com/thread/1763257854849974272.html"
---
"""


def clip(folder: Path, body: str, matter: str = MATTER) -> Path:
    path = folder / "clip.md"
    path.write_text(matter + body, encoding="utf-8")
    return path


def read(path: Path) -> Capture:
    (capture,) = READER.read(input_at(path))
    return capture


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_golden(case: Path, golden: Callable[[Path, str], None]) -> None:
    """A clip becomes the capture that a person checked, and its reader claims it."""
    item = input_at(case / "input.md")
    assert READER.sniff(item)
    golden(case / "expected.json", as_json(READER.read(item), case))


@pytest.mark.parametrize(
    ("matter", "claimed"),
    [
        (MATTER, True),
        (MATTER.replace("/thread/", "/scrolly/"), True),
        (MATTER.replace("Thread by @moss on Thread Reader App", "My notes on moss"), False),
        (MATTER.replace("https://threadreaderapp.com/thread/", "https://x.com/moss/status/"), False),
        ("---\nauthor: Moss\n---\n", False),
        (MATTER.removesuffix("---\n"), False),
    ],
    ids=["thread", "scrolly", "notes about one", "clip of x.com", "our own Markdown", "front matter without an end"],
)
def test_what_is_claimed(tmp_path: Path, matter: str, claimed: bool) -> None:
    """A clip names the page that it was made of, and looks like it."""
    assert READER.sniff(input_at(clip(tmp_path, "Moss has no roots.\n", matter))) is claimed


def test_breaks_within_a_post(tmp_path: Path) -> None:
    """Two spaces end a line of a post, a line of two spaces makes a blank one, an empty line ends the post."""
    capture = read(clip(tmp_path, "Moss  \nhas no roots.  \n  \nNone.\n\nIt drinks with its leaves.\n"))
    assert [post.text for post in capture.posts] == ["Moss\nhas no roots.\n\nNone.", "It drinks with its leaves."]
    assert capture.confidence == "likely"


def test_the_count_proves_the_paragraphs(tmp_path: Path) -> None:
    """Where the page's own count is that of the paragraphs, they are the posts."""
    header = "Feb 29, 2024 • 2 tweets • 1 min read • Read on X\n\n"
    assert read(clip(tmp_path, f"{header}Moss  \nhas no roots.\n\nNone.\n")).confidence == "exact"


def test_paragraphs_without_breaks_are_a_guess(tmp_path: Path) -> None:
    """A clipper that makes paragraphs of everything leaves no proof; the notice names the file that would."""
    capture = read(clip(tmp_path, "Moss has no roots.\n\nNone at all.\n\nIt drinks with its leaves.\n"))
    assert capture.confidence == "guessed"
    (notice,) = capture.notices
    assert notice.message == "the clip does not mark where posts begin: the boundaries are guessed"
    assert "clip.md.posts.txt" in notice.hint


def test_lines_that_look_like_markdown_are_lines(tmp_path: Path) -> None:
    """A post has no lists, headings or code: only what the clipper marked in its words counts."""
    capture = read(clip(tmp_path, "Take:  \n- moss  \n1. water  \n    # light\n\n> and time\n"))
    assert [post.text for post in capture.posts] == ["Take:\n- moss\n1. water\n# light", "> and time"]


def test_pictures_beside_the_clip(tmp_path: Path) -> None:
    """A clipper that saves pictures names them in the clip; those outside its folder are not taken."""
    (tmp_path / "moss.jpg").write_bytes(b"\xff\xd8")
    body = "Moss.  \nGreen. ![Image](moss.jpg) ![Up close](../secret.jpg)\n"
    first, second = read(clip(tmp_path, body)).posts[0].media
    assert first.asset
    assert (first.alt, second.alt) == ("", "Up close")
    assert english(second.missing) == "file outside the folder: ../secret.jpg"


def test_a_card_belongs_to_the_post_above(tmp_path: Path) -> None:
    """Its picture and its words are two paragraphs of the clip, and one card."""
    url = "https://moss.example/a_(b)"
    words = f"[**On moss** Green things.]({url}) [{url}]({url})"
    capture = read(clip(tmp_path, f"Moss.  \nGreen.\n\n[![](https://t.example/p.png)]({url})\n\n{words}\n\nThe end.\n"))
    assert [post.text for post in capture.posts] == ["Moss.\nGreen.", "The end."]
    assert capture.posts[0].link_cards == (LinkCard(url=url, title="On moss", description="Green things."),)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "clip.md: line 5: a clip of a Thread Reader page that holds no post"),
        (
            "## Enter URL or ID to Unroll\n\n• • •\n",
            "clip.md: line 7: a clip of a Thread Reader page that holds no post",
        ),
    ],
)
def test_a_clip_without_posts(tmp_path: Path, body: str, message: str) -> None:
    """It is refused with the place where posts should begin."""
    with pytest.raises(PublishError) as raised:
        read(clip(tmp_path, body))
    assert str(raised.value) == message
    assert raised.value.hint.startswith("Clip the page again")


@pytest.mark.parametrize(
    ("matter", "message"),
    [
        ("---\nsource: [\n---\n", "clip.md: line 2: the front matter is not YAML: "),
        ("---\na: &x 1\nb: *x\n---\n", "clip.md: line 2: the front matter is not YAML: anchors"),
        ("---\n- a\n---\n", "clip.md: line 2: the front matter is no list of keys"),
        ("No front matter.\n", "clip.md: line 1: the front matter does not end"),
    ],
)
def test_broken_front_matter(tmp_path: Path, matter: str, message: str) -> None:
    """The line that YAML stumbles over is named."""
    with pytest.raises(PublishError) as raised:
        read(clip(tmp_path, "Moss.\n", matter))
    assert str(raised.value).startswith(message)


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_words_survive_the_clipper(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Whatever a post says, escaped as Markdown asks: its words come out again, unless they look damaged."""
    words = " ".join(
        "".join(character if character.isalnum() or character in "_*[]()#>." else " " for character in text).split()
    )
    escaped = "".join(f"\\{character}" if character in "_*[]()#>." else character for character in words)
    assume(not repair(words)[1])  # "Â¹" is what damage looks like
    path = clip(tmp_path_factory.getbasetemp(), f"Moss.  \nGreen.\n\n{escaped} end\n")
    assert read(path).posts[1].text == f"{words} end".strip()
    assert plain(escaped) == words


@given(damaged(VALID, [b"[", b"](", b"![", b"**", b"---\n", b"  \n"]))
@settings(max_examples=150, deadline=None)
def test_damaged_clips(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """A clip with a piece cut out, doubled or overwritten: captures or one PublishError."""
    read_or_refused(READER, tmp_path_factory.getbasetemp() / "clip.md", data)
