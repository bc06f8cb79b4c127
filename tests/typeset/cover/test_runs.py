"""Runs: every script in a face that has it, letters joined, and in the order in which they are seen."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageStat

from pipeline.typeset.cover import raster, runs


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


def shown(drawing: str) -> Image.Image:
    """The ink of a drawing in the middle of a square of 200 units."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="200" height="200" fill="#fff"/>{drawing}</svg>'
    with Image.open(BytesIO(raster.jpeg(svg.encode(), 400))) as image:
        grey = image.convert("L")
    return grey.crop(ImageChops.invert(grey).point(lambda shade: 255 * (shade > 90)).getbbox())


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures, from 0 to 255, as if they were of one size."""
    return ImageStat.Stat(ImageChops.difference(one, other.resize(one.size))).mean[0]


@pytest.mark.parametrize(("letter", "stands"), [("港", True), ("の", True), ("돌", True), ("R", False)])
def test_east_asian_letters_stand_in_a_line_that_runs_downwards(letter: str, stands: bool) -> None:
    """All others lie, turned with their line."""
    upright = shown(f'<g transform="translate(90 110)">{runs.outlines(letter, 80)}</g>')
    down = shown(f'<g transform="translate(90 110) rotate(90)">{runs.outlines(letter, 80, upright=True)}</g>')
    assert difference(upright if stands else upright.rotate(-90, expand=True), down) < 20
    assert difference(upright.rotate(-90, expand=True) if stands else upright, down) > 30


def test_a_line_that_runs_downwards_is_as_long_as_one_across() -> None:
    """Of letters that are as high as they are wide; brackets and commas have the forms that they have there."""
    text = "港の時計"
    assert sum(runs._shape(run).length for run in runs._standing(runs._runs(text))) == pytest.approx(
        runs.width(text, 1)
    )
    assert runs.outlines("「港」", 80, upright=True) != runs.outlines("「港」", 80)
