"""Schemes, judged by folding paper in numbers and by pdfimpose."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import Any

import pytest

from pipeline.press.imposition.schemes import Side, booklet, signatures, zine
from tests.press.imposition.folding import folded_booklet, folded_zine

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of the types that PyMuPDF makes
    from pdfimpose.schema.hardcover import HardcoverImpositor
    from pdfimpose.schema.onepagezine import OnePageZineImpositor
    from pdfimpose.schema.saddle import SaddleImpositor

both_ways = pytest.mark.parametrize("from_right", [False, True], ids=["from left", "from right"])


@both_ways
@pytest.mark.parametrize("most", [0, 1, 4, 5, 8])
def test_folded_sheets_read_from_the_first_page_to_the_last(most: int, from_right: bool) -> None:
    """Then come fewer than four blank ones; no signature has more sheets than it may, and they differ by one."""
    for pages in range(1, 101):
        scheme = booklet(pages, most, from_right=from_right)
        read = folded_booklet(scheme, from_right=from_right)
        assert read == [*range(pages), *[None] * (-pages % 4)]
        assert scheme.sheets * 2 == len(scheme.sides)
        assert max(scheme.signatures) <= (most or 25)
        assert max(scheme.signatures) - min(scheme.signatures) <= 1


def test_signatures_are_even() -> None:
    """And as few as can be, the thicker ones first."""
    assert signatures(21, 4) == (4, 4, 4, 3, 3, 3)
    assert signatures(5, 4) == (3, 2)
    assert signatures(150, 0) == (150,)
    assert signatures(8, 4) == (4, 4)


def test_depths_are_those_of_sheets_in_sheets() -> None:
    """Both pages of a side, and both sides of a sheet, lie as deep."""
    sides = booklet(24, 3).sides
    assert [{place.depth for place in side} for side in sides] == [{0}, {0}, {1}, {1}, {2}, {2}] * 2


@both_ways
def test_a_folded_zine_reads_from_the_first_page_to_the_last(from_right: bool) -> None:
    """Each sheet has the next eight pages, the last one those that are left, and blank ones."""
    for pages in range(1, 101):
        scheme = zine(pages, from_right=from_right)
        read = [page for side in scheme.sides for page in folded_zine(side, from_right=from_right)]
        assert read == [*range(pages), *[None] * (-pages % 8)]
        assert scheme.sheets == len(scheme.sides)


@pytest.mark.parametrize("bind", ["left", "right"])
@pytest.mark.parametrize("pages", [4, 8, 60, 100])
def test_pdfimpose_has_the_same_booklet(pages: int, bind: str) -> None:
    """Its sides for a binding at the right are upside down, all of them."""
    theirs = SaddleImpositor(folds="h", group=pages // 4, bind=bind).matrixes(pages)
    assert _places(booklet(pages, from_right=bind == "right").sides) == _matrixes(theirs)


@pytest.mark.parametrize("bind", ["left", "right"])
@pytest.mark.parametrize(("pages", "most"), [(16, 4), (64, 4), (96, 8)])
def test_pdfimpose_has_the_same_signatures(pages: int, most: int, bind: str) -> None:
    """Where they are even."""
    theirs = HardcoverImpositor(folds="h", group=most, bind=bind).matrixes(pages)
    assert _places(booklet(pages, most, from_right=bind == "right").sides) == _matrixes(theirs)


@pytest.mark.parametrize("pages", [8, 24])
def test_pdfimpose_has_the_same_zine(pages: int) -> None:
    """For one that opens at its right, it has feet at the fold where we have heads: there folding is the judge."""
    theirs = OnePageZineImpositor().matrixes(pages)
    assert _places(zine(pages).sides) == _matrixes(theirs)


def _places(sides: Iterable[Side]) -> list[dict[tuple[int, int], tuple[int, bool]]]:
    return [{(place.column, place.row): (place.page, place.is_turned) for place in side} for side in sides]


def _matrixes(matrixes: Iterable[Any]) -> list[dict[tuple[int, int], tuple[int, bool]]]:
    return [
        _upright({(x, y): (it[x, y].number, it[x, y].rotate == 180) for x, y in it.coordinates()}) for it in matrixes
    ]


def _upright(side: dict[tuple[int, int], tuple[int, bool]]) -> dict[tuple[int, int], tuple[int, bool]]:
    """A side of two pages that both stand on their heads, turned."""
    if len(side) == 2 and all(is_turned for _, is_turned in side.values()):
        return {(1 - x, y): (page, False) for (x, y), (page, _) in side.items()}
    return side
