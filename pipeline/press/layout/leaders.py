"""Leaders, the dots between a title and its page number, drawn as one piece of text each.

WeasyPrint makes a box of every dot, 16 in a line of contents, and draws and tags each by itself. Once the pages are
laid out, the boxes of a leader become one, if that shows the same glyphs at the same places; a blank leader, which only
keeps two words apart, needs none.
"""

from __future__ import annotations

from typing import Any

from pipeline.press.layout.box_tree import all_boxes


def join(document: Any) -> None:
    """Join the boxes of each leader. document: a weasyprint.Document that is laid out; changed in place."""
    for page in document.pages:
        for box in all_boxes(page._page_box):
            if box.is_leader and box.children:
                box.children = _joined(box.children)


def _joined(boxes: tuple[Any, ...]) -> tuple[Any, ...]:
    """One box, or none, that shows the same as these of equal text (from right to left), or else these themselves."""
    from weasyprint.text.line_break import create_layout

    from pipeline.press.layout.glyphs import of_line

    last = boxes[-1]
    if not last.text.strip() and last.style["text_decoration_line"] == "none":
        return ()
    whole = last.copy_with_text(last.text * len(boxes))
    whole.width = last.width * len(boxes)
    whole.repeats = len(boxes)
    # The most that a line ending in an ellipsis may show: no leader is that long.
    room = whole.width + last.width
    whole.pango_layout = create_layout(whole.text, last.style, None, room, 0)
    one = create_layout(last.text, last.style, None, room, 0)
    # A font may join signs, or a script turn them around, only where they stand side by side.
    alone, together = ([glyph for _, glyphs in of_line(each) for glyph in glyphs] for each in (one, whole.pango_layout))
    return (whole,) if together == alone * len(boxes) else boxes
