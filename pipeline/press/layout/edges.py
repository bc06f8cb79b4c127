"""Edges of what stands below the figures that a page begins with.

These are floats, to the layout: lines keep below them, but the edges and the ground of a block that begins there would
be drawn beside them, from the head of the page on. Once the page is laid out, such a block begins where its content
does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from pipeline.press.layout.box_tree import all_boxes
from pipeline.press.layout.structure_elements import HOME

_SIDES = ("top", "right", "bottom", "left")


def pull_down(page: Any) -> None:
    """Have blocks with edges or a ground begin below the figures that a page begins with. page: changed in place."""
    root = page.children[0]
    heads = [box for box in root.children if getattr(box, HOME, None) is not None]
    if not heads:
        return
    foot = max(box.position_y + box.margin_height() for box in heads)
    others = [child for child in root.children if child not in heads]
    for block in (box for other in others for box in all_boxes(other)):
        if isinstance(block, boxes.BlockLevelBox) and _is_seen(block) and block.border_box_y() < foot:
            _begin_at_content(block)


def _is_seen(block: Any) -> bool:
    """Whether a block has an edge or a ground."""
    edges = any(getattr(block, f"border_{side}_width") for side in _SIDES)
    return edges or block.style["background_color"].alpha > 0


def _begin_at_content(block: Any) -> None:
    top = min((box.position_y for box in _content(block)), default=block.content_box_y())
    if (lower := top - block.content_box_y()) > 0:
        block.position_y += lower
        block.height -= lower


def _content(block: Any) -> Iterator[Any]:
    """Lines and pictures of a block."""
    kinds = (boxes.LineBox, boxes.ReplacedBox)
    return (box for box in all_boxes(block) if isinstance(box, kinds))
