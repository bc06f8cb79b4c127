"""Glyphs of a line that Pango has shaped. To be imported when WeasyPrint is loaded."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from weasyprint.text.ffi import ffi

Glyph = tuple[int, int, int, int]
"""A glyph: its id in the font, its width, and its offsets to the right and down, in Pango's units."""
_GLYPH = struct.Struct("=Iiii4x")
"""Layout of Pango's PangoGlyphInfo: a glyph, and flags, which are skipped."""


def of_line(layout: Any) -> Iterator[tuple[Any, list[Glyph]]]:
    """The runs of a layout's first line, from left to right: a PangoGlyphItem each, and its glyphs, read at once.

    layout: a weasyprint.text.line_break.Layout.
    """
    line, _ = layout.get_first_line()
    element = line.runs[0]
    while element != ffi.NULL:
        glyphs = element.data.glyphs
        yield element.data, list(_GLYPH.iter_unpack(ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * _GLYPH.size)))
        element = element.next
