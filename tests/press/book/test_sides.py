"""Pages of one side: no blank ones, and all are alike."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace

from pipeline import press
from pipeline.model import Book, Thread
from pipeline.typeset import theme as themes
from pipeline.typeset.theme_toml import Wishes
from tests.press.conftest import bind, book, thread

WORDS = "Each stone rests on two below it, and two rest on it. " * 8
ARABIC = "الجدار الحجري يقف بلا ملاط. " * 16
POINT = 72 / 25.4
"""Points of a millimetre."""


def alone(one: Thread) -> Book:
    """The thread's own book."""
    return replace(book(one), id=one.id)


def look(sides: str) -> themes.Theme:
    """The classic theme for paper of so many sides."""
    return themes.load("classic", [Wishes({"sides": sides})])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_there_are_no_blank_pages(language: str) -> None:
    """Threads begin on the page after the one before; so do title page, contents and notes. On two sides, some are."""
    words = WORDS if language == "en" else ARABIC
    whole = book(*(thread(*(words,) * count, number=count, language=language) for count in (1, 5, 1, 2)))
    for sides in ("two", "one"):
        theme = look(sides)
        sheets = [press.make_part(chapter, theme) for chapter in whole.chapters]
        starts = [(extent.start, extent.pages) for extent in press.plan(whole, sheets, theme)]
        follows = [start + pages for start, pages in starts[:-1]] == [start for start, _ in starts[1:]]
        assert follows == (sides == "one")
        texts = [
            page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(bind(whole, sheets, theme).data)
        ]
        _cover, *pages = texts
        assert all(text.strip() for text in pages) == (sides == "one")


@pytest.mark.parametrize(("language", "side"), [("en", "left"), ("ar", "right")])
def test_all_pages_are_alike(language: str, side: str) -> None:
    """Numbers of posts hang where lines begin, whatever the page; the title stands over each; margins are even."""
    words = WORDS if language == "en" else ARABIC
    whole = alone(thread(*(words,) * 12, title="Walls", language=language))
    (chapter,) = whole.chapters
    document = pypdfium2.PdfDocument(bind(whole, [press.make_part(chapter, look("one"))], look("one")).data)
    edge = 21 * POINT
    hung: list[tuple[int, str]] = []
    for number, page in enumerate(document):
        text = page.get_textpage()
        for left, _, right, top in map(text.get_charbox, range(text.count_chars())):
            middle = (left + right) / 2
            if 60 < top < 530 and right > left and not edge - 1 < middle < 148 * POINT - edge + 1:
                hung.append((number, "left" if middle < edge else "right"))
        assert "Walls" in text.get_text_bounded()
        assert number == 0 or "Marlow" not in text.get_text_bounded()
    assert {where for _, where in hung} == {side}
    assert {number % 2 for number, _ in hung} == {0, 1}


def test_page_numbers_stand_on_one_side() -> None:
    """At the outer margin, which is the right one."""
    theme = themes.load("classic", [Wishes({"sides": "one", "folio.align": "outer"})])
    whole = alone(thread(*(WORDS,) * 8))
    (chapter,) = whole.chapters
    data = bind(whole, [press.make_part(chapter, theme)], theme).data
    with pikepdf.open(BytesIO(data)) as pdf:
        places = [float(page.Contents[-1].read_bytes().split(b" Td")[0].split()[-2]) for page in pdf.pages]
    assert len(places) > 1
    assert all(place > 380 - 21 * POINT for place in places)


@pytest.mark.parametrize(("sides", "left"), [("one", {1}), ("two", {1, 2})])
def test_a_blank_page_is_left_between_threads(sides: str, left: set[int]) -> None:
    """After each thread but the last, whatever the number of its pages; on two sides the next begins on a right one."""
    whole = book(*(thread(*(WORDS,) * count, number=count) for count in (1, 5, 2)))
    blank: list[int] = []
    between: list[list[int]] = []
    for wish in ("off", "on"):
        theme = themes.load("classic", [Wishes({"sides": sides, "print_blank_after": wish})])
        sheets = [press.make_part(chapter, theme) for chapter in whole.chapters]
        plan = press.plan(whole, sheets, theme)
        between.append([after.start - before.start - before.pages for before, after in pairwise(plan)])
        document = pypdfium2.PdfDocument(bind(whole, sheets, theme).data)
        blank.append([page.get_textpage().get_text_bounded() for page in document].count(""))
    assert set(between[1]) == left
    assert blank[1] - blank[0] == sum(between[1]) - sum(between[0]) > 0
