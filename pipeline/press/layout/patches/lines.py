"""Patches for text: a line is shaped once, and its glyphs are written from a cache."""

from __future__ import annotations

from functools import partial
from typing import Any

import weasyprint.pdf.fonts
from weasyprint.text.fonts import get_hb_object_data

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


PATCHES: tuple[Patch, ...] = (characters_for_c, kept_line, reused_line, uncopied_font)
