"""Patches for text: a line is shaped once, and its glyphs are written from a cache."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

import weasyprint.pdf.fonts
from weasyprint.text.ffi import FROM_UNITS, pango
from weasyprint.text.fonts import get_hb_object_data

from pipeline.press.layout.glyphs import Glyph, of_line
from pipeline.press.layout.patches.patch import Patch, replaces


@replaces("weasyprint.text.ffi:unicode_to_char_p", source="530e83118f7841d2")
def characters_for_c(_original: Any) -> Any:
    """Strings for C as bytes, which cffi takes. The original copies them, and looks up a C type by its name to do so.

    Worth offering to WeasyPrint.
    """

    def unicode_to_char_p(string: str) -> tuple[bytes, bytes]:
        data = string.encode().replace(b"\x00", b"")
        return data, data

    return unicode_to_char_p


@replaces(
    "weasyprint.text.line_break:Layout.deactivate",
    "weasyprint.text.line_break:first_line_metrics",
    "weasyprint.draw.text:draw_text",
    source="ddc3464c2822fd70",
)
def kept_line(original: Any) -> Any:
    """Lines kept shaped from layout to drawing: a line is let go of at the second call, not at the first.

    The original shapes each line anew to draw it, which saves memory in long documents. A thread is short.
    """

    def deactivate(self: Any) -> None:
        if hasattr(self, "_laid_out"):
            original(self)
        else:
            self._laid_out = True

    return deactivate


@replaces(
    "weasyprint.text.line_break:Layout.reactivate",
    "weasyprint.text.line_break:Layout.setup",
    "weasyprint.text.line_break:Layout.set_text",
    "weasyprint.text.line_break:first_line_metrics",
    source="1f5a855ad992e0be",
)
def reused_line(original: Any) -> Any:
    """Shaped lines used again: one is drawn as it is, if it is one line, and nothing spaces its letters or words."""

    def reactivate(self: Any, style: Any) -> None:
        if (
            not hasattr(self, "layout")
            or self.style is not style
            or self.justification_spacing
            or style["word_spacing"]
            or style["letter_spacing"] != "normal"
            or self.get_first_line()[1] is not None
        ):
            original(self, style)

    return reactivate


class _Run(NamedTuple):
    """A run: glyphs of one font."""

    item: Any
    """A PangoGlyphItem."""
    font: Any
    """A weasyprint.pdf.fonts.Font."""
    size: float
    glyphs: list[Glyph]
    written: dict[Glyph, str]
    """PDF operands by glyph: the cache of this font and size."""


@replaces("weasyprint.draw.text:draw_first_line", "weasyprint.pdf.stream:Stream.add_font", source="c315054018cc763a")
def drawn_line(original: Any) -> Any:
    """Lines drawn from a cache: glyphs are read as one block of memory, and what to write for each is looked up.

    The same glyph with the same width and offsets is always written alike. The original reads field by field, and
    writes out each. It still gets the lines with something rare: an ellipsis, a font of pictures, a raised glyph.
    """

    if pango.pango_version() < 14802:  # its sizes of fonts cannot be trusted
        return original

    def draw_first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
        text = textbox.pango_layout.text
        is_plain = (
            text_overflow != "ellipsis"
            and block_ellipsis == "none"
            and textbox.text.strip()
            and text.splitlines() == [text]  # no separator in it, which the original would make a glyph of
            and textbox.style["font_size"] >= 1e-6
        )
        runs = _runs(textbox.pango_layout, stream) if is_plain else []
        if not runs:
            return original(stream, textbox, text_overflow, block_ellipsis, matrix)
        stream.set_text_matrix(*matrix.values)
        _show(runs, stream)
        return []  # no picture glyphs

    return draw_first_line


def _runs(layout: Any, stream: Any) -> list[_Run]:
    """The runs of a line; none where it has a rare glyph."""
    runs: list[_Run] = []
    for item, glyphs in of_line(layout):
        font, size = stream.add_font(item.item.analysis.font)
        if font.bitmap or font.png or font.svg or font.colr:
            return []
        if not hasattr(font, "_written"):
            font._written = {}
        run = _Run(item, font, size, glyphs, font._written.setdefault(size, {}))
        for index, glyph in enumerate(run.glyphs):
            if glyph not in run.written:
                if not (written := _write(run, index, layout.text, stream)):
                    return []  # at once, or the font would learn glyphs in another order
                run.written[glyph] = written
        runs.append(run)
    return runs


def _write(run: _Run, index: int, text: str, stream: Any) -> str:
    """PDF operand for a glyph, hexadecimal, with the space around it; its width and characters are added to the font.

    "" for a rare glyph: a raised or lowered one, one of no shape, or one that the font does not have.
    """
    glyph, width, x_offset, y_offset = run.glyphs[index]
    if y_offset or glyph == pango.PANGO_GLYPH_EMPTY or glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
        return ""
    font = run.font
    if glyph not in font.to_unicode:
        font.to_unicode[glyph] = _meaning(run.item, index, text)
    if glyph not in font.widths:
        pango.pango_font_get_glyph_extents(run.item.item.analysis.font, glyph, stream.ink_rect, stream.logical_rect)
        font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / run.size)
    offset = x_offset / run.size
    kerning = font.widths[glyph] + offset - width * 1000 * FROM_UNITS / run.size
    return (f">{-offset}<" if offset else "") + f"{glyph:04x}" + (f">{int(kerning)}<" if kerning else "")


def _meaning(item: Any, index: int, text: str) -> str:
    """The characters that a glyph stands for: those of its cluster, up to where the next begins."""
    run, starts = item.item, item.glyphs.log_clusters
    following = index - 1 if run.analysis.level % 2 else index + 1
    end = starts[following] if 0 <= following < item.glyphs.num_glyphs else run.length
    return text.encode()[run.offset + starts[index] : run.offset + end].decode()


def _show(runs: list[_Run], stream: Any) -> None:
    """Write the runs, those of one font together."""
    string, font = "", None
    for run in runs:
        if run.item.item.analysis.font != font:
            if string:
                stream.show_text(string)
            string, font = "", run.item.item.analysis.font
            stream.set_font_size(run.font.hash, run.size)
        glyphs = "".join([run.written[glyph] for glyph in run.glyphs])
        string += f"<{glyphs}>".removesuffix("<>")
    stream.show_text(string)


@replaces("weasyprint.pdf.fonts:Font", "weasyprint.text.fonts:get_hb_object_data", source="fd539a299545b425")
def uncopied_font(font: Any) -> Any:
    """Fonts whose file is copied when it is asked for, which pages without fonts never do; CJK fonts have 16 MB."""

    def content(self: Any) -> Any:
        if callable(self._content):
            self._content = self._content()
        return self._content

    font.file_content = property(content, lambda self, content: setattr(self, "_content", content))
    weasyprint.pdf.fonts.get_hb_object_data = lambda face: partial(get_hb_object_data, face)
    return font


PATCHES: tuple[Patch, ...] = (characters_for_c, kept_line, reused_line, drawn_line, uncopied_font)
