"""Hanging post numbers, in the outer margin: left of the text on a left page, right of it on a right page.

CSS cannot tell left from right within a page, so the theme hangs them on the left, and once the pages are laid out
those of right pages move over. Nothing else moves: a number takes no room in the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.press.layout.box_tree import all_boxes

HUNG = "number"
"""Class of a hanging number: a block of no height, with one line of text that lies wholly in the left margin."""


def hang_outside(document: Any) -> None:
    """Move hanging numbers on right pages to the right margin. document: a weasyprint.Document, changed in place."""
    from weasyprint.document import Page

    for index, page in enumerate(document.pages):
        if page._page_box.page_type.side == "left":
            continue
        posts = [box for box in all_boxes(page._page_box) if any(map(_is_hung, getattr(box, "children", ())))]
        for post in posts:
            number = next(filter(_is_hung, post.children))
            _move(number, page._page_box)
            _draw_after_text(number, post)
        if posts:
            # Links and anchors were gathered where the numbers stood before.
            document.pages[index] = Page(page._page_box)


def as_read(boxes: Iterable[Any]) -> list[Any]:
    """Boxes beside each other in the order of reading: a number before the text that it is drawn after."""
    return sorted(boxes, key=lambda box: not _is_hung(box))


def _is_hung(box: Any) -> bool:
    if box.element is None or box.element.get("class") != HUNG:
        return False
    from weasyprint.formatting_structure.boxes import BlockBox

    return isinstance(box, BlockBox)


def _draw_after_text(number: Any, post: Any) -> None:
    """Have the number drawn after the first paragraph, though it is read before it.

    pdfium takes what is drawn on one line for one text, from left to right. Where it finds a word marked with its text
    on both sides of the number, it reads that twice.
    """
    place = post.children.index(number)
    others = [*post.children[:place], *post.children[place + 1 :]]
    post.children = [*others[: place + 1], number, *others[place + 1 :]]


def _move(box: Any, page_box: Any) -> None:
    text = box.children[0].children[0]  # of the first line, the first text or link
    left = page_box.content_box_x()
    gap = left - (text.position_x + text.width)
    box.translate(dx=left + page_box.width + gap - text.position_x)
