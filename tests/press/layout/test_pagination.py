"""A long thread is laid out and drawn some pages at a time; its pages are those that it has when laid out whole."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest

from pipeline.press.layout import engine, printing
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
    """Of 8 pages or more, those of two batches are in memory at most."""
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
    assert len(pages) == sheet.pages >= 8
    assert max(alive) <= 4


def test_pages_are_the_same_in_batches_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drawn is the same to the byte; only the order of objects differs."""
    whole, parts = (_printed(batch, monkeypatch) for batch in (1000, 3))
    assert [stream.data for stream in parts.streams] == [stream.data for stream in whole.streams]
    assert (parts.pages, parts.boxes, parts.places, parts.keys) == (whole.pages, whole.boxes, whole.places, whole.keys)
