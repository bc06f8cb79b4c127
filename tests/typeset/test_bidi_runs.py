"""What reads the other way within a block stays in one piece."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.typeset.bidi_runs import isolate


@pytest.mark.parametrize(
    ("right_to_left", "text", "expected"),
    [
        (True, "שלום @rosa_t ו-Python", "שלום [@rosa_t] ו-Python"),
        (True, "ראו https://example.org/a?b=1.", "ראו [https://example.org/a?b=1]."),
        (True, "ثم English phrase (with brackets) عربي", "ثم [English phrase (with brackets)] عربي"),
        (True, "ثم A (b) and C [d] عربي", "ثم [A (b) and C [d]] عربي"),
        (True, "عربي (English) عربي", "عربي (English) عربي"),
        (True, "English (عربي) English", "English (عربي) English"),
        (True, "a@b.example", "a@b.example"),
        (False, "He said שלום (עולם) twice", "He said [שלום (עולם)] twice"),
        (False, "He said שלום (world) twice", "He said שלום (world) twice"),
        (False, "See @rosa_t and (this)", "See @rosa_t and (this)"),
    ],
)
def test_a_run_is_set_apart(right_to_left: bool, text: str, expected: str) -> None:
    """A handle, an address, and words with a pair of brackets, if the words before it read the same way."""
    block = ElementTree.fromstring(f"<p>{text}</p>")
    isolate(block, right_to_left)
    made = (block.text or "") + "".join(f"[{run.text}]{run.tail}" for run in block)
    assert made == expected
    assert {run.get("dir") for run in block} <= {"ltr" if right_to_left else "rtl"}


def test_runs_are_found_between_elements_and_not_in_links() -> None:
    """In any style; a link is a piece already."""
    block = ElementTree.fromstring("<p>א <b>ב @a_b ג</b> @c_d <a>@e_f</a> @g_h</p>")
    isolate(block, True)
    assert ElementTree.tostring(block, encoding="unicode") == (
        '<p>א <b>ב <bdi dir="ltr">@a_b</bdi> ג</b> <bdi dir="ltr">@c_d</bdi> <a>@e_f</a> <bdi dir="ltr">@g_h</bdi></p>'
    )


@given(st.text("abאבع()[]@_. ", max_size=30), st.booleans())
def test_no_character_moves(text: str, right_to_left: bool) -> None:
    """In either direction."""
    block = ElementTree.Element("p")
    block.text = text
    isolate(block, right_to_left)
    assert "".join(block.itertext()) == text
