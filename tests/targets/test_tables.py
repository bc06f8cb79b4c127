"""The tables of print shops, typed anew from what these say: margins, spines and sheets by the number of pages."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from msgspec import Struct

from pipeline.bundles import covers
from pipeline.model import CoverForm
from pipeline.targets import chosen, load
from pipeline.typeset import theme as themes
from pipeline.typeset.lengths import millimetres
from pipeline.typeset.theme import Theme

INCH = 25.4
PAGES = (24, 150, 151, 200, 300, 301, 600, 828)
KDP_GUTTER = ((150, 0.375), (300, 0.5), (500, 0.625), (700, 0.75), (828, 0.875))
"""Amazon KDP: pages at most, and the inside margin in inches."""


class Shop(Struct, frozen=True):
    """A shop's paperback on a paper, in inches."""

    target: str
    paper: str
    page: float
    """Thickness of a page."""
    board: float
    width: float = 6
    height: float = 9
    bleed: float = 0.125


A5 = {"width": 148 / INCH, "height": 210 / INCH}
PRESS: Mapping[str, float] = {**A5, "bleed": 3 / INCH, "board": 0.6 / INCH}
SHOPS = (
    Shop("kdp", "white", 0.002252, 0),
    Shop("kdp", "cream", 0.0025, 0),
    Shop("kdp-colour", "white", 0.002347, 0),
    Shop("ingram", "cream", 1 / 400, 0.025),
    Shop("lulu", "white", 1 / 444, 0.06, **A5),
    Shop("lulu-colour", "white", 1 / 444, 0.06, **A5),
    # A leaf is as thick as its weight (g/m2) times its bulk, in thousandths of a millimetre
    Shop("press", "white", 90 * 1.2 / 1000 / 2 / INCH, **PRESS),
    Shop("press-grey", "cream", 80 * 1.75 / 1000 / 2 / INCH, **PRESS),
)


def look(target: str) -> Theme:
    """The theme as a target wants it."""
    return themes.load("classic", load(target).wishes("pdf"))


def form(shop: Shop) -> CoverForm:
    return covers.form(next(chosen([shop.target], paper=shop.paper)), look(shop.target))


@pytest.mark.parametrize("pages", PAGES)
@pytest.mark.parametrize("name", ["kdp", "kdp-colour"])
def test_the_gutter_of_a_book_of_so_many_pages(name: str, pages: int) -> None:
    """By the class that it is in, of which the last page still is."""
    inches = next(width for most, width in KDP_GUTTER if pages <= most)
    assert load(name).gutter(pages) == pytest.approx(inches * INCH)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("kdp", (0.375, 0.375, 0.375, 0.375)),  # with bleed; without it, 0.25 do
        ("ingram", (0.5, 0.5, 0.5, 0.5)),
        ("lulu", (0.5, 0.5, 0.5, 0.7)),  # a gutter of 0.2 beside the margin
        ("lulu-colour", (0.5, 0.5, 0.5, 0.7)),
    ],
)
def test_margins_are_never_less_than_the_shops(name: str, least: tuple[float, ...]) -> None:
    """Above, outside, below, inside; where there is no table of gutters, that is the inner margin of every book."""
    given = [millimetres(each) / INCH for each in look(name).choice("least_margins").split()]
    assert given == pytest.approx(least)
    assert (load(name).gutter(828) is None) == (not name.startswith("kdp"))


@pytest.mark.parametrize("shop", SHOPS, ids=lambda shop: f"{shop.target}-{shop.paper}")
def test_a_sheet_is_back_spine_and_front_with_bleed(shop: Shop) -> None:
    """To a fiftieth of a millimetre, for books of all lengths."""
    made = form(shop)
    for pages in PAGES:
        spine = (pages * shop.page + shop.board) * INCH
        wide, high = 2 * (shop.width + shop.bleed) * INCH + spine, (shop.height + 2 * shop.bleed) * INCH
        assert made.spine(pages) == pytest.approx(spine, abs=0.02)
        assert made.sheet(pages) == pytest.approx((wide, high), abs=0.02)


def test_the_words_and_the_barcode_of_a_cover_are_where_kdp_has_them() -> None:
    """Words on a spine from 79 pages, 1/16 in from its folds; a field of 2 x 1.2 in, 1/4 in from the edges."""
    made = form(SHOPS[0])
    assert made.spine_text_pages == 79
    assert made.spine_free == pytest.approx(0.0625 * INCH)
    assert made.safe >= 0.125 * INCH
    field = (made.barcode_width, made.barcode_height, made.barcode_margin)
    assert field == pytest.approx((2 * INCH, 1.2 * INCH, 0.25 * INCH))
