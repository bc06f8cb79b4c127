"""A long thread is laid out and drawn some pages at a time; its pages are those that it has when laid out whole."""

from __future__ import annotations

import gc
import weakref
from typing import Any
from xml.etree import ElementTree

import pytest

from pipeline.press.layout import engine, printing
from pipeline.press.layout.document import Document
from pipeline.press.sheet import Sheet
from tests.press.conftest import chapters, thread
from tests.press.documents import THEME

WORDS = "Each stone rests on two below it, and two rest on it. Builders say: one on two, two on one. " * 12


def _printed(batch: int, monkeypatch: pytest.MonkeyPatch) -> Sheet:
    engine.load()
    from pipeline.press.layout import pagination

    monkeypatch.setattr(pagination, "BATCH", batch)
    (chapter,) = chapters(thread(*(f"{number}. {WORDS}" for number in range(24))))
    return printing.render(chapter, THEME)


def test_boxes_of_pages_that_are_drawn_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 8 pages or more, those of one batch are in memory at most, and none when the next is laid out."""
    engine.load()
    from pipeline.press.layout.impression import Impression

    pages: list[weakref.ref[Any]] = []
    alive: list[int] = []
    add = Impression.add

    def counted(self: Impression, document: Any) -> None:
        pages.extend(weakref.ref(page._page_box.children[0]) for page in document.pages)
        add(self, document)
        gc.collect()
        alive.append(sum(page() is not None for page in pages))

    monkeypatch.setattr(Impression, "add", counted)
    sheet = _printed(2, monkeypatch)
    assert sheet.notes
    assert len(pages) == sheet.pages + sheet.notes.pages >= 8
    assert max(alive) <= 2


COLUMN = "".join(f"<p>{number}. {WORDS}</p>" for number in range(9))
ROWS = "".join(f"<tr><td>{number}</td><td>{number} on two.</td></tr>" for number in range(90))
PARTS = {
    "table": f"<table><thead><tr><th>Head</th><th>Again</th></tr></thead><tbody>{ROWS}</tbody></table>",
    "running": f'<div><p style="position: running(running-head)">Head</p><p>{WORDS}</p></div>{COLUMN}',
    "marked": f"<ol>{''.join(f'<li>{COLUMN}</li>' for _ in range(3))}</ol>",
    "quoted": f"<blockquote><blockquote>{COLUMN}</blockquote></blockquote><pre>{WORDS}</pre>",
}
"""What goes on over pages, of which some is laid out more than once."""


@pytest.mark.parametrize("name", PARTS)
def test_what_is_laid_out_again_is_not_let_go(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drawn is the same to the byte, though after each page all that is laid out for good is let go."""
    engine.load()
    from pipeline.press.layout import pagination

    drawn = []
    for batch in (1000, 1):
        monkeypatch.setattr(pagination, "BATCH", batch)
        root = ElementTree.fromstring(
            f'<html lang="en"><head><title>Walls</title></head><body>{PARTS[name]}<p>{WORDS}</p></body></html>'
        )
        sheet = engine.print_pages(Document(root=root, faces={}), THEME)
        drawn.append([stream.data for stream in sheet.streams])
    assert len(drawn[0]) > 3
    assert drawn[1] == drawn[0]


def test_what_is_laid_out_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the boxes before layout, too, and of the styles of pages: few are left at the end."""
    engine.load()
    from weasyprint.formatting_structure import boxes

    from pipeline.press.layout import pagination
    from pipeline.press.layout.box_tree import all_boxes

    build: Any = vars(pagination)["build_formatting_structure"]
    left: list[Any] = []

    def built(tree: Any, style_for: Any, *rest: Any) -> Any:
        left.append((build(tree, style_for, *rest), style_for))
        return left[-1][0]

    monkeypatch.setattr(pagination, "build_formatting_structure", built)
    _printed(2, monkeypatch)
    (root, style_for), _ = left  # the other is that of the notes
    lines = [box for box in all_boxes(root) if isinstance(box, boxes.LineBox)]
    assert len(lines) < 20
    assert not style_for.get_cascaded_styles()
    assert not [each for each, _ in style_for.get_computed_styles() if type(each).__name__ == "PageType"]


def test_pages_are_the_same_in_batches_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drawn is the same to the byte; only the order of objects differs."""
    whole, parts = (_printed(batch, monkeypatch) for batch in (1000, 3))
    assert [stream.data for stream in parts.streams] == [stream.data for stream in whole.streams]
    assert (parts.pages, parts.boxes, parts.places, parts.keys) == (whole.pages, whole.boxes, whole.places, whole.keys)
