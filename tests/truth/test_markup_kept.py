"""Markup, white space and the numbers of lists mean the same in both outputs as they did where they were written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.command.conftest import INPUTS, Publish, publish
from tests.truth import own_words

__all__ = ["publish"]

GOLDEN = Path(__file__).parents[1] / "golden"


def test_both_outputs_say_the_same(publish: Publish, tmp_path: Path) -> None:
    """Of every golden case and example, each paragraph, entry with its label and line of code is in both, in order."""
    cases = sorted(str(each) for each in GOLDEN.glob("*/*") if each.is_dir())
    done = publish(*cases, str(INPUTS), "--pdf", "--epub", "-o", "out")
    books = sorted((tmp_path / "out" / "threads").glob("*.epub"))
    print(done.stderr[-3000:], len(books))
    differ = []
    for book in books:
        printed, place = own_words.of_pdf(book.with_suffix(".pdf")), 0
        for block in own_words.of_epub(book):
            found = printed.find(block, place)
            if found < 0:
                differ.append((book.stem, block[:200], printed[place:place+250]))
            else:
                place = found + len(block)
    for d in differ: print(d)
    assert not differ
