"""Blocks know which way they read and in which script they are written."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.typeset.direction import is_right_to_left, mark, script_language


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Book", False), ("كتاب", True), ("ספר book", True), ("123 — كتاب", True), ("123 …", None), ("", None)],
)
def test_direction_follows_the_first_letter(text: str, expected: bool | None) -> None:
    """As Unicode's bidirectional algorithm has it; digits and signs do not count."""
    assert is_right_to_left(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Only Latin", ""),
        ("本と紙", "ja"),
        ("中文书籍", "zh"),
        ("책과 종이", "ko"),
        ("كتاب", "ar"),
        ("ספר", "he"),
        ("पुस्तक", "hi"),
        ("βιβλίο", "el"),
        ("The word is 本 in Japanese", ""),
        ("12 — !", ""),
        ("१२३", ""),
        ("〇 ⺀", ""),
    ],
)
def test_a_script_stands_for_a_language(text: str, expected: str) -> None:
    """Where most letters are of it; a single foreign word does not count."""
    assert script_language(text) == expected


@given(st.text(max_size=30))
def test_any_text_has_a_script_or_none(text: str) -> None:
    """Figures, signs and marks of a script without its letters, too."""
    assert script_language(text) in ("", "ja", "ko", "zh", "ar", "he", "hi", "el", "th")


def test_only_blocks_that_differ_are_marked() -> None:
    """An attribute on every block would cost time and say nothing."""
    root = ElementTree.fromstring("<article><p>Paper</p><p>ورق</p><p>紙です</p></article>")
    mark(root, "en")
    assert [dict(p.attrib) for p in root] == [{}, {"dir": "rtl", "lang": "ar"}, {"lang": "ja"}]


def test_in_a_right_to_left_thread_the_others_are_marked() -> None:
    """A Latin paragraph of an Arabic thread reads from the left."""
    root = ElementTree.fromstring("<article><p>ورق</p><p>Paper</p></article>")
    mark(root, "ar")
    assert [dict(p.attrib) for p in root] == [{}, {"dir": "ltr"}]
