"""A patch for soft places: a zero width space lets a line end, and is no part of it."""

from __future__ import annotations

from typing import Any

from weasyprint.text.line_break import create_layout, line_size

from pipeline.press.layout.patches.patch import Patch, replaces
from pipeline.press.layout.soft_places import bare


@replaces(
    "weasyprint.text.line_break:first_line_metrics",
    "weasyprint.text.line_break:create_layout",
    "weasyprint.text.line_break:line_size",
    source="1f5a855ad992e0be",
)
def line_without_spaces(original: Any) -> Any:
    """Lines without zero width spaces once they are broken: letters on both sides join, and no character is added."""

    def first_line_metrics(first_line: Any, text: str, layout: Any, *others: Any, **named: Any) -> Any:
        style = layout.style
        layout, length, resume_at, width, height, baseline = original(first_line, text, layout, *others, **named)
        shown = bare(layout.text)
        if not shown or shown == layout.text:
            return layout, length, resume_at, width, height, baseline
        whole, layout = layout, create_layout(shown, style, None, None, layout.justification_spacing)
        layout.max_width = whole.max_width  # which an ellipsis is drawn within
        width, height = line_size(layout.get_first_line()[0], style)
        layout.deactivate()
        return layout, length, resume_at, width, height, baseline

    return first_line_metrics


PATCHES: tuple[Patch, ...] = (line_without_spaces,)
