"""A patch that keeps lines of text once they are set, so that a page that is laid out again costs a quarter.

Four fifths of a page's layout is the shaping and breaking of its lines. A paragraph's lines are the same wherever on a
page it stands, as long as nothing stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from pipeline.press.layout.patches.patch import Patch, replaces

_NAME = "set_lines"
"""Attribute of a layout context that keeps lines."""


class SetLines:
    """The lines of the last pages, by the text that they are of and the place in it that they begin at."""

    def __init__(self) -> None:
        self._now: dict[tuple[Any, str], tuple[Any, Any, float, float]] = {}
        self._before: dict[tuple[Any, str], tuple[Any, Any, float, float]] = {}

    def turn(self) -> None:
        """Let go of what was not asked for since the last turn."""
        self._before, self._now = self._now, {}

    def get(self, text: Any, start: Any, block: Any, position_y: float) -> tuple[Any, Any] | None:
        """A line as set in a block, and where the next one begins; None where it is to be set."""
        key = text, repr(start)
        kept = self._now.get(key) or self._before.get(key)
        if kept is None or kept[3] != block.width:
            return None
        self._now[key] = kept
        line, end, indent, _ = kept
        copy = line.deepcopy()
        copy.translate(block.content_box_x() + indent - copy.position_x, position_y - copy.position_y)
        copy.position_y = position_y  # sums of fractions are not exact
        return copy, end

    def keep(self, text: Any, start: Any, block: Any, line: Any, end: Any) -> None:
        """Keep a line, and where the next one begins; not one of pictures, for these may be made smaller."""
        if any(isinstance(box, boxes.ReplacedBox) for box in line.children):
            return
        self._now[text, repr(start)] = line, end, line.position_x - block.content_box_x(), block.width


def keep_lines(context: Any) -> SetLines:
    """Have a layout context keep its lines."""
    kept = SetLines()
    setattr(context, _NAME, kept)
    return kept


@replaces(
    "weasyprint.layout.inline:iter_line_boxes",
    "weasyprint.layout.inline:get_next_linebox",
    "weasyprint.layout.block:_linebox_layout",
    source="3aacc0a67be27ce2",
)
def set_once(original: Any) -> Any:
    """Lines set once, in a context that keeps them: those that floats, notes or a style of their own do not shape."""

    def iter_line_boxes(
        context: Any,
        text: Any,
        position_y: float,
        bottom_space: float,
        start: Any,
        block: Any,
        absolute_boxes: list[Any],
        fixed_boxes: list[Any],
        first_letter_style: Any,
        first_line_style: Any,
    ) -> Iterator[tuple[Any, Any]]:
        kept: SetLines | None = getattr(context, _NAME, None)
        plain = kept and not (first_letter_style or first_line_style) and _is_clear(context, position_y)
        while plain and kept and (found := kept.get(text, start, block, position_y)):
            yield found
            line, start = found
            if start is None:
                return
            position_y = line.position_y + line.height
        elsewhere = len(absolute_boxes) + len(fixed_boxes)
        lines = original(
            context,
            text,
            position_y,
            bottom_space,
            start,
            block,
            absolute_boxes,
            fixed_boxes,
            first_letter_style,
            first_line_style,
        )
        for line, end in lines:
            clear = (
                plain and _is_clear(context, line.position_y) and len(absolute_boxes) + len(fixed_boxes) == elsewhere
            )
            if clear and kept:
                kept.keep(text, start, block, line, end)
            yield line, end
            start = end

    return iter_line_boxes


def _is_clear(context: Any, position_y: float) -> bool:
    """Whether no float reaches below a place; all that a page begins with end above its text."""
    return all(shape.position_y + shape.margin_height() <= position_y for shape in context.excluded_shapes)


PATCHES: tuple[Patch, ...] = (set_once,)
