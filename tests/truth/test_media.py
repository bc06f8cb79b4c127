"""Pictures, films and sound as the books show them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from tests.command.conftest import Publish
from tests.truth.shown import case, shown

MM = 72 / 25.4


def _pictures(folder: Path) -> list[Image.Image]:
    """The pictures of the one EPUB there, in the order of its chapter."""
    (path,) = (folder / "out" / "threads").glob("*.epub")
    with zipfile.ZipFile(path) as book:
        chapter = next(book.read(name).decode() for name in book.namelist() if "thread-" in name)
        names = [part.partition('"')[0] for part in chapter.split('src="')[1:]]
        return [Image.open(io.BytesIO(book.read(f"EPUB/{name}"))).convert("RGB") for name in names]


def _placed(folder: Path) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of each picture of the one PDF there, in millimetres of its page."""
    (path,) = (folder / "out" / "threads").glob("*.pdf")
    return [
        tuple(side / MM for side in each.get_bounds())
        for page in pypdfium2.PdfDocument(path)
        for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])
    ]


def test_a_tall_screenshot_keeps_the_measure_and_its_pixels(publish: Publish, tmp_path: Path) -> None:
    """It is cut into parts that fit a page, and described once."""
    seen = shown(publish, tmp_path, case("tall-screenshot"))
    places = _placed(tmp_path)
    assert len(places) > 5
    assert {round(right - left) for left, _, right, _ in places} == {108}
    assert all(24 - 0.1 <= bottom < top <= 190 + 0.1 for _, bottom, _, top in places)
    parts = _pictures(tmp_path)
    assert {part.width for part in parts} == {600}
    assert sum(part.height for part in parts) == 9000
    described = [image.get("alt") for image in seen.article.iter("img")]
    assert described == ["A red mast that widens downwards."] + [
        f"Part {number} of {len(parts)}" for number in range(2, len(parts) + 1)
    ]


def test_a_film_that_is_there_is_not_missing(publish: Publish, tmp_path: Path) -> None:
    """Films and sound lie beside the thread: their names and lengths are given, whether or not a frame can be shown."""
    seen = shown(publish, tmp_path, case("films-and-sound"))
    for text in (seen.pdf, seen.epub):
        for said in ("Video, 0:03, file harbour.mp4", "Video, 0:03, file gate.webm", "Audio, 0:04, file gulls.wav"):
            assert said in text.replace("\u00ad", "")
        assert "Described as: Gulls, then a bell." in text
        assert text.count("Video missing:") == 1
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    gaps = [gap["message"] for gap in report["threads"][0]["gaps"]]
    assert gaps == ["a video of post 3 is not in this book"]


def test_a_missing_film_is_no_missing_picture(publish: Publish) -> None:
    """The summary counts each kind by its name."""
    done = publish(str(case("films-and-sound")), "--epub", "-o", "out")
    assert "1 × missing video" in done.stderr
    assert "missing picture" not in done.stderr


def test_drawings_photos_and_animations_are_seen(publish: Publish, tmp_path: Path) -> None:
    """SVG is drawn, without anything from outside of it and no larger than a page; HEIC is turned once; an animation
    shows what there is to see, and says that it moved; a file of another kind is called by that."""
    seen = shown(publish, tmp_path, case("drawings-and-photos"))
    plan, photo, frame = _pictures(tmp_path)
    assert plan.size == (1276, 638)
    assert plan.getpixel((20, 20)) == (200, 80, 40)
    assert plan.crop((640, 0, 1276, 638)).getcolors() == [(636 * 638, (255, 255, 255))]
    assert photo.size == (48, 64)
    assert max(photo.getpixel((44, 4))[2], 60) == 60  # type: ignore[index]
    assert frame.getpixel((15, 15)) == (200, 80, 40)
    assert "Animation" in seen.epub
    assert "the file page.pdf (PDF) is not read as a picture" in seen.epub
