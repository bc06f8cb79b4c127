"""Glyphs written to a page, also with the text that they stand for there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import pydyf

from pipeline.press.layout.glyphs import Glyph

SOFT_HYPHEN = "\xad"
"""Character of a hyphen that the layout adds where it divides a word."""
_NOTHING = re.compile(r"\[ *\] TJ ?")


class Run(NamedTuple):
    """A run: glyphs of one font, from left to right."""

    item: Any
    """A PangoGlyphItem."""
    font: Any
    """A weasyprint.pdf.fonts.Font."""
    size: float
    glyphs: list[Glyph]
    operands: tuple[str, ...]
    """PDF operands, one for each glyph."""
    said: str
    """The characters that they are read as."""
    meanings: tuple[str, ...]
    """The same, by glyph."""


def show(strings: Iterable[tuple[Run, str]], stream: Any) -> None:
    """Write operands of runs, those of one font together."""
    string, font = "", None
    for run, glyphs in strings:
        if run.item.item.analysis.font != font:
            if string:
                _write(string, stream)
            string, font = "", run.item.item.analysis.font
            stream.set_font_size(run.font.hash, run.size)
        string += f"<{glyphs}>".removesuffix("<>")
    _write(string, stream)


def _write(string: str, stream: Any) -> None:
    if "Ts" in string:
        stream.stream.append(_NOTHING.sub("", f"[{string.replace('<>', ' ')}] TJ").encode())
    else:
        stream.show_text(string)


def marked(text: str, strings: Iterable[tuple[Run, str]], stream: Any) -> None:
    """Write operands of runs, as glyphs that stand for a text, whatever they say by themselves."""
    stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(text)}))
    show(strings, stream)
    stream.end_marked_content()
