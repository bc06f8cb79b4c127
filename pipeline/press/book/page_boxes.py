"""Page boxes of a bound PDF: what is printed of a page, and where it is cut (ISO 32000-1, 14.11.2)."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.press.sheet import Box
from pipeline.typeset.geometry import Geometry
from pipeline.typeset.lengths import POINTS


class PageBoxes:
    """The boxes of the pages that are no sheet's: blank ones, and those of notes."""

    def __init__(self, page: Geometry, is_right: Callable[[int], bool], *, are_told: bool) -> None:
        """is_right: whether the page of a number is a right page. are_told: whether all boxes stand in the PDF, even
        where they are alike."""
        self._outside, self._inside = page.bleed * POINTS, page.bleed_inside * POINTS
        self._is_right = is_right
        self._are_told = are_told or page.bleed > 0

    def of(self, number: int, trim: Box) -> dict[str, Box]:
        """The boxes of a page, as entries of its dictionary. number: the page's, from 1. trim: its trim box."""
        if not self._are_told:
            return {"MediaBox": trim}
        left, bottom, right, top = trim
        sides = self._inside, self._outside
        before, after = sides if self._is_right(number) else sides[::-1]
        media = (left - before, bottom - self._outside, right + after, top + self._outside)
        return {"MediaBox": media, "TrimBox": trim, "BleedBox": media}
