"""Runs: every script in a face that has it, letters joined, and in the order in which they are seen."""

from __future__ import annotations

import re

import pytest

from pipeline.typeset.cover import runs


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\U0010fffdb", "ab"), ("tide\u200d🌊", "tide\u200d🌊"), ("\ue000", "")],
)
def test_what_no_face_has_is_left_out(text: str, shown: str) -> None:
    """No empty boxes: such characters are dropped."""
    assert runs.printable(text) == shown


def test_runs_stand_in_the_order_in_which_they_are_seen() -> None:
    """In a line from right to left the runs are turned round, and words from left to right within it are not."""
    assert [run.text for run in runs._runs("קפה Python and tea תה")] == ["תה", " ", "Python and tea", "קפה "]
    assert [run.text for run in runs._runs("tea קפה תה and")] == ["tea ", "קפה תה", " ", "and"]


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("البحر 2021", ["2021", "البحر"]),
        ("12 سلسلة", ["سلسلة", "12"]),
        ("في 3.5 و 12:30", ["12:30", "و", "3.5", "في"]),
        ("tea קפה 2021 and", ["tea", "2021", "קפה", "and"]),
        ("קפה tea 2021", ["tea 2021", "קפה"]),
        ("بحر ١٢، ٣", ["٣", "،", "١٢", "بحر"]),
    ],
)
def test_figures_run_from_left_to_right(line: str, seen: list[str]) -> None:
    """Beside words from right to left, too, with the points between them."""
    found = runs._runs(line)
    assert [run.text.strip() for run in found if run.text.strip()] == seen
    assert not any(run.right_to_left for run in found if run.text[0].isdecimal())


def test_figures_keep_to_the_face_of_their_word() -> None:
    """A year beside Arabic words is set in the Arabic face; a figure after an emoji is not set as an emoji."""
    assert {run.face.name for run in runs._runs("البحر 2021")} == {"Amiri"}
    assert [run.face.name for run in runs._runs("🧵 12")] == ["Noto Emoji", "Spectral"]


def test_letters_are_joined() -> None:
    """Arabic letters by themselves are wider than joined ones."""
    assert runs.width("قهوة", 100) < sum(runs.width(letter, 100) for letter in "قهوة") * 0.9


def test_outlines_are_paths_of_the_glyphs_that_leave_ink() -> None:
    """One for each, side by side, in the units of its face; a space is none."""
    drawn = runs.outlines("il i", 50)
    places = re.findall(r'<path transform="matrix\(0\.05 0 0 -0\.05 ([\d.]+) 0\.00\)" d="(M[^"]+Z)"/>', drawn)
    assert len(places) == 3 == drawn.count("<path")
    left, middle, right = (float(place) for place, _ in places)
    assert left == 0 < middle < right
    assert places[0][1] == places[2][1] != places[1][1]
    assert right == pytest.approx(runs.width("il ", 50), abs=0.01)
