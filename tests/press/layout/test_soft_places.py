"""Lines end at soft places and within their measure, and no character is added to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.press.layout import engine, soft_places
from pipeline.press.layout.markup import font_configuration
from pipeline.typeset import breaks, phrases

KHMER = "ការបោះពុម្ពសៀវភៅដោយអក្សរសំណគឺជាការងារដែលត្រូវការការអត់ធ្មត់ខ្ពស់ជាងរៀបអក្សរត្រូវយកអក្សរម្តងមួយៗហើយរៀបជាបន្ទាត់"
LAO = "ການພິມປຶ້ມດ້ວຍຕົວອັກສອນຕະກົ່ວເປັນວຽກທີ່ຕ້ອງໃຊ້ຄວາມອົດທົນສູງຊ່າງລຽງພິມຕ້ອງຈັບຕົວອັກສອນເທື່ອລະຕົວ"
BURMESE = "စာအုပ်ပုံနှိပ်ခြင်းသည်စိတ်ရှည်ရန်လိုသောအလုပ်ဖြစ်သည်"
WIDTH = 240.0
"""Pixels of a line."""
STYLE = f"@page {{ size: 400px 4000px; margin: 0 }} p {{ width: {WIDTH}px; margin: 0; overflow-wrap: anywhere }}"


def lines(content: str) -> list[tuple[str, float]]:
    """The lines of a paragraph, their texts and widths."""
    weasyprint = engine.load()
    css = weasyprint.CSS(string=STYLE)
    page = weasyprint.HTML(string=f"<p>{content}</p>").render(font_configuration(), stylesheets=[css]).pages[0]
    found = (box for box in page._page_box.descendants() if type(box).__name__ == "LineBox")
    return [("".join(_texts(line)), line.width) for line in found]


def _texts(box: Any) -> Iterator[str]:
    for each in box.descendants():
        if type(each).__name__ == "TextBox":
            yield each.text


@pytest.mark.parametrize("text", [KHMER, LAO, BURMESE], ids=["khmer", "lao", "burmese"])
def test_lines_end_between_words(text: str) -> None:
    """Never within one, and the text is whole."""
    made = [line for line, _ in lines(soft_places.softened(text))]
    assert len(made) > 1
    assert "".join(made) == text
    ends = {len("".join(breaks.words(text)[:count])) for count in range(len(text))}
    assert {len("".join(made[:count])) for count in range(len(made))} <= ends


@given(
    st.lists(st.tuples(st.sampled_from(["b", "code", "i", "sup", "wide"]), st.integers(1, 30)), min_size=1, max_size=9)
)
@settings(max_examples=40, deadline=None)
def test_no_line_is_wider_than_its_measure(parts: list[tuple[str, int]]) -> None:
    """However a run without a space is cut into elements."""
    pieces = (f"<{tag}>{'mW'[count % 2] * count}</{tag}>" for tag, count in parts)
    content = "".join(pieces)
    made = lines(content)
    assert "".join(text for text, _ in made) == "".join(ElementTree.fromstring(f"<p>{content}</p>").itertext())
    assert max(width for _, width in made) <= WIDTH + 0.1


def test_a_line_that_fits_is_as_it_was() -> None:
    """Words go to the next line whole as long as a line can hold them."""
    assert [text.strip() for text, _ in lines("a few words <b>Donaudampf</b>schifffahrt")] == [
        "a few words",
        "Donaudampfschifffahrt",
    ]


def test_lines_of_a_title_end_between_phrases_alone() -> None:
    """Though a line of ideographs may end nearly anywhere; and nothing is left of what holds a phrase together."""
    parts = ["図書館の", "屋根裏で", "見つかった", "古い", "手紙に", "ついて", "ゆっくり", "話したいと", "思います"]
    title = f'<span class="{phrases.CLASS}">{soft_places.SPACE.join(parts)}</span>'
    root = ElementTree.fromstring(f"<p>{title}</p>")
    soft_places.join_phrases(root)
    content = ElementTree.tostring(root[0], encoding="unicode")
    made = [line for line, _ in lines(content)]
    assert len(made) > 1
    assert "".join(made) == "".join(parts)
    ends = {len("".join(parts[:count])) for count in range(len(parts))}
    assert {len("".join(made[:count])) for count in range(len(made))} <= ends
