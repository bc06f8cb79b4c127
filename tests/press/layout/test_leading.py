"""Lines stand as far apart as the style sheet says, whatever scripts are in them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.press.layout import engine
from pipeline.press.layout.box_tree import all_boxes
from pipeline.press.layout.markup import font_configuration
from pipeline.typeset import fonts

WORDS = "Words of a book go on and on until a line is full. "
FOREIGN = ["πάπυρος", "книга", "本を読む", "كتاب", "ספר", "पुस्तक", "หนังสือ", "책", "∑ ∞ ✓", "<i>本</i>"]
SCRIPTS = "The tide 潮 turns", "바다 at dusk", "ทะเลที่ญี่ปุ่น", "המים", "البحر", "समुद्र", "সমুদ্র", "θάλασσα", "x → y"
HEIGHT = 20
"""Of a line, in pixels."""


def base_lines(markup: str, text: str) -> list[float]:
    """The base lines of the lines of text, in pixels from the top of the page."""
    weasyprint = engine.load()
    style = f"@page {{ size: 9cm 90cm }} body {{ font: 12px/{HEIGHT}px {fonts.stack(text).replace(chr(34), chr(39))} }}"
    document = weasyprint.HTML(string=f"<style>{style}</style>{markup}").render()
    boxes = all_boxes(document.pages[0]._page_box)
    return [box.position_y + box.baseline for box in boxes if type(box).__name__ == "TextBox"]


@pytest.mark.parametrize("text", SCRIPTS)
def test_a_line_in_other_faces_is_no_taller(text: str) -> None:
    """The lines before and after it are where they would be if it were like them."""
    found = base_lines(f"<p>plain<br>{text}<br>plain<br>{text}<br>plain", text)
    assert [round(after - before, 6) for before, after in pairwise(found)] == [HEIGHT] * 4


def test_words_within_a_line_share_its_base_line() -> None:
    """Also where they are elements of their own, in other faces."""
    text = "tide 潮 and ทะเล and המים"
    found = base_lines("<p>tide <b>潮</b> and <i>ทะเล</i> and <span>המים</span>", text)
    assert len(found) > 4
    assert max(found) - min(found) < 1e-6


@pytest.mark.parametrize("foreign", FOREIGN)
def test_a_word_of_another_font_moves_no_line(foreign: str) -> None:
    """Every line is as high as the style says, and its words stand on the one base line."""
    weasyprint = engine.load()
    faces = fonts.stack(WORDS + foreign, fonts.TEXT)
    style = f"@page {{ size: 300px 900px; margin: 0 }} p {{ font: 20px/28.5px {faces}; width: 280px; margin: 0 }}"
    page = weasyprint.HTML(string=f"<p>{WORDS * 2}{foreign} {WORDS * 2}</p>").render(
        font_configuration(), stylesheets=[weasyprint.CSS(string=style)]
    )
    lines = [box for box in page.pages[0]._page_box.descendants() if type(box).__name__ == "LineBox"]
    assert len(lines) > 4
    assert {round(line.height, 3) for line in lines} == {28.5}
    assert len({round(line.baseline, 3) for line in lines}) == 1
