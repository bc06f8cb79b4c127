"""Ends of lines: one that ends between words ends in a space, which whoever joins the lines of a paragraph needs.

A reader of the page sees that a line is over; a program that follows the tags has the text alone, and layout has taken
the space away.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import regex
from weasyprint.formatting_structure import boxes

from pipeline.press.layout.box_tree import all_boxes

_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
"""Letters of scripts whose words are not set apart."""


_LINE = "span"
"""Tag of a line that the author has ended, where each is a box of its own (verse)."""


def note(line: Any, text: str, resume: int | None) -> None:
    """Note of a line's text box how it ends. text: all that there was; resume: offset in bytes of the rest, if any."""
    if line and resume:
        line.ends_word = text.encode()[resume - 1 : resume].isspace()


def mark(document: Any) -> None:
    """Mark the ends of lines that end between words, where the author or an element ends them.

    document: a weasyprint.Document, changed in place.
    """
    for page in document.pages:
        for box in all_boxes(page._page_box):
            if isinstance(box, boxes.BlockContainerBox) and box.children:
                lines = [child for child in box.children if isinstance(child, boxes.LineBox)]
                for line, following in pairwise(lines):
                    _mark(_text(line, last=True), _text(following, last=False))
                if lines and box.element_tag == _LINE:
                    _mark(_text(lines[-1], last=True))


def _mark(end: Any, start: Any = None) -> None:
    """Mark a text that ends a line. start: the one that begins the next, where that is known."""
    if end and not hasattr(end, "ends_word"):
        letters = end.text[-1] + (start.text[0] if start else "")
        end.ends_word = not _UNSPACED.search(letters)


def _text(box: Any, *, last: bool) -> Any:
    """The last or the first text in a box, or None."""
    if isinstance(box, boxes.TextBox):
        return box if box.text else None
    children = getattr(box, "children", ())
    found = (_text(child, last=last) for child in (reversed(children) if last else children))
    return next(filter(None, found), None)
