"""A patch for soft places: a zero width space lets a line end, and is no part of it."""

from __future__ import annotations

from typing import Any

from weasyprint.text.ffi import pango
from weasyprint.text.line_break import line_size

from pipeline.press.layout.patches.patch import Patch, replaces
from pipeline.press.layout.soft_places import SPACE


@replaces(
    "weasyprint.text.line_break:first_line_metrics",
    "weasyprint.text.line_break:line_size",
    "weasyprint.text.line_break:Layout.set_text",
    source="1f5a855ad992e0be",
)
def line_without_spaces(original: Any) -> Any:
    """Lines without zero width spaces once they are broken: letters on both sides join, and no character is added."""

    def first_line_metrics(first_line: Any, text: str, layout: Any, *others: Any, **named: Any) -> Any:
        style = layout.style
        layout, length, resume_at, width, height, baseline = original(first_line, text, layout, *others, **named)
        bare = layout.text.replace(SPACE, "") if SPACE in layout.text else ""
        if not bare:
            return layout, length, resume_at, width, height, baseline
        pango.pango_layout_set_width(layout.layout, -1)
        layout.set_text(bare)
        width, height = line_size(layout.get_first_line()[0], style)
        return layout, length, resume_at, width, height, baseline

    return first_line_metrics


PATCHES: tuple[Patch, ...] = (line_without_spaces,)
