"""The sentences of a text, whatever script it is in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.sentences import sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two!  Three?", ["One. ", "Two!  ", "Three?"]),
        ("By Dr. Mary J. Hale, e.g. on p. 5 of no. 12.", ["By Dr. Mary J. Hale, e.g. on p. 5 of no. 12."]),
        ("Am 3. Mai war z. B. Ebbe. Dann Flut.", ["Am 3. Mai war z. B. Ebbe. ", "Dann Flut."]),
        ("“Go!” she said. “Now.” He went.", ["“Go!” she said. ", "“Now.” ", "He went."]),
        ("海を読む。「潮。」それから……", ["海を読む。", "「潮。」", "それから……"]),
        ("ما هذا؟ هذا بحر.", ["ما هذا؟ ", "هذا بحر."]),
        ("यह समुद्र है। वह नदी है।", ["यह समुद्र है। ", "वह नदी है।"]),
        ("  example.org/a.b and 3.14 stay", ["  example.org/a.b and 3.14 stay"]),
        ("", []),
    ],
)
def test_they_end_where_a_reader_ends_them(text: str, parts: list[str]) -> None:
    """Abbreviations, ordinals and addresses end none."""
    assert list(sentences(text)) == parts


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from('aB1.!…。」” \n("')))
def test_together_they_are_the_text(text: str) -> None:
    """None is empty, and nothing is lost."""
    found = list(sentences(text))
    assert "".join(found) == text
    assert all(found)
