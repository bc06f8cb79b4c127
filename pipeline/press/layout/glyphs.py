"""Glyphs of a line that Pango has shaped, and the clusters they form. To be imported when WeasyPrint is loaded."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any, NamedTuple

from weasyprint.text.ffi import ffi

Glyph = tuple[int, int, int, int]
"""A glyph: its id in the font, its width, and its offsets to the right and down, in Pango's units."""
_GLYPH = struct.Struct("=Iiii4x")
"""Layout of Pango's PangoGlyphInfo: a glyph, and flags, which are skipped."""


class Cluster(NamedTuple):
    """A cluster: the fewest glyphs that stand for characters of their own, by themselves."""

    text: str
    start: int
    """Place of its first byte in the line, as UTF-8."""
    glyphs: slice
    """Places of its glyphs in the run."""


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


def is_right_to_left(item: Any) -> bool:
    """Whether a PangoGlyphItem reads from right to left."""
    return bool(item.item.analysis.level % 2)


def clusters(item: Any, line: bytes) -> Iterator[Cluster]:
    """The clusters of a PangoGlyphItem, from left to right. line: the line's text, as UTF-8."""
    for glyphs, text in spans(item):
        yield Cluster(line[text].decode(), text.start, glyphs)


def spans(item: Any) -> Iterator[tuple[slice, slice]]:
    """The clusters of a PangoGlyphItem as places: those of glyphs in the run, and those of bytes in the line's text."""
    run, count = item.item, item.glyphs.num_glyphs
    begins = ffi.unpack(item.glyphs.log_clusters, count)
    edges = [index for index in range(count) if not index or begins[index] != begins[index - 1]]
    starts = [begins[edge] for edge in edges]
    ends = [run.length, *starts[:-1]] if is_right_to_left(item) else [*starts[1:], run.length]
    for edge, after, start, end in zip(edges, [*edges[1:], count], starts, ends, strict=True):
        yield slice(edge, after), slice(run.offset + start, run.offset + end)
