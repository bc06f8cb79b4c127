"""Paper folded as a person folds it, and read page by page: what a scheme is held to. It knows no scheme's rules."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.press.imposition.schemes import Place, Scheme, Side

Panel = tuple[int, int]
"""Column and row on the sheet."""


def _at(side: Side) -> dict[Panel, Place]:
    found = {(place.column, place.row): place for place in side}
    assert len(found) == len(side), "two pages in one place"
    return found


def _page(place: Place | None, *, is_turned: bool = False) -> int | None:
    assert place is None or place.is_turned == is_turned, "a page that stands on its head"
    return place.page if place else None


def folded_booklet(scheme: Scheme, *, from_right: bool) -> list[int | None]:
    """The pages of a booklet as they are leafed through; None: a blank one.

    A sheet's front is outside. What was printed at the left of the front has the right of the back behind it, for
    the sheet was turned over about its upright axis. Sheets of a signature lie in each other, the first outside.
    """
    sides = iter(scheme.sides)
    read: list[int | None] = []
    for size in scheme.signatures:
        before: list[int | None] = []
        after: list[int | None] = []
        for _ in range(size):
            front, back = _at(next(sides)), _at(next(sides))
            left = [_page(front.get((0, 0))), _page(back.get((1, 0)))]
            right = [_page(front.get((1, 0))), _page(back.get((0, 0)))]
            first, last = (left, right) if from_right else (right, left)
            before += first
            after[:0] = reversed(last)
        read += before + after
    assert next(sides, None) is None, "a sheet that no signature has"
    return read


def folded_zine(side: Side, *, from_right: bool) -> list[int | None]:
    """The eight pages of a zine as they are leafed through.

    Folded along its middle, print outside, the sheet is a strip whose upper row is seen from behind, upside down on the
    sheet. Pushed together from its ends, it opens at the cut: the outer columns are leaves of a lower and an upper
    panel, back to back; the inner columns of each row are back to back, too.
    """
    at = _at(side)
    leaves: list[tuple[Panel, Panel]] = [((0, 1), (0, 0)), ((1, 1), (2, 1)), ((3, 1), (3, 0)), ((1, 0), (2, 0))]
    spreads: list[tuple[Panel, Panel]] = [((0, 1), (1, 1)), ((2, 1), (3, 1)), ((3, 0), (2, 0)), ((1, 0), (0, 0))]
    """Left and right, as each is seen when its pages are upright."""
    behind, beside = _both_ways(leaves), _both_ways(spreads)
    firsts = {spread[0 if from_right else 1] for spread in spreads}
    panel = next(panel for panel, place in at.items() if place.page % 8 == 0)
    read: list[int | None] = []
    for _ in range(4):
        assert panel in firsts, "a leaf that begins on its back"
        read += [_page(at.get(each), is_turned=each[1] == 0) for each in (panel, behind[panel])]
        panel = beside[behind[panel]]
    return read


def _both_ways(pairs: Iterable[tuple[Panel, Panel]]) -> dict[Panel, Panel]:
    return {one: other for pair in pairs for one, other in (pair, pair[::-1])}
