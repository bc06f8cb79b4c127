"""A patch for lines with letters of other fonts than their own: they are as far apart as lines without.

A font in which a missing letter is found has an ascent and a descent of its own. WeasyPrint takes those of the text as
it came out, and so moves the line by half of the difference. CSS leaves that open; a page set by hand has one leading.
Worth offering to WeasyPrint.
"""

from __future__ import annotations

from typing import Any

from weasyprint.text.line_break import strut

from pipeline.press.layout.patches.patch import Patch, replaces


@replaces("weasyprint.layout.inline:split_text_box", "weasyprint.text.line_break:strut", source="9f5b966e0b22b7c2")
def even_leading(original: Any) -> Any:
    """Text on the base line of its own font, whatever fonts its letters are from, in a line as high as is set."""

    def split_text_box(context: Any, box: Any, available_width: float, skip: int, is_line_start: bool = True) -> Any:
        result = original(context, box, available_width, skip, is_line_start=is_line_start)
        part = result[0]
        if part is not None and part.style["line_height"] != "normal":
            height, baseline = strut(part.style)
            part.margin_top += baseline - part.baseline
            part.margin_bottom = height - part.height - part.margin_top
            part.baseline = baseline
        return result

    return split_text_box


PATCHES: tuple[Patch, ...] = (even_leading,)
