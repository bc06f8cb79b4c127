"""Hanging post numbers and days, in the outer margin: left of the text on a left page, right of it on a right page.

CSS cannot tell left from right within a page, so the theme hangs them on the left, and once the pages are laid out
those of right pages move over. Nothing else moves: what hangs takes no room in the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.press.layout.box_tree import all_boxes
from pipeline.typeset.geometry import Geometry

NUMBER, DAY = "number", "day"
"""Classes of what may hang: it does, if it is a block of no height whose lines lie wholly in the left margin."""


def hang_outside(document: Any, geometry: Geometry, *, is_turned: bool) -> None:
    """Move what hangs on right pages to the right margin; on pages of one side, that of texts read from right to left.

    document: a weasyprint.Document, changed in place. is_turned: whether its text reads from right to left.
    """
    from weasyprint.document import Page

    for index, page in enumerate(document.pages):
        if not (page._page_box.page_type.side == "right" if geometry.is_two_sided else is_turned):
            continue
        posts = [box for box in all_boxes(page._page_box) if any(map(_is_hung, getattr(box, "children", ())))]
        for post in posts:
            for box in filter(_is_hung, post.children):
                _move(box, page._page_box)
            _draw_after_text(post)
        if posts:
            # Links and anchors were gathered where they stood before.
            document.pages[index] = Page(page._page_box)


def as_read(boxes: Iterable[Any]) -> list[Any]:
    """Boxes beside each other in the order of reading: what hangs before the text that it is drawn after."""
    return sorted(boxes, key=lambda box: not _is_hung(box))


def _is_hung(box: Any, *classes: str) -> bool:
    if box.element is None or box.element.get("class") not in (classes or (NUMBER, DAY)) or box.height:
        return False
    from weasyprint.formatting_structure.boxes import BlockBox

    return isinstance(box, BlockBox)


def _draw_after_text(post: Any) -> None:
    """Have the number drawn after the first paragraph, though it is read before it.

    pdfium takes what is drawn on one line for one text, from left to right. Where it finds a word marked with its text
    on both sides of the number, it reads that twice. A day is on a line of its own.
    """
    place = next((place for place, box in enumerate(post.children) if _is_hung(box, NUMBER)), None)
    if place is not None:
        number = post.children[place]
        others = [*post.children[:place], *post.children[place + 1 :]]
        post.children = [*others[: place + 1], number, *others[place + 1 :]]


def _move(block: Any, page_box: Any) -> None:
    """Hang the lines of a block as far from the right edge of the text as they hang from the left."""
    left = page_box.content_box_x()
    for line in block.children:
        first, last = line.children[0], line.children[-1]  # texts, links
        gap = left - (last.position_x + last.width)
        line.translate(dx=left + page_box.width + gap - first.position_x)
