"""Measures of a page that is laid out: how far down it is filled, what stands on it and what its next content is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.block import avoid_page_break, block_level_page_break

from pipeline.press.layout.box_tree import all_boxes, laid_out

FIGURE = "figure"
"""Tag of what may be shrunk or moved: one picture, or a row of them, and its caption."""
END = "end"
"""Class of the mark that a thread ends with; what stands after it is no text of the thread's."""

ResumeAt = dict[int, Any] | None
"""A place in a tree of boxes: that of a child, and a place in it; None for its beginning."""


def lowest(box: Any) -> float:
    """The lower edge of the last line or picture in a box, in pixels from the page's upper edge."""
    if isinstance(box, boxes.LineBox):
        return float(box.position_y + box.height)
    if isinstance(box, boxes.ReplacedBox):
        return float(box.border_box_y() + box.border_height())
    children = laid_out(box.children)
    if children and isinstance(children[-1], boxes.LineBox):
        children = children[-1:]
    return max(map(lowest, children), default=0.0)


def fill(page: Any) -> float:
    """The part of a page's text block that lies above the end of its text, from 0 to 1."""
    return float((lowest(page.children[0]) - page.content_box_y()) / page.height)


def goes_on_at(page: Any, resume_at: ResumeAt) -> float:
    """Where what comes next would begin, if the page were longer, in pixels from its upper edge."""
    box = page.children[0]
    while resume_at:
        ((place, resume_at),) = resume_at.items()
        if not box.children:
            break
        last = box.children[-1]
        if isinstance(last, boxes.LineBox):
            return float(last.position_y + last.height)
        if not resume_at or getattr(last, "index", None) != place:
            return float(last.position_y + last.margin_height())
        box = last
    return float(box.content_box_y())


def figures(box: Any) -> Iterator[Any]:
    """The figures in the flow of a box that do not break, in their order."""
    for child in laid_out(box.children):
        if isinstance(child, boxes.BlockLevelBox) and child.is_in_normal_flow():
            if is_figure(child):
                yield child
            else:
                yield from figures(child)


def is_figure(box: Any) -> bool:
    """Whether a box is a figure that does not break over pages; not one of the boxes in it, which have its name."""
    return (
        isinstance(box, boxes.BlockBox)
        and box.element_tag == FIGURE
        and box.style["break_inside"] in ("avoid", "avoid-page")
        and any(isinstance(part, boxes.ReplacedBox) for part in all_boxes(box))
    )


def picture_height(figure: Any) -> float:
    """How high the pictures of a figure are, one row below another, in pixels."""
    rows: dict[int, float] = {}
    for part in all_boxes(figure):
        if isinstance(part, boxes.ReplacedBox):
            row = round(part.border_box_y() + part.border_height())
            rows[row] = max(rows.get(row, 0.0), part.height)
    return sum(rows.values())


def upcoming(box: Any, resume_at: ResumeAt) -> Iterator[tuple[Any, int]]:
    """What is still to be laid out of a box: each block below it, as a parent and a place among its children."""
    first, inner = next(iter(resume_at.items())) if resume_at else (0, None)
    for place in range(first, len(box.children)):
        child = box.children[place]
        if isinstance(child, boxes.BlockLevelBox):
            yield box, place
            yield from upcoming(child, inner if place == first else None)


def kept_until(path: list[Any]) -> float:
    """The lower edge of what is kept with a box that is laid out. path: the box last, after those around it."""
    box, low = path[-1], lowest(path[-1])
    for parent in reversed(path[:-1]):
        siblings = [child for child in parent.children if child.is_in_normal_flow()]
        place = siblings.index(box)
        for before, after in zip(siblings[place:], siblings[place + 1 :], strict=False):
            if not avoid_page_break(block_level_page_break(before, after), _PAGES):
                return low
            low = lowest(after)
        box = parent
    return low


def beginning(box: Any) -> float:
    """The lower edge of what a box that is laid out has to begin with where it is divided, if soft keeps give way."""
    children = [child for child in laid_out(box.children) if child.is_in_normal_flow()]
    if not children or box.style["break_inside"] in ("avoid", "avoid-page"):
        return lowest(box)
    if isinstance(children[0], boxes.LineBox):
        orphans = box.style["orphans"]
        return lowest(children[orphans - 1] if len(children) >= orphans + box.style["widows"] else children[-1])
    low = beginning(children[0])
    for before, after in pairwise(children):
        if low < lowest(before) or block_level_page_break(before, after) != "avoid":
            return low
        low = beginning(after)
    return low


class _Pages:
    in_column = False


_PAGES = _Pages()
"""A context that divides pages."""


def path_to(box: Any, wanted: Callable[[Any], bool]) -> list[Any]:
    """The first block in the flow of a box that is wanted, after those around it; nothing where there is none."""
    for child in laid_out(box.children):
        if isinstance(child, boxes.BlockLevelBox) and child.is_in_normal_flow():
            if wanted(child):
                return [box, child]
            if path := path_to(child, wanted):
                return [box, *path]
    return []
