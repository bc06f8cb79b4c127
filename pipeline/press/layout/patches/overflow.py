"""Patches for runs without a space that are wider than a line: they break across elements, as CSS asks for.

WeasyPrint breaks a word anywhere only where its line begins with it. A run that goes on in another element, be it a
bold letter or an emoji, ran off the page. So a line that comes out too wide is laid out once more, with every sign as a
place to break. Worth offering to WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import regex
from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.layout.inline import trailing_whitespace_size

from pipeline.press.layout.patches.patch import Patch, replaces

_CLUSTER = regex.compile(r"\X")
_TOLERANCE = 0.01
"""Pixels that a line may be too wide, for sums of widths are not exact."""
_ATTEMPTS = 3
_forced = [False]
"""Whether the line in hand may break at every sign."""


@contextmanager
def _breaking_anywhere() -> Iterator[None]:
    _forced[0] = True
    try:
        yield
    finally:
        _forced[0] = False


@replaces(
    "weasyprint.layout.inline:split_inline_box",
    "weasyprint.layout.inline:get_next_linebox",
    "weasyprint.layout.inline:split_inline_level",
    source="0e7c1569330f5473",
)
def line_within_measure(original: Any) -> Any:
    """Lines within their measure: one that is wider, and may break anywhere, is laid out once more so that it does."""

    def split_inline_box(context: Any, box: Any, position_x: float, max_x: float, *others: Any) -> Any:
        shapes = len(context.excluded_shapes)
        result = original(context, box, position_x, max_x, *others)
        if not isinstance(box, LineBox) or box.style["overflow_wrap"] != "anywhere" or _forced[0]:
            return result
        too_wide = result[0].width - (max_x - position_x)
        # What a line has put elsewhere (floats) it would put there twice.
        if too_wide <= _TOLERANCE or len(context.excluded_shapes) != shapes:
            return result
        if too_wide <= trailing_whitespace_size(context, result[0]) + _TOLERANCE:
            return result
        for found in others:
            if isinstance(found, list):
                found.clear()  # of the first attempt; for a line they are new
        with _breaking_anywhere():
            return original(context, box, position_x, max_x, *others)

    return split_inline_box


@replaces(
    "weasyprint.layout.inline:split_text_box", "weasyprint.text.line_break:split_first_line", source="9f5b966e0b22b7c2"
)
def text_within_measure(original: Any) -> Any:
    """Text that may break anywhere even where it does not begin the line, while such a line is laid out.

    A letter at the break may get a wider shape, as an Arabic one does that is joined no more: then there must be less.
    """

    def split_text_box(context: Any, box: Any, available_width: float, skip: int, is_line_start: bool = True) -> Any:
        anywhere = is_line_start or _forced[0]
        result = original(context, box, available_width, skip, anywhere)
        for _ in range(_ATTEMPTS if anywhere and box.style["overflow_wrap"] == "anywhere" else 0):
            part, resume_at, _ = result
            if part is None or resume_at is None or (too_wide := part.width - available_width) <= _TOLERANCE:
                break
            available_width -= too_wide
            result = original(context, box, available_width, skip, anywhere)
        return result

    return split_text_box


@replaces(
    "weasyprint.text.line_break:can_break_text", "weasyprint.layout.inline:can_break_inside", source="14f7f667fde91356"
)
def break_between_clusters(original: Any) -> Any:
    """Places to break between any two clusters, while such a line is laid out: before an element, too."""

    def can_break_text(text: str, lang: str) -> bool:
        return original(text, lang) or (_forced[0] and bool(text) and not _CLUSTER.fullmatch(text))

    return can_break_text


PATCHES: tuple[Patch, ...] = (line_within_measure, text_within_measure, break_between_clusters)
