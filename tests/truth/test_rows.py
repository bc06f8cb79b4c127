"""Pictures of a post stand in rows, the same in print and EPUB."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import page
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from tests.command.conftest import Publish
from tests.press.tagged import audit, read
from tests.truth.shown import Shown, shown

MM = 72 / 25.4
MEASURE, GUTTER = 108, 2
SIZES = {"landscape": (1200, 900), "portrait": (900, 1200), "phone": (590, 1280), "icon": (48, 48)}


class Place(NamedTuple):
    """The place of a picture: its page, and its edges in millimetres of that."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


def published(publish: Publish, folder: Path, *posts: str, text: str, language: str = "en") -> Shown:
    """A thread of posts with these pictures, as both outputs show it."""
    for name, size in SIZES.items():
        Image.new("L", size, 150).save(folder / f"{name}.png")
    made = [
        {
            "text": text,
            "media": [{"file": f"{name}.png", "alt": f"{name} {n}"} for n, name in enumerate(names.split(), 1)],
        }
        for names in posts
    ]
    author = {"name": "Rosa Tanager"}
    thread = {"threadbound": 1, "title": "A wall", "author": author, "language": language, "posts": made}
    (folder / "thread.json").write_text(json.dumps(thread), encoding="utf-8")
    return shown(publish, folder, folder / "thread.json")


def places(folder: Path) -> list[Place]:
    """The places of all pictures of the one PDF there, in the order of reading."""
    (path,) = (folder / "out" / "threads").glob("*.pdf")
    return [
        Place(number, *(side / MM for side in each.get_bounds()))
        for number, sheet in enumerate(pypdfium2.PdfDocument(path), 1)
        for each in sheet.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])
    ]


def shares(seen: Shown) -> list[float]:
    """Widths of the pictures of an EPUB's rows, in percent of the measure."""
    return [
        float(re.findall(r"width: ([\d.]+)%", image.get("style", ""))[0])
        for row in seen.article.iter("figure")
        if row.get("class") == "row"
        for image in row.iter("img")
    ]


def test_a_row_fills_the_measure_at_one_height(publish: Publish, tmp_path: Path) -> None:
    """With one gutter, in both outputs; the widths of the EPUB are those of the page, where both rows fit on it."""
    seen = published(publish, tmp_path, "landscape portrait", "portrait portrait portrait", text="Below the wall.")
    found = places(tmp_path)
    for row in (found[:2], found[2:]):
        assert len({(place.page, round(place.top, 1)) for place in row}) == 1
        assert max(place.bottom for place in row) - min(place.bottom for place in row) < 0.1
        assert all(after.left - before.right == pytest.approx(GUTTER, abs=0.05) for before, after in pairwise(row))
        assert row[-1].right - row[0].left == pytest.approx(MEASURE, abs=0.1)
    assert [place.right - place.left for place in found] == pytest.approx(
        [share * MEASURE / 100 for share in shares(seen)], abs=0.05
    )


def test_each_picture_of_a_row_is_heard_once(publish: Publish, tmp_path: Path) -> None:
    """As a figure of its own, in its order, with its description, in a PDF that keeps to PDF/UA-1."""
    seen = published(publish, tmp_path, "landscape portrait", "phone phone phone", text="Below the wall.")
    said = ["landscape 1", "portrait 2", "phone 1", "phone 2", "phone 3"]
    assert [image.get("alt") for image in seen.article.iter("img")] == said
    (path,) = (tmp_path / "out" / "threads").glob("*.pdf")
    assert not page.validate_pdf(path, profile=page.ValidationProfile.PDF_UA_1).failures
    with pikepdf.open(path) as pdf:
        audit(pdf)
        assert [figure.name for figure in read(pdf).all("Figure")] == said


def test_rows_begin_where_the_language_does(publish: Publish, tmp_path: Path) -> None:
    """From right to left the first picture is at the right."""
    published(
        publish, tmp_path, "landscape portrait", text="הנמל שומר על שעון משלו ואיש אינו אומר שהוא איטי", language="he"
    )
    first, second = places(tmp_path)
    assert first.left - second.right == pytest.approx(GUTTER, abs=0.05)
    assert first.right - second.left == pytest.approx(MEASURE, abs=0.1)
    assert first.right - first.left > second.right - second.left


def test_nothing_is_enlarged(publish: Publish, tmp_path: Path) -> None:
    """In a row or by itself, an icon is as large as its pixels at 150 to the inch."""
    published(publish, tmp_path, "icon icon icon", "icon", text="Three badges and one.")
    assert [place.right - place.left for place in places(tmp_path)] == pytest.approx([48 / 150 * 25.4] * 4, abs=0.05)


def test_rows_stay_whole_and_with_their_words(publish: Publish, tmp_path: Path) -> None:
    """Between two rows a page may end; not between a post's words and the first."""
    published(publish, tmp_path, *["landscape landscape landscape landscape landscape"] * 4, text="Five of them.")
    found = places(tmp_path)
    (path,) = (tmp_path / "out" / "threads").glob("*.pdf")
    pages = [sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(path)]
    for start in range(0, 20, 5):
        one, other, third, fourth, _ = found[start : start + 5]
        assert one.page == other.page
        assert third.page == fourth.page
    words = [number for number, text in enumerate(pages, 1) for _ in range(text.count("Five of them."))]
    assert words == [place.page for place in found[::5]]
    assert len(pages) <= 6
