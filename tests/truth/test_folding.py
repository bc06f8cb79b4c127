"""Quiet where nothing can be done: what is alike is told once, in a book as on the console."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from pipeline.command.console import folded
from pipeline.errors import Notice
from pipeline.model import Gap, Media, Post
from pipeline.typeset.missing import told
from pipeline.unroll.gaps import ledger
from tests.command.conftest import Publish
from tests.truth.conftest import Command

HERE = Path(__file__).parent


def test_equal_gaps_are_one_sentence_in_both_outputs(command: Command) -> None:
    """Nine pictures that are not there take a line; the report lists each."""
    run = command("gaps-not-folded", "--pdf")
    assert run.exit == 0
    sentence = "pictures of posts 1 to 9 are not in this book"
    (book,) = run.output.glob("threads/*.epub")
    pages = zipfile.ZipFile(book)
    text = "".join(pages.read(name).decode() for name in pages.namelist() if name.endswith(".xhtml"))
    (print_,) = run.output.glob("threads/*.pdf")
    printed = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in PdfDocument(print_)).split())
    for shown in (text, printed):
        assert sentence in shown
        assert "of post 1 is not" not in shown
    assert [gap["after"] for gap in run.threads[0]["gaps"]] == list(range(9))


@pytest.mark.parametrize(
    ("messages", "sentences"),
    [
        (["a picture of post 1 is not in this book"], ["a picture of post 1 is not in this book"]),
        (
            ["a picture of post 1 is not in this book", "2 pictures of post 2 are not in this book"],
            ["pictures of posts 1 and 2 are not in this book"],
        ),
        (
            ["a video of post 1 is not in this book", "a picture of post 2 is not in this book"],
            ["a video of post 1 is not in this book", "a picture of post 2 is not in this book"],
        ),
        (
            [f"a picture and 2 GIFs of post {number} are not in this book" for number in (1, 2, 3)],
            ["pictures and GIFs of posts 1 to 3 are not in this book"],
        ),
        (
            ["the text of post 1 is cut short in the source", "the text of post 2 is cut short in the source"],
            ["the texts of posts 1 and 2 are cut short in the source"],
        ),
        (
            [f"the post that post {number} quotes is not available: deleted" for number in (1, 2)],
            ["the posts that posts 1 and 2 quote are not available: deleted"],
        ),
    ],
)
def test_gaps_that_are_alike(messages: list[str], sentences: list[str]) -> None:
    """Gaps of one kind are one sentence about their posts, and others stay apart."""
    assert told(Gap(kind="media", after=index, message=message) for index, message in enumerate(messages)) == sentences


@given(st.lists(st.lists(st.sampled_from(["photo", "video", "gif"]), max_size=3), min_size=1, max_size=12))
def test_each_post_with_a_gap_is_told_once(kinds: list[list[str]]) -> None:
    """The sentences together name every post that lacks something, each of them once."""
    posts = [Post(text="x", media=tuple(Media(kind=kind) for kind in each)) for each in kinds]  # type: ignore[arg-type]
    gaps = list(ledger((), posts, "", (), None, set()))
    numbers: list[int] = []
    for sentence in told(gaps):
        for first, last in re.findall(r"\b(\d+)(?: to (\d+))?", sentence.partition(" of post")[2]):
            numbers += range(int(first), int(last or first) + 1)
    assert sorted(numbers) == [number for number, each in enumerate(kinds, 1) if each]


def test_equal_warnings_of_many_files_are_one_line(publish: Publish, tmp_path: Path) -> None:
    """A line for the first, with the number of the others; its hint once; the report has them all."""
    for number in range(20):
        page = tmp_path / "in" / f"{number:02}.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(
            f"---\nauthor: Ida\ntitle: Walls {number}\n---\nStones {number}.\n\n![](../../wall.png)\n", encoding="utf-8"
        )
    run = publish("in", "--epub", "--no-book", "-o", "out")
    assert [line for line in run.stderr.splitlines() if line.startswith(("Warning", "Hint"))] == [
        "Warning: in/00.md: post 1 (line 5): file outside the folder: ../../wall.png (also in 19 other files)",
        "Hint: Put the file beside the input, or in a folder below it.",
    ]
    assert len(json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["warnings"]) == 20


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.sampled_from(["", "1", "2"]))))
def test_folding_loses_no_message(parts: list[tuple[str, str, str]]) -> None:
    """Each message is told once, in the order of the first of each."""
    notices = [Notice(message=message, path=path, where=where) for path, message, where in parts]
    assert [notice.message[0] for notice in folded(notices)] == list(dict.fromkeys(message for _, message, _ in parts))
