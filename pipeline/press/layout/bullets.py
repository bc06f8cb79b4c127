"""Bullets and numbers of lists, drawn where they are read: before their items.

To WeasyPrint they are positioned boxes, which are drawn after all others: programs that extract text in the order of
drawing find them at the end of the page. Once the pages are laid out, their places are settled, and they can be
blocks as any other.
"""

from __future__ import annotations

from typing import Any

from pipeline.press.layout.box_tree import all_boxes


def draw_in_order(document: Any) -> None:
    """Draw bullets with their items. document: a weasyprint.Document that is laid out; changed in place."""
    for page in document.pages:
        for item in all_boxes(page._page_box):
            if item.element_tag == "li" and item.children and item.children[0].is_outside_marker:
                item.children = [_in_flow(item.children[0]._box), *item.children[1:]]


def _in_flow(bullet: Any) -> Any:
    bullet.style = bullet.style.copy()
    bullet.style["position"] = "static"
    return bullet
