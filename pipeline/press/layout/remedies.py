"""Remedies for a page that ends too early: what may be altered in the boxes that are still to be laid out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import dropwhile, islice, takewhile
from typing import Any

from msgspec import Struct, field
from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes

from pipeline.press.layout.box_tree import all_boxes
from pipeline.press.layout.hanging import DAY, NUMBER
from pipeline.press.layout.link_notes import MAY_MOVE
from pipeline.press.layout.make_up import Laid, MakeUp
from pipeline.press.layout.page_measure import (
    END,
    beginning,
    figures,
    fill,
    goes_on_at,
    is_figure,
    kept_until,
    lowest,
    path_to,
    picture_height,
    upcoming,
)
from pipeline.press.layout.structure_elements import HOME

SLIGHTLY = 0.8
"""Part of its size that a picture is shrunk to rather than that text comes before it."""
SMALLEST = 0.6
"""Part of its size that a picture may be shrunk to."""
LINES = 2
"""Lines of text that a page has room for if any keep is to give way."""
MORE = 6
"""Lines that a page may give to the next one, at most."""
_SOFT = "avoid-page"
"""Keep of a style sheet that gives way where a page would end too early; "avoid" does not."""
_ALLOWANCE = 0.5
"""Pixels that are left over, for sums of heights are not exact."""
_LINES = 5
"""Lines of text that there is room for on a page that begins with moved figures."""
_SAME = 0.5
"""Pixels between two edges that count as one."""


class Alteration(Struct):
    """Some attributes of boxes, each with another value than it has: made, and unmade, by swapping the two."""

    values: list[tuple[Any, str, Any]] = field(default_factory=list)
    head: list[Any] = field(default_factory=list)
    """Figures that the next page is to begin with."""
    until: Any = None
    """Element of the paragraph that the page has to end with, if it gets so far."""
    less: float = 0.0
    """Pixels that the page is to be shorter by."""

    def style(self, box: Any, **values: Any) -> None:
        """Have a box get other values in its style."""
        style = box.style.copy()
        style.update(values)
        self.values.append((box, "style", style))

    def swap(self) -> None:
        """Make the alteration; or unmake it, if it is made."""
        for place, (box, name, value) in enumerate(self.values):
            self.values[place] = box, name, getattr(box, name, None)
            setattr(box, name, value)


class Foot:
    """The foot of a page, and what stands at the head of the next for it did not fit."""

    def __init__(self, make_up: MakeUp, laid: Laid, following: Laid) -> None:
        self.make_up = make_up
        self.laid = laid
        self.following = following
        page = laid.page
        self.space = page.content_box_y() + page.height - goes_on_at(page, laid.resume_at)
        """Pixels between what stands on the page and its end."""
        self.top = following.page.content_box_y()
        path = path_to(following.page.children[0], is_figure)
        near = path and path[-1].position_y - self.top < self.space
        self.path = path if near else []
        """The first figure that did not fit, as it is laid out, after the boxes around it; or nothing."""

    @property
    def missing(self) -> float:
        """Pixels that are missing for the figure, and what is kept with it, to fit; else for what comes next."""
        low = kept_until(self.path) if self.path else beginning(self.following.page.children[0])
        return float(low - self.top - self.space)

    @property
    def loosened(self) -> float:
        """The fill of the page if it had what is kept with a figure that did not fit, but not that; else 1."""
        height = self.laid.page.height
        kept = self.path[-1].position_y - self.top if self.path else height
        return float(fill(self.laid.page) + kept / height)

    def boxes(self, figures: Collection[Any]) -> dict[Any, Any]:
        """The boxes that figures of the two pages were laid out from, by their elements."""
        elements = {figure.element for figure in figures}
        blocks = map(_box, upcoming(self.make_up.root, self.make_up.resume_at(self.laid.number)))
        found = (box for box in blocks if box.element in elements and is_figure(box))
        return {box.element: box for box in islice(found, len(elements))}


def of_keeps(foot: Foot) -> Iterator[Alteration]:
    """Remedies for what is kept together."""
    yield from filter(None, [loosen(foot)])


def of_pictures(foot: Foot) -> Iterator[Alteration]:
    """Remedies for a figure that did not fit, from that which changes least to that which changes most.

    Where it is text that did not fit, pictures of the page are shrunk slightly.
    """
    if not foot.path:
        yield from filter(None, [make_room(foot)])
        return
    for least in (SLIGHTLY, SMALLEST):
        for page in (False, True):
            yield from filter(None, [shrink(foot, least=least, page=page, missing=foot.missing)])
        if least == SLIGHTLY:
            yield from filter(None, [move(foot)])


def loosen(foot: Foot, more: float = 0.0) -> Alteration | None:
    """Soft keeps given up, of what would be on the page if they were not there. more: pixels that the page gains."""
    alteration = Alteration()
    if foot.space + more < LINES * foot.make_up.line_height:
        return None
    reach = foot.top + foot.space + more
    near = {box.element for box in all_boxes(foot.following.page.children[0]) if box.position_y < reach}
    for parent, place in upcoming(foot.make_up.root, foot.laid.resume_at):
        box = parent.children[place]
        begins = box.element in near
        sides = ("break_before", "break_after") if begins else ("break_before",)
        if keeps := {side: "auto" for side in sides if box.style[side] == _SOFT}:
            alteration.style(box, **keeps)
        if not begins:
            break
    return alteration if alteration.values else None


def shrink(foot: Foot, *, least: float, page: bool, missing: float) -> Alteration | None:
    """Pictures made smaller: that which did not fit, or (page) those on the page as well, by the same part.

    least: part of their size that they have to keep. missing: pixels to be gained.
    """
    shrunk = [*(figures(foot.laid.page.children[0]) if page else ()), *foot.path[-1:]]
    height = sum(map(picture_height, shrunk))
    if missing <= 0 or not height:
        return None
    part = 1 - (missing + _ALLOWANCE) / height
    alteration = Alteration()
    found = foot.boxes(shrunk)
    for figure in shrunk:
        box = found[figure.element]
        kept = getattr(box, "shrunk", None) or 1.0
        if kept * part < least:
            return None
        alteration.values.append((box, "shrunk", kept * part))
        sizes = {each.element: each for each in all_boxes(figure) if isinstance(each, boxes.ReplacedBox)}
        for picture in all_boxes(box):
            if isinstance(picture, boxes.ReplacedBox) and picture.element in sizes:
                size = sizes[picture.element]
                width, height = Dimension(size.width * part, "px"), Dimension(size.height * part, "px")
                alteration.style(picture, width=width, height=height)
    return alteration


def make_room(foot: Foot) -> Alteration | None:
    """Pictures of the page made slightly smaller, so that what comes next begins on it."""
    alteration = shrink(foot, least=SLIGHTLY, page=True, missing=foot.missing)
    if alteration and (loosened := loosen(foot, foot.missing)):
        alteration.values += loosened.values
    return alteration


def move(foot: Foot) -> Alteration | None:
    """The figure, and those right after it, at the head of the next page; before it the paragraph that comes after.

    Only where both stand in the column of text, and not where the figure is all that there is of its post.
    """
    figure = foot.path[-1]
    blocks = list(upcoming(foot.make_up.root, foot.laid.resume_at))
    at = next((at for at, block in enumerate(blocks) if _box(block).element is figure.element), None)
    if at is None or abs(figure.position_x - foot.following.page.content_box_x()) > _SAME:
        return None
    parent, place = blocks[at]
    run = [*takewhile(_is_whole, parent.children[place:])]
    paragraph = _paragraph_after(blocks[at:], run)
    if paragraph is None or not any(_is_text(box) for box in parent.children[:place]):
        return None
    elements = {box.element for box in run}
    moved = [box for box in foot.path[-2].children if box.element in elements]
    room = foot.following.page.height - _LINES * foot.make_up.line_height
    if len(moved) < len(run) or lowest(moved[-1]) - figure.position_y > room:
        return None
    alteration = Alteration(head=[_at_head(box, parent, foot) for box in run], until=paragraph.element)
    _, *after = dropwhile(lambda box: box is not paragraph, map(_box, blocks[at:]))
    if after and after[0].style["break_before"] == _SOFT:
        alteration.style(after[0], break_before="auto")
    rest = [*parent.children[:place], *parent.children[place + len(run) :]]
    alteration.values.append((parent, "children", rest))
    return alteration


def _paragraph_after(blocks: list[tuple[Any, int]], run: list[Any]) -> Any:
    """The plain paragraph that comes after a run of figures, or None. blocks: from the first figure on."""
    inside = {id(box) for figure in run for box in all_boxes(figure)}
    for box in map(_box, blocks):
        if id(box) in inside or isinstance(box.children[0] if box.children else None, boxes.BlockLevelBox):
            continue
        if _is_end(box):
            return None
        if box.style["break_after"] not in ("avoid", _SOFT):
            return box if box.element_tag == "p" and box.style["break_before"] != "avoid" else None
    return None


def _at_head(figure: Any, parent: Any, foot: Foot) -> Any:
    """A figure as a box that the text of a page comes after, as wide as the column."""
    box = figure.copy()
    box.style = figure.style.copy()
    space = max((each.style["margin_bottom"] for each in (figure, parent)), key=lambda margin: margin.value)
    width = Dimension(foot.following.page.width, "px")
    box.style.update(float="left", width=width, margin_bottom=space)
    setattr(box, HOME, parent.element)
    return box


def _is_end(box: Any) -> bool:
    return box.element is not None and box.element.get("class") == END


def _is_whole(box: Any) -> bool:
    """Whether a box is not divided over pages: a figure, a link card, a poll."""
    return box.style["break_inside"] in ("avoid", _SOFT)


def _is_text(box: Any) -> bool:
    return box.element is not None and box.element.get("class") not in (NUMBER, DAY)


def _box(block: tuple[Any, int]) -> Any:
    parent, place = block
    return parent.children[place]


def of_last_lines(foot: Foot) -> Iterator[Alteration]:
    """Remedies for a last page of a few lines: they go to the page before, or some of that page's come to them."""
    root = foot.following.page.children[0]
    path = path_to(root, _is_end)
    missing = (lowest(path[-1]) if path else lowest(root)) - foot.top - foot.space
    if alteration := shrink(foot, least=SMALLEST, page=True, missing=missing):
        yield alteration
    yield from filter(None, [loosen(foot)])
    yield from shorten(foot.make_up, foot.laid)


def shorten(make_up: MakeUp, laid: Laid) -> Iterator[Alteration]:
    """A page shorter by a line, by two and so on."""
    page = laid.page
    end = page.content_box_y() + page.height - lowest(page.children[0])
    yield from (Alteration(less=end + lines * make_up.line_height - _ALLOWANCE) for lines in range(1, MORE + 1))


def without_links(root: Any) -> Alteration | None:
    """The list of links at a thread's end left out, if it can stand elsewhere. root: the boxes of the document."""
    path = path_to(root, lambda box: box.element is not None and MAY_MOVE in box.element.attrib)
    if not path:
        return None
    *_, parent, links = path
    return Alteration(values=[(parent, "children", [child for child in parent.children if child is not links])])


def has_end(laid: Laid) -> bool:
    """Whether the thread ends on a page."""
    return bool(path_to(laid.page.children[0], _is_end))


def text_height(laid: Laid) -> float | None:
    """How high the text of a thread's last page is, in pixels; None of a page that is not the last."""
    root, top = laid.page.children[0], float(laid.page.content_box_y())
    if path := path_to(root, _is_end):
        before = [child for child in path[-2].children if child.position_y < path[-1].position_y]
        return max(map(lowest, before), default=top) - top
    return None if laid.resume_at else lowest(root) - top
