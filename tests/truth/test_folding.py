"""Quiet where nothing can be done: what is alike is told once, in a book as on the console."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pypdfium2 import PdfDocument

from pipeline.command.console import folded
from pipeline.errors import Notice
from pipeline.model import Gap, Media, Message, Post
from pipeline.typeset.missing import told
from pipeline.unroll.gaps import ledger
from pipeline.wording import wording
from tests.command.conftest import Publish
from tests.truth.conftest import Command

HERE = Path(__file__).parent


def test_equal_gaps_are_one_sentence_in_both_outputs(command: Command) -> None:
    """Nine pictures that are not there take a line; the report lists each."""
    run = command("gaps-not-folded", "--pdf")
    assert run.exit == 0
    sentence = "pictures of posts 1–9 are not in this book"
    (book,) = run.output.glob("threads/*.epub")
    pages = zipfile.ZipFile(book)
    text = "".join(pages.read(name).decode() for name in pages.namelist() if name.endswith(".xhtml"))
    (print_,) = run.output.glob("threads/*.pdf")
    printed = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in PdfDocument(print_)).split())
    for shown in (text, printed):
        assert sentence in shown
        assert "of post 1 is not" not in shown
    assert [gap["after"] for gap in run.threads[0]["gaps"]] == list(range(9))


def _photo(**others: int) -> Gap:
    return _lacking({"photo": 1, **others})


def _lacking(counts: dict[str, int]) -> Gap:
    media = tuple(Media(kind=kind) for kind, count in counts.items() for _ in range(count))  # type: ignore[arg-type]
    (gap,) = ledger((), [Post(text="x", media=media)], "", (), None, set())
    return gap


@pytest.mark.parametrize(
    ("gaps", "sentences"),
    [
        ([_photo()], ["a picture of post 1 is not in this book"]),
        ([_photo(), _lacking({"photo": 2})], ["pictures of posts 1 and 2 are not in this book"]),
        (
            [_lacking({"video": 1}), _photo()],
            ["a video of post 1 is not in this book", "a picture of post 2 is not in this book"],
        ),
        ([_photo(gif=2), _photo(gif=2), _photo(gif=2)], ["pictures and GIFs of posts 1–3 are not in this book"]),
        (
            [Gap(kind="text", message=Message("text-cut"))] * 2,
            ["the texts of posts 1 and 2 are cut short in the source"],
        ),
        (
            [Gap(kind="quote", message=Message.of("quote-lost", reason=Message("deleted")))] * 2,
            ["the posts that posts 1 and 2 quote are not available: deleted"],
        ),
        ([Gap(kind="text", message="eaten by moths")] * 2, ["eaten by moths"]),
    ],
)
def test_gaps_that_are_alike(gaps: list[Gap], sentences: list[str]) -> None:
    """Gaps of one kind are one sentence about their posts, and others stay apart."""
    assert told((replace(gap, after=index) for index, gap in enumerate(gaps)), wording("en")) == sentences


@given(st.lists(st.lists(st.sampled_from(["photo", "video", "gif"]), max_size=3), min_size=1, max_size=12))
def test_each_post_with_a_gap_is_told_once(kinds: list[list[str]]) -> None:
    """The sentences together name every post that lacks something, each of them once."""
    posts = [Post(text="x", media=tuple(Media(kind=kind) for kind in each)) for each in kinds]  # type: ignore[arg-type]
    gaps = list(ledger((), posts, "", (), None, set()))
    numbers: list[int] = []
    for sentence in told(gaps, wording("en")):
        for first, last in re.findall(r"\b(\d+)(?:–(\d+))?", sentence.partition(" of post")[2]):
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
