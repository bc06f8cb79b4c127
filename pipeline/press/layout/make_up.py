"""Make-up: a document divided into pages, one after the other, each of which may be laid out again.

Written for WeasyPrint 70, whose `make_all_pages` lays out each page once.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from weasyprint.layout import LayoutContext, initialize_page_maker
from weasyprint.layout.page import remake_page
from weasyprint.text.line_break import strut

from pipeline.press.layout.page_measure import ResumeAt
from pipeline.press.layout.patches.set_lines import keep_lines


class Laid(Struct):
    """A page that is laid out."""

    number: int
    """From 1."""
    page: Any
    resume_at: ResumeAt
    """Where the next page begins; None after the last."""
    less: float = 0.0
    """Pixels that it is shorter by than it might be."""


class CrowdedError(Exception):
    """A page has no room below the figures that it begins with."""


class MakeUp:
    """A maker of pages."""

    def __init__(self, context: Any, root: Any, markup: Any) -> None:
        """root: the boxes of the document."""
        initialize_page_maker(context, root)
        context.rendered_notes = []
        self.root = root
        self._context = context
        context.__class__ = _Context
        self._markup = markup
        self._lines = keep_lines(context)
        self._broken: dict[int, dict[Any, Any]] = {1: {}}
        """What goes on at the head of a page, beside its text, by the page's number."""
        self._heads: dict[int, list[Any]] = {}
        """Boxes that a page begins with, before its text, by the page's number."""
        self._latest: tuple[Laid | None, Laid | None] = None, None
        """The page that was laid out last, after that which was laid out before it."""

    def lay(self, number: int, *, less: float = 0.0) -> Laid:
        """Lay out a page, where those before it are as they are. less: pixels that it is to be shorter by.

        Raises CrowdedError where nothing of a divided paragraph fits below the figures that the page begins with.
        """
        context = self._context
        context.page_maker[number - 1][-1].update(
            content_changed=False, pages_wanted=False, anchors=[], content_lookups=[]
        )
        context.broken_out_of_flow = {**self._broken[number], **self._floats(number)}
        context.less = less
        try:
            page, resume_at = remake_page(number - 1, context, self.root, self._markup)
        except IndexError:  # WeasyPrint looks for a page's first block among the letters of a divided paragraph
            if not self.has_head(number):
                raise
            context._excluded_shapes_root_boxes.clear()
            context._excluded_shapes.clear()
            raise CrowdedError from None
        self._broken[number + 1] = dict(context.broken_out_of_flow)
        laid = Laid(number=number, page=page, resume_at=resume_at, less=less)
        self._latest = self._latest[1], laid
        return laid

    def lay_after(self, laid: Laid) -> Laid | None:
        """Lay out the page after one that is laid out, if that was not just done; None after the last."""
        before, latest = self._latest
        if before is laid and latest and latest.number == laid.number + 1 and not latest.less:
            return latest
        return self.lay(laid.number + 1) if laid.resume_at else None

    def turn(self, number: int) -> None:
        """Be done with a page: it is not laid out again."""
        self._lines.turn()
        self._broken.pop(number, None)
        self._heads.pop(number, None)

    def resume_at(self, number: int) -> ResumeAt:
        """Where a page begins; the page before it is laid out."""
        resume_at: ResumeAt = self._context.page_maker[number - 1][0]
        return resume_at

    def is_forced(self, number: int) -> bool:
        """Whether a page begins where it does because something says so; the page before it is laid out."""
        return bool(self._context.page_maker[number - 1][1]["break"] != "any")

    @property
    def line_height(self) -> float:
        """From one line to the next, in the document's outermost style, in pixels."""
        height, _ = strut(self.root.style)
        return float(height)

    def add_head(self, number: int, figures: list[Any]) -> None:
        """Have a page begin with figures, if there are any."""
        if figures:
            self._heads[number] = figures

    def drop_head(self, number: int) -> None:
        """Have a page begin with its text."""
        self._heads.pop(number, None)

    def has_head(self, number: int) -> bool:
        """Whether a page begins with figures."""
        return number in self._heads

    def _floats(self, number: int) -> dict[Any, Any]:
        return {figure: (figure, _Column(self.root), None, None) for figure in self._heads.get(number, ())}


class _Context(LayoutContext):
    """A context of WeasyPrint's whose pages may end before their text block does."""

    less = 0.0
    """Pixels that the page in hand is shorter by."""

    @property
    def page_bottom(self) -> float:
        """The lower edge of the page's text, in pixels from its upper edge."""
        return float(self.__dict__["page_bottom"] - self.less)

    @page_bottom.setter
    def page_bottom(self, bottom: float) -> None:
        self.__dict__["page_bottom"] = bottom


class _Column:
    """The column of text of the page in hand, which begins where the document's outermost box does."""

    height = "auto"
    position_y = 0.0

    def __init__(self, root: Any) -> None:
        self._root = root
        self.style = root.style

    @property
    def width(self) -> float:
        """In pixels; of the page before, which is as wide."""
        return float(self._root.width)

    def content_box_x(self) -> float:
        """Its left edge."""
        return float(self._root.position_x)

    def content_box_y(self) -> float:
        """Its upper edge, from which its height is told."""
        return 0.0
