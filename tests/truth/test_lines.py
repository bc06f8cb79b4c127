"""Lines end where they may, read the way that their words do, and stay within the page."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pypdfium2
import pytest
import regex
from PIL import Image

from pipeline.typeset import breaks
from pipeline.typeset import theme as themes
from tests.command.conftest import Publish
from tests.truth import torture
from tests.truth.conftest import Command
from tests.truth.shown import case as inputs
from tests.truth.shown import folded, shown

DOTS = 72 / 25.4 * 3
"""Dots to the millimetre, for measuring."""
OVERHANG = 0.7
"""Millimetres that the ink of a sign may stand out of its own width: an italic f does, and marks do."""
INNER, OUTER, TOP, BOTTOM = 18.0, 22.0, 20.0, 24.0
"""Margins, in millimetres."""
NUMBERS = (1.8, 17.2)
"""Where post numbers and days hang, from the edge of the text outwards, in millimetres."""
FOLIO = (12.0, 17.0)
"""Where page numbers stand, from the lower edge, in millimetres."""


def strays(path: Path, *, right_to_left: bool = False) -> list[str]:
    """Places with ink beyond the text block that is no post number or day, running head or page number, for messages."""
    return [
        f"page {number}: between {first:.1f} and {last:.1f} mm from the {'left' if upright else 'top'}"
        for number, page in enumerate(pypdfium2.PdfDocument(path), 1)
        for picture in (page.render(scale=DOTS * 25.4 / 72, grayscale=True).to_pil(),)
        for upright, first, last in _empty(page, outer_is_right=number % 2 != int(right_to_left))
        if _has_ink(picture, upright, first, last)
    ]


def _empty(page: pypdfium2.PdfPage, *, outer_is_right: bool) -> Iterator[tuple[bool, float, float]]:
    """Strips of a page that must be empty: whether upright, and where they begin and end from the left or the top."""
    width, height = (side / 72 * 25.4 for side in page.get_size())
    beside = ((OVERHANG, NUMBERS[0]), (NUMBERS[1], OUTER))
    if outer_is_right:
        yield True, 0, INNER - OVERHANG
        yield from ((True, width - OUTER + first, width - OUTER + last) for first, last in beside)
    else:
        yield True, width - INNER + OVERHANG, width
        yield from ((True, OUTER - last, OUTER - first) for first, last in beside)
    yield False, 0, 5
    yield False, TOP - 4, TOP - OVERHANG
    yield False, height - BOTTOM + OVERHANG, height - FOLIO[1]
    yield False, height - FOLIO[0], height


def _has_ink(picture: Image.Image, upright: bool, first: float, last: float) -> bool:
    start, end = round(first * DOTS), round(last * DOTS)
    box = (start, 0, end, picture.height) if upright else (0, start, picture.width, end)
    return picture.crop(box).histogram()[:160] != [0] * 160


def test_runs_with_marks_stay_on_the_page(case: Command) -> None:
    """Whatever element stands within a run without spaces."""
    (pdf,) = case("long-runs-with-marks", "--pdf").output.glob("threads/*.pdf")
    assert strays(pdf) == []


@pytest.mark.parametrize("names", [sorted(torture.RUNS)[::2], sorted(torture.RUNS)[1::2]], ids=["even", "odd"])
@pytest.mark.parametrize("language", ["en", "he"])
def test_nothing_runs_off_the_paper(language: str, names: list[str], publish: Publish, tmp_path: Path) -> None:
    """In any place of a page, front matter included, in books of either direction."""
    (tmp_path / "in").mkdir()
    for name in names:
        thread = json.dumps(torture.thread(name, torture.RUNS[name], language))
        (tmp_path / "in" / f"{name}-{'f' * 120}.json").write_text(thread, encoding="utf-8")
    done = publish("in", "--pdf", "-o", "out", "--title", torture.RUNS["words"][:200])
    assert done.returncode == 0, done.stderr
    books = sorted((tmp_path / "out").rglob("*.pdf"))
    assert len(books) == len(names) + 1
    for pdf in books:
        found = strays(pdf, right_to_left=language == "he")
        covered = "page 1:" if pdf.name == "book.pdf" else "-"  # a cover is ink to the edges
        assert [each for each in found if not each.startswith(covered)] == [], pdf.name


def test_a_long_run_takes_no_longer_than_a_page(case: Command) -> None:
    """It took a minute; tests may take less than two, and pages are whole."""
    (pdf,) = case("long-run", "--pdf").output.glob("threads/*.pdf")
    assert strays(pdf) == []


def test_an_ebook_lets_lines_end_anywhere() -> None:
    """So that no page scrolls sideways, however narrow: all inherit it, and nothing takes it back but short facts."""
    css = re.sub(r"/\*.*?\*/", "", themes.load("classic").text("ebook.css"), flags=re.S)
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", css)
    assert any(who.strip() == "body" and "overflow-wrap: anywhere" in what for who, what in rules)
    assert any(who.strip() == "img" and "max-width: 100%" in what for who, what in rules)
    assert any(who.strip() == "pre" and "white-space: pre-wrap" in what for who, what in rules)
    kept = {who.strip() for who, what in rules if "nowrap" in what}
    assert kept == {".facts .date, .facts .count, .facts .minutes", ".post .number", ".poll .share", ".row"}
    assert not any("overflow-wrap: normal" in what for _, what in rules)
    # A phrase of a title that is longer than a line is broken all the same.
    assert {who.strip() for who, what in rules if "word-break: keep-all" in what} == {".phrases"}


def test_lines_of_south_east_asia_end_between_words(case: Command) -> None:
    """Told from the lines of the PDF, letter by letter; in the EPUB there are places, and no character is added."""
    book = case("words-of-south-east-asia", "--pdf", "--epub")
    for source in inputs("words-of-south-east-asia").iterdir():
        text = json.loads(source.read_text(encoding="utf-8"))["posts"][1]["text"]
        (pdf,) = book.output.glob(f"threads/*h-{source.stem}*.pdf")
        if source.stem != "km":  # whose letters readers of PDFs do not find in order: tests/press/layout
            assert _ends(pdf, text) <= _letters_before(text, breaks.words(text))
        (epub,) = book.output.glob(f"threads/*h-{source.stem}*.epub")
        with zipfile.ZipFile(epub) as files:
            pages = [files.read(name).decode() for name in files.namelist() if name.endswith(".xhtml")]
        (page,) = (page for page in pages if "<article" in page)
        assert text in "".join(ElementTree.fromstring(page).itertext())
        assert breaks.SOFT in page
        assert "\u200b" not in page


def _ends(pdf: Path, text: str) -> set[int]:
    """Numbers of letters of the text before the end of each of its lines, as printed."""
    wanted, lines = _letters(text), pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().splitlines()
    for first in range(len(lines)):
        ends: set[int] = set()
        said = ""
        for line in lines[first:]:
            said += _letters(line)
            if said == wanted:
                return ends
            ends.add(len(said))
    raise AssertionError(f"{pdf.name} does not have the text")


def _letters_before(text: str, words: list[str]) -> set[int]:
    assert "".join(words) == text
    return {len(_letters("".join(words[:count]))) for count in range(len(words))}


def _letters(text: str) -> str:
    return "".join(regex.findall(r"\p{Lo}", text))


@pytest.mark.parametrize(
    ("name", "language"), [("ar", "ar"), ("fa", "fa"), ("he", "he"), ("ur", "ur"), ("mixed", "en")]
)
def test_threads_read_from_right_to_left(name: str, language: str, publish: Publish, tmp_path: Path) -> None:
    """With their characters once and in order, whole paragraphs from the right, handles and addresses in one piece."""
    source = inputs("right-to-left") / f"{name}.json"
    seen = shown(publish, tmp_path, source)
    assert (seen.article.get("lang"), seen.metadata.count('page-progression-direction="rtl"')) == (
        language,
        int(name != "mixed"),
    )
    posts = [each for each in seen.article.iter("section") if each.get("class") == "post"]
    for post, told in zip(posts, json.loads(source.read_text(encoding="utf-8"))["posts"], strict=True):
        lists = [*post.iter("ol"), *post.iter("ul")]
        if not lists:
            assert folded(told["text"]) in folded("".join(_said(post)))
        assert not any("dir" in each.attrib for each in (*post.iter("p"), *lists))
        foreign = [each for each in post.iter("a") if each.get("class") and "".join(each.itertext()).isascii()]
        assert all(each.get("dir") == ("ltr" if name != "mixed" else None) for each in foreign)
    numbers = seen.classed("number")
    figures = {"ar": "١٢٣٤", "fa": "۱۲"}.get(name, "1234")
    assert numbers == list(figures[: len(posts)])


def _said(element: Element) -> Iterator[str]:
    """The text of an element, with the characters of emoji."""
    yield element.get("alt", "") if element.tag == "img" else element.text or ""
    for child in element:
        yield from _said(child)
        yield child.tail or ""
