"""Lines drawn by the press look as WeasyPrint draws them, and say what was written."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from pipeline.press.layout import engine
from tests.press.conftest import bind, book, single, thread
from tests.press.marked_text import marked_text

PAGE = """
<style>@page { size: A6; margin: 8mm } html { font: 12pt Spectral, Amiri; hyphens: auto }</style>
<p lang="en">Offices – fjord, <em>naïve</em>: incomprehensibilities e\u0323\u0301 x\u0302 characteristically
<p lang="hi">क्षेत्र की मिट्टी में शक्ति है (टिका)<p lang="th">น้ำใจที่อยู่บน<p lang="km">ជញ្ជាំងថ្មពីរ
<p lang="ar" dir="rtl">كل حجر (وحجران) البنّاء 120 wall لا<p lang="he" dir="rtl">קיר אֶבֶן: "אחת" (שתיים) 12.
"""


def test_lines_look_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """In every direction, with marks above and below, whichever order they are written in."""
    weasyprint = engine.load()
    from pipeline.press.layout import drawn_line

    ours = _pictures(weasyprint)
    monkeypatch.setattr(weasyprint.draw.text, "draw_first_line", drawn_line._original)
    theirs = _pictures(weasyprint)
    assert len(ours) == len(theirs) == 1
    (difference,) = ImageStat.Stat(ImageChops.difference(ours[0], theirs[0])).mean
    assert difference < 0.3
    assert ImageStat.Stat(ours[0]).mean[0] < 254  # there is something on it


def _pictures(weasyprint: Any) -> list[Image.Image]:
    with pypdfium2.PdfDocument(weasyprint.HTML(string=PAGE).write_pdf()) as document:
        return [page.render(scale=3).to_pil().convert("L") for page in document]


def test_a_glyph_may_stand_for_other_characters_in_another_thread() -> None:
    """Each comes out as written, from a font of the book that has one program."""
    texts = ("(قال) يد ي", "(گفت) ید ی", "A heart \u2764\ufe0f (drawn)", "A heart \u2764 (drawn)")
    text = marked_text(bind(book(*(thread(each, number=n) for n, each in enumerate(texts, 1)))).data)
    for each in ("يد ي", "ید ی", *texts[2:]):
        assert each.replace(" ", "") in text.replace(" ", "")


def test_a_hyphen_that_the_layout_adds_is_a_soft_one() -> None:
    """A writer's own hyphen stays as it is."""
    words = "incomprehensibilities characteristically well-worn " * 12
    text = marked_text(bind(single(thread(words))).data)
    assert "\xad" in text
    assert words.replace(" ", "") in text.replace("\xad", "").replace(" ", "")


def test_no_glyph_stands_for_more_than_its_cluster() -> None:
    """A title's least of all: a ligature has a few characters."""
    engine.load()
    from pipeline.press.layout.printing import render
    from tests.press.conftest import THEME, chapters

    titles = ("قال البنّاء: حجر على حجر", "क्षेत्र की मिट्टी में शक्ति", "Fjord offices")
    for chapter in chapters(*(thread(each, title=each, number=n) for n, each in enumerate(titles, 1))):
        sheet = render(chapter, THEME)
        assert all(0 < len(text) <= 5 for use in sheet.fonts for text in use.text.values())
