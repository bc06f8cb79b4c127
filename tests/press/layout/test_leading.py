"""Lines are equally far apart, whatever fonts their letters come from."""

from __future__ import annotations

import pytest

from pipeline.press.layout import engine
from pipeline.press.layout.markup import font_configuration
from pipeline.typeset import fonts

WORDS = "Words of a book go on and on until a line is full. "
FOREIGN = ["πάπυρος", "книга", "本を読む", "كتاب", "ספר", "पुस्तक", "หนังสือ", "책", "∑ ∞ ✓", "<i>本</i>"]


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
