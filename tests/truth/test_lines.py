"""Lines are broken where they may be, and stay within the page."""

from __future__ import annotations

import json
from pathlib import Path

import numpy
import pypdfium2
import pytest

from tests.command.conftest import Publish
from tests.truth import torture
from tests.truth.conftest import Command

DOTS = 3
"""Dots to the point, for measuring."""
MILLIMETRE = 72 / 25.4 * DOTS
OVERHANG = 0.7
"""Millimetres that the ink of a sign may stand out of its own width: an italic f does, and marks do."""
INNER, OUTER, TOP, BOTTOM = 18.0, 22.0, 20.0, 24.0
"""Margins, in millimetres."""
NUMBERS = (1.8, 13.0)
"""Where post numbers hang, from the edge of the text outwards, in millimetres."""


def strays(path: Path, *, right_to_left: bool = False) -> list[str]:
    """Places with ink beyond the text block that is no post number, running head or page number, for messages."""
    found = []
    for index, page in enumerate(pypdfium2.PdfDocument(path)):
        ink = numpy.asarray(page.render(scale=DOTS, grayscale=True).to_pil()) < 160
        height, width = (side / MILLIMETRE for side in ink.shape)
        outer_is_right = index % 2 == int(right_to_left)
        left, right = (INNER, OUTER) if outer_is_right else (OUTER, INNER)
        inner = (0, left - OVERHANG) if outer_is_right else (width - right + OVERHANG, width)
        gap = (OVERHANG, NUMBERS[0])
        beyond = (NUMBERS[1], OUTER)
        outer = [(width - right + a, width - right + b) if outer_is_right else (left - b, left - a) for a, b in (gap, beyond)]
        for first, last in (inner, *outer):
            if ink[:, round(first * MILLIMETRE) : round(last * MILLIMETRE)].any():
                found.append(f"page {index + 1}: between {first:.1f} and {last:.1f} mm from the left")
        for first, last in ((0, 5), (TOP - 4, TOP - OVERHANG), (height - BOTTOM + OVERHANG, height - 17), (height - 12, height)):
            if ink[round(first * MILLIMETRE) : round(last * MILLIMETRE)].any():
                found.append(f"page {index + 1}: between {first:.1f} and {last:.1f} mm from the top")
    return found


def test_runs_with_marks_stay_on_the_page(case: Command) -> None:
    """Whatever element stands within a run without spaces."""
    (pdf,) = case("long-runs-with-marks", "--pdf").output.glob("threads/*.pdf")
    assert strays(pdf) == []


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("name", torture.RUNS)
def test_nothing_runs_off_the_paper(name: str, language: str, publish: Publish, tmp_path: Path) -> None:
    """In any place of a page, front matter included, in books of either direction."""
    (tmp_path / "in").mkdir()
    long = torture.thread(torture.RUNS[name], language)
    file = f"{'f' * 120}.json"
    (tmp_path / "in" / file).write_text(json.dumps(long))
    (tmp_path / "in" / "b.json").write_text(json.dumps({**long, "title": f"Another {long['title']}"}))
    done = publish("in", "--pdf", "-o", "out", "--title", torture.RUNS[name][:200])
    assert done.returncode == 0, done.stderr
    for pdf in (tmp_path / "out").rglob("*.pdf"):
        assert strays(pdf, right_to_left=language == "he") == [], pdf.name
