"""Rooms: what text takes of a page that is laid out, and what is left of it."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from pipeline.model import NoteKind
from pipeline.press.layout.page_measure import lowest
from pipeline.press.sheet import Box
from pipeline.typeset.chapter import kind_of

_POINTS = 0.75
"""Points in a pixel of CSS."""


class Room(Struct, frozen=True, kw_only=True):
    """The room between the margins of a page."""

    taken: Box
    """From its upper edge to the end of the text."""
    free: Box
    """From there to its lower edge."""
    kind: NoteKind
    """Of the text, if it is notes."""
    first: Any
    """The first element of the page."""

    @classmethod
    def of(cls, page: Any) -> Room:
        """The room of a weasyprint.Page."""
        box = page._page_box
        root = box.children[0]
        first = _first(root)
        left, right = box.content_box_x(), box.content_box_x() + box.width
        start, end = box.content_box_y(), box.content_box_y() + box.height
        text = min(max(start, lowest(root)), end)
        edges = [round(edge * _POINTS, 3) for edge in (left, right)]
        top, line, bottom = (round((page.height - y) * _POINTS, 3) for y in (start, text, end))
        return cls(
            taken=(edges[0], line, edges[1], top),
            free=(edges[0], bottom, edges[1], line),
            kind=kind_of(first),
            first=first,
        )


def _first(root: Any) -> Any:
    """The first element of a page, below the body."""
    body = next(iter(root.children), root)
    return next(iter(getattr(body, "children", ())), body).element
