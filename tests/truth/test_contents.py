"""The numbers in the contents are those of the pages of threads and of ways into them, read where they stand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import page
import pikepdf
import pytest

from pipeline.typeset import numerals
from tests.command.conftest import Publish, publish
from tests.press.tagged import audit, read

__all__ = ["publish"]

TEXT = {"en": "Each stone rests on two below it. ", "ar": "الجدار الحجري يقف بلا ملاط. "}


def write(folder: Path, number: int, language: str, posts: int) -> None:
    """A thread of so many posts."""
    text = TEXT[language]
    facts = {
        "threadbound": 1,
        "title": f"{text.strip()[:-1]} {'abcd'[number]}",
        "author": {"name": "Ida"},
        "language": language,
        "date": f"2020-01-{number + 1:02}",
        "posts": [{"text": f"{number}, {post}. {text * 9}"} for post in range(posts)],
    }
    folder.mkdir(exist_ok=True)
    (folder / f"{number}.json").write_text(json.dumps(facts), encoding="utf-8")


def entries(path: Path) -> Iterator[tuple[str, str]]:
    """Of each thread, and each way into one, the text of its line in the contents, and the label of its page."""
    data = path.read_bytes()
    assert not page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1).failures
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        audit(pdf)
        labels = {each.obj.objgen: str(each.label) for each in pdf.pages}
        _, *threads = outline.root
        items = [each for thread in threads for each in (thread, *thread.children)]
        contents, *_ = read(pdf).all("TOC")
        for link, item in zip(contents.all("Link"), items, strict=True):
            assert item.title in link.text
            yield link.text, labels[item.destination[0].objgen]  # type: ignore[index]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_numbers_are_those_of_pages(publish: Publish, tmp_path: Path, language: str) -> None:
    """Of one, two and three figures, after the title, in the link; and so they are when a thread has grown."""
    for grown in (1, 30):
        for number, posts in enumerate((grown, 30, 700, 1)):
            write(tmp_path / "in", number, language, posts)
        done = publish("in", "--pdf", "--no-threads", "-o", "out")
        assert done.returncode == 0, done.stderr
        found = list(entries(tmp_path / "out" / "book.pdf"))
        assert len(found) == 4 + 14 + 1  # of 700 posts every 50th; the notes are the last
        for text, label in found:
            assert text.split()[-1] == numerals.number(int(label), language)
        assert int(found[-1][1]) > 99
