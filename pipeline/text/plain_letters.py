"""Texts in plain letters: without the looks that people type by signs of mathematics and by heaps of accents."""

from __future__ import annotations

from pipeline.text import stacked_marks, styled_letters


def plain(text: str) -> str:
    """The text in plain letters."""
    if text.isascii():
        return text
    return styled_letters.plain(stacked_marks.without(text, stacked_marks.surplus(text)))
