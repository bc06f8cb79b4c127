"""Blocks with edges stand below figures that a page begins with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.press.layout import engine, printing
from pipeline.typeset.theme import AddedStyle
from tests.press.documents import THEME
from tests.press.layout.test_fit import TALL, chapter_of, media, post
from tests.press.layout.test_fit import pictures as pictures  # a fixture

EDGED = ".post { padding-top: 2mm; border-top: 1pt solid #000 } .number { background: #ddd }"


def heights(css: str, pictures: Path) -> tuple[float, float, float, float]:
    """Of a page that begins with a picture: the foot of that, and of the post below it the edge, the inner edge and the
    first line."""
    engine.load()
    from pipeline.press.layout.box_tree import all_boxes
    from pipeline.press.layout.impression import Impression

    found: list[tuple[float, float, float, float]] = []

    def noted(self: Impression, document: Any) -> None:
        for page in document.pages:
            boxes = all_boxes(page._page_box.children[0])
            foot = next((each.position_y + each.height for each in boxes if each.element_tag == "img"), 0.0)
            for box in boxes:
                lines = [each for each in all_boxes(box) if "Post 4." in getattr(each, "text", "")]
                if box.element_tag == "section" and lines:
                    edges = box.border_box_y(), box.content_box_y()
                    found.append((foot, *edges, lines[0].position_y))
        add(self, document)

    posts = [post(1, 16), post(2, 2, media(pictures, TALL)), post(3, 3), post(4, 9), post(5, 9)]
    with pytest.MonkeyPatch.context() as patch:
        add = Impression.add
        patch.setattr(Impression, "add", noted)
        printing.render(chapter_of(*posts), replace(THEME, added=AddedStyle("", css)))
    (of_post,) = found
    return of_post


def test_an_edge_begins_below_a_picture_that_was_moved(pictures: Path) -> None:
    """As far above its first line as anywhere. Where there is nothing to be seen of a block, it stays as it was laid out."""
    foot, edge, inner, line = heights(EDGED, pictures)
    assert foot < edge < inner
    assert line - inner < 5
    foot, edge, _, line = heights("", pictures)
    assert edge < foot < line
