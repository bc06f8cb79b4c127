"""Panels: the equal parts that a sheet of paper is folded into, and how pages stand on them. Lengths are points."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from pipeline.press.imposition.schemes import Place, Scheme
from pipeline.press.sheet import Box
from pipeline.typeset.lengths import UNITS

POINT = UNITS["pt"]
"""Millimetres."""
PAPERS = ((297.0, 210.0), (279.4, 215.9), (420.0, 297.0), (431.8, 279.4))
"""Papers that offices have, in millimetres: A4, letter, A3 and tabloid, on their long edges."""
_ROUNDED = 0.1
"""Millimetres by which a size that was rounded may be too large."""
_WHOLE = 0.999
"""Scale from which pages are printed as they are, for the same reason."""


def paper_for(scheme: Scheme, boxes: Iterable[Box]) -> tuple[float, float]:
    """Width and height, in mm, of the first of the papers that holds pages of these boxes as they are; else A4's."""
    wide, high = (POINT * length - _ROUNDED for length in _largest(boxes))
    return next(
        (paper for paper in PAPERS if paper[0] >= scheme.columns * wide and paper[1] >= scheme.rows * high), PAPERS[0]
    )


def _largest(boxes: Iterable[Box]) -> tuple[float, float]:
    """The largest width and the largest height of boxes."""
    edges = [*boxes]
    return max(right - left for left, _, right, _ in edges), max(upper - lower for _, lower, _, upper in edges)


class Panels(Struct, frozen=True, kw_only=True):
    """The panels of a sheet that lies on its long edge, and the pages on them.

    Pages of a booklet stand at its fold, halfway up: what is around them can be cut off. Those of a zine stand in the
    middle of their panels, for its folds are edges of pages.
    """

    scheme: Scheme
    width: float
    height: float
    """Of the sheet."""
    page_width: float
    page_height: float
    """Of the pages, as they are printed on it: the largest."""
    scale: float
    """How much smaller they are made to fit a panel; 1: not at all."""
    creep: float
    """How far a page stands closer to the fold than that of the sheet around it."""

    @classmethod
    def of(cls, scheme: Scheme, paper: tuple[float, float], boxes: Iterable[Box], creep: float) -> Panels:
        """The panels of a paper, in points, for pages of these boxes, which are made smaller if need be, all alike."""
        wide, high = _largest(boxes)
        width, height = max(paper), min(paper)
        scale = min(width / scheme.columns / wide, height / scheme.rows / high)
        scale = 1.0 if scale > _WHOLE else scale
        return cls(
            scheme=scheme,
            width=width,
            height=height,
            page_width=wide * scale,
            page_height=high * scale,
            scale=scale,
            creep=creep,
        )

    @property
    def panel_width(self) -> float:
        """Of a panel."""
        return self.width / self.scheme.columns

    @property
    def panel_height(self) -> float:
        """Of a panel."""
        return self.height / self.scheme.rows

    def panel(self, place: Place) -> Box:
        """The panel of a place."""
        left = place.column * self.panel_width
        upper = self.height - place.row * self.panel_height
        return left, upper - self.panel_height, left + self.panel_width, upper

    def matrix(self, place: Place, box: Box) -> tuple[float, ...]:
        """The six numbers of the transformation that brings a page to its place. box: the page's."""
        left, lower, _, _ = self.panel(place)
        free = self.panel_width - (box[2] - box[0]) * self.scale
        if self.scheme.is_duplex:
            left += self.creep * place.depth if place.column == 0 else -self.creep * place.depth
            left += free if place.column == 0 else 0.0
        else:
            left += free / 2
        lower += (self.panel_height - (box[3] - box[1]) * self.scale) / 2
        if place.is_turned:
            return -self.scale, 0.0, 0.0, -self.scale, left + box[2] * self.scale, lower + box[3] * self.scale
        return self.scale, 0.0, 0.0, self.scale, left - box[0] * self.scale, lower - box[1] * self.scale
