"""The options of imposition that follow from others, on pages without words: black ones and white ones in turn."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from pipeline.model import Book, Bound
from pipeline.press.imposition import impose
from pipeline.typeset import theme as themes
from pipeline.typeset.theme_toml import Wishes

BOOK = Book(id="walls", title="Walls", language="en", chapters=())
PAGE = 148 * 72 / 25.4, 210 * 72 / 25.4


def imposed(pages: int, **wishes: str) -> Bound:
    """A booklet of A5 pages, of which every other is black: the second, the fourth …"""
    pdf = pikepdf.new()
    for number in range(pages):
        page = pdf.add_blank_page(page_size=PAGE)
        if number % 2:
            page.Contents = pdf.make_stream(b"0 g 0 0 1000 1000 re f")
    output = BytesIO()
    pdf.save(output)
    options = {"imposition": "booklet", **wishes}
    look = themes.load("classic", [Wishes({f"print_{name}": value for name, value in options.items()})])
    return impose(Bound(data=output.getvalue(), pages=pages), BOOK, look)


def places(bound: Bound) -> list[list[tuple[int, float]]]:
    """The pages of each side, numbered from 1, with where their left edges are, in mm."""
    with pikepdf.open(BytesIO(bound.data)) as pdf:
        found = [re.findall(rb"1 0 0 1 (\S+) \S+ cm /P(\d+) Do", page.Contents.read_bytes()) for page in pdf.pages]
    return [[(int(number), round(float(left) * 25.4 / 72, 1)) for left, number in side] for side in found]


@pytest.mark.parametrize(("pages", "first"), [(80, 80), (81, 16), (88, 16), (3, 1)])
def test_a_thick_book_is_divided_into_signatures(pages: int, first: int) -> None:
    """Beyond twenty sheets; the cover stands beside the last page of its signature, if there is one."""
    assert places(imposed(pages))[0][0][0] == first
    assert places(imposed(pages, signature="0"))[0][0][0] == (pages if pages % 4 == 0 else 1)


@pytest.mark.parametrize(("pages", "moved"), [(40, 0.0), (44, 1.0), (80, 1.9)])
def test_sheets_creep_where_there_are_many(pages: int, moved: float) -> None:
    """A tenth of a millimetre each, in signatures of more than ten."""
    sides = places(imposed(pages))
    assert [left for _, left in sides[0]] == [0.5, 148.5]
    assert [left for _, left in sides[-1]] == [round(0.5 + moved, 1), round(148.5 - moved, 1)]


def test_a_page_that_creeps_stops_at_the_fold() -> None:
    """On the inner of two sheets: a black page is cut off there, and leaves a white edge outside."""
    document = pypdfium2.PdfDocument(imposed(8, sheet="296x210", creep="2mm", marks="off").data)
    inner = document[2].render(scale=72 / 25.4).to_pil().convert("L")
    millimetre = inner.width / 296
    row = [inner.getpixel((int((at + 0.5) * millimetre), inner.height // 2)) for at in range(296)]
    assert row == [255] * 2 + [0] * 146 + [255] * 148


def test_what_a_file_does_not_claim_need_not_be_taken_back() -> None:
    """These have neither metadata nor bookmarks."""
    assert imposed(5).pages == 4
