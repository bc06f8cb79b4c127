"""Leading: the distance from line to line, which is the style sheet's whatever faces a line is in.

WeasyPrint centres a line's text in its `line-height` by the height of the faces that it happens to have, so a word of
Japanese moved the line that it stood in, by up to 2 points. Here the text face's base line is the line's.
"""

from __future__ import annotations

from typing import Any

from weasyprint.text.line_break import strut


def even(line: Any) -> None:
    """Put the base line of a line of text (a weasyprint TextBox) where it is for the first of its families."""
    height, baseline = strut(line.style)
    if line.baseline != baseline:
        line.margin_top += baseline - line.baseline
        line.margin_bottom = height - line.height - line.margin_top
        line.baseline = baseline
