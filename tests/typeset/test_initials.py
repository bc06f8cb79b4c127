"""Initials: one letter stands for a name."""

from __future__ import annotations

import pytest

from pipeline.typeset.initials import initial


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Mira Holt", "M"),
        ("🌊 mira", "M"),
        ("@nell_ash", "N"),
        ("élodie", "É"),
        ("e\u0301lodie", "E\u0301"),
        ("佐伯みなと", "佐"),
        ("ليلى", "ل"),
        ("4chan", "4"),
        ("🌊", ""),
        ("", ""),
    ],
)
def test_a_name_has_the_initial_of_its_first_letter(name: str, letter: str) -> None:
    """Emoji and signs before it are passed over, its marks stay with it."""
    assert initial(name) == letter
