"""Real books, imposed: what PDFium draws of them, and what is left of the file that they were."""

from __future__ import annotations

import sys
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from pipeline import press
from pipeline.errors import Notice
from pipeline.model import Book, Bound
from pipeline.press.sheet import Sheet
from pipeline.typeset import theme as themes
from pipeline.typeset.theme_toml import Wishes
from tests.press.conftest import THEME, bind, book, single, thread

WORDS = "Each stone rests on two below it, and two rest on it. Builders say: one on two, two on one. "
ARABIC = (
    "الجدار الحجري يقف بلا ملاط، وكل حجر فيه يستند إلى حجرين تحته، وعليه يستند حجران. حجر على اثنين، واثنان على حجر. "
)
SCALE = 0.5
"""Pixels for a point."""


def little_book(language: str = "en") -> Book:
    """A thread's own book of nine pages, each with its number."""
    words = ARABIC if language == "ar" else WORDS
    return single(thread(*((words * count) for count in (30, 9, 44, 26, 35, 31)), language=language))


@pytest.fixture(scope="module", params=["en", "ar"])
def printed(request: pytest.FixtureRequest) -> tuple[Book, list[Sheet]]:
    """The little book from left to right, and from right to left."""
    whole = little_book(request.param)
    return whole, [press.make_part(chapter, THEME) for chapter in whole.chapters]


def look(**wishes: str) -> themes.Theme:
    """The classic theme for paper."""
    return themes.load("classic", [Wishes({f"print_{name}": value for name, value in wishes.items()})])


def drawn(data: bytes, scale: float = SCALE) -> list[Image.Image]:
    """The pages, as PDFium draws them, a little blurred, so that half a pixel counts for little."""
    document = pypdfium2.PdfDocument(data)
    try:
        pages = [page.render(scale=scale).to_pil().convert("L") for page in document]
    finally:
        document.close()
    return [page.filter(ImageFilter.GaussianBlur(1)) for page in pages]


def seen(panel: Image.Image, pages: list[Image.Image]) -> tuple[int, bool]:
    """The page that a panel shows, from 0, and whether it is upside down; -1: none, it is blank."""
    if ImageStat.Stat(ImageChops.invert(panel)).mean[0] < 0.05:
        return -1, False
    ways = [(number, is_turned) for number in range(len(pages)) for is_turned in (False, True)]
    found = min(ways, key=lambda way: _difference(panel, pages[way[0]], is_turned=way[1]))
    assert _difference(panel, pages[found[0]], is_turned=found[1]) < 1.5
    return found


def _difference(panel: Image.Image, page: Image.Image, *, is_turned: bool) -> float:
    other = page.resize(panel.size)
    other = other.rotate(180) if is_turned else other
    return float(ImageStat.Stat(ImageChops.difference(panel, other)).mean[0])


def panels(side: Image.Image, columns: int, rows: int) -> list[Image.Image]:
    """The panels of a side, row by row."""
    wide, high = side.width / columns, side.height / rows
    return [
        side.crop((round(x * wide), round(y * high), round((x + 1) * wide), round((y + 1) * high)))
        for y in range(rows)
        for x in range(columns)
    ]


def test_a_booklet_shows_its_pages_where_they_belong(printed: tuple[Book, list[Sheet]]) -> None:
    """Nine pages take three sheets: of the last twelve, three are blank."""
    whole, sheets = printed
    pages = drawn(bind(whole, sheets).data)
    assert len(pages) == 9
    made = bind(whole, sheets, look(imposition="booklet", sheet="296x210"))
    sides = drawn(made.data)
    assert made.pages == len(sides) == 6
    shown = [[seen(panel, pages)[0] for panel in panels(side, 2, 1)] for side in sides]
    from_left = [[-1, 0], [1, -1], [-1, 2], [3, 8], [7, 4], [5, 6]]
    assert shown == [side[::-1] if whole.language == "ar" else side for side in from_left]
    assert not any(seen(panel, pages)[1] for side in sides for panel in panels(side, 2, 1))


def test_a_zine_has_its_upper_row_upside_down(printed: tuple[Book, list[Sheet]]) -> None:
    """A5 is half as large on an eighth of A4."""
    whole, sheets = printed
    pages = drawn(bind(whole, sheets).data, SCALE / 2)
    sides = drawn(bind(whole, sheets, look(imposition="zine", marks="off")).data)
    assert [side.size for side in sides] == [(421, 298)] * 2
    shown = [[seen(panel, pages) for panel in panels(side, 4, 2)] for side in sides]
    rows = [[4, 3, 2, 1], [5, 6, 7, 0]]
    upper, lower = (row[::-1] if whole.language == "ar" else row for row in rows)
    assert shown[0] == [(page, True) for page in upper] + [(page, False) for page in lower]
    assert sorted(shown[1]) == [(-1, False)] * 7 + [(8, False)]


@pytest.fixture(scope="module")
def pair() -> tuple[Bound, Bound]:
    """A collection as pages, and as a booklet of signatures of a sheet."""
    whole = book(*(thread(WORDS * 20, WORDS, number=number) for number in (1, 2, 3)))
    sheets = [press.make_part(chapter, THEME) for chapter in whole.chapters]
    return bind(whole, sheets), bind(whole, sheets, look(imposition="booklet", signature="1"))


def test_bookmarks_lead_to_sides(pair: tuple[Bound, Bound]) -> None:
    """Those that their pages are on, told by PDFium; they are nested as they were."""
    before, after = ([*pypdfium2.PdfDocument(each.data).get_toc()] for each in pair)
    assert len(after) > 3
    assert [(mark.get_title(), mark.level) for mark in after] == [(mark.get_title(), mark.level) for mark in before]
    pages = [mark.get_dest().get_index() for mark in before]
    # pages 0 to 3 of a sheet: 0 and 3 are on its front
    assert [mark.get_dest().get_index() for mark in after] == [page // 4 * 2 + (page % 4 in (1, 2)) for page in pages]


def test_the_file_claims_no_more_than_it_is(pair: tuple[Bound, Bound]) -> None:
    """No tags and no PDF/UA, no links, no labels of pages; title, authors and language; each font once."""
    before, after = (pikepdf.open(BytesIO(each.data)) for each in pair)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in before.Root.Metadata.read_bytes()
    assert b"pdfuaid:part" not in after.Root.Metadata.read_bytes()
    assert set(after.Root.keys()) == {"/Type", "/Pages", "/Lang", "/Metadata", "/Outlines", "/ViewerPreferences"}
    assert not any("/Annots" in page for page in after.pages)
    assert dict(after.docinfo.items()) == dict(before.docinfo.items())
    with after.open_metadata() as metadata:
        assert metadata["dc:title"] == str(before.docinfo.Title)
    assert _count(after, "/Type", "/Font") == _count(before, "/Type", "/Font") > 0
    assert _count(after, "/Type", "/Page") == len(after.pages) == pair[1].pages
    assert _count(after, "/S", "/Document") == 0 < _count(before, "/S", "/Document")
    assert not after.check_pdf_syntax()


def test_a_viewer_prints_it_as_it_is_to_be_folded(pair: tuple[Bound, Bound]) -> None:
    """As large as it is, on both sides, turned over about the upright axis; a zine on one side."""
    zine = bind(book(thread("A wall.")), theme=look(imposition="zine"))
    files = [pikepdf.open(BytesIO(each.data)) for each in (pair[1], zine)]
    said = [each.Root.ViewerPreferences for each in files]
    assert [str(each.Duplex) for each in said] == ["/DuplexFlipShortEdge", "/Simplex"]
    assert {str(each.PrintScaling) for each in said} == {"/None"}


def _count(pdf: pikepdf.Pdf, key: str, value: str) -> int:
    return sum(isinstance(each, pikepdf.Dictionary) and each.get(key) == value for each in pdf.objects)


def test_the_same_book_is_the_same_bytes(printed: tuple[Book, list[Sheet]]) -> None:
    """As a booklet and as a zine."""
    for kind in ("booklet", "zine"):
        assert bind(*printed, look(imposition=kind)).data == bind(*printed, look(imposition=kind)).data


def test_what_folds_otherwise_than_expected_is_told(printed: tuple[Book, list[Sheet]]) -> None:
    """Several zines of one book, and text that nobody can read; else nothing."""
    whole, sheets = printed
    assert not bind(whole, sheets, look(imposition="booklet")).notices
    assert bind(whole, sheets, look(imposition="zine")).notices == (
        Notice(
            message="2 zines, each a sheet of eight pages, for it has more",
            path=whole.title,
            hint="Fold them one by one, or make a booklet: print_imposition=booklet.",
        ),
        Notice(
            message="pages are made smaller to fit their sheets, and their text is of 5.1 points",
            path="theme classic",
            hint="Choose pages that fit (page=74.2x105), or larger sheets (print_sheet).",
        ),
    )


def test_books_as_pages_do_not_load_it(printed: tuple[Book, list[Sheet]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor pikepdf, which only it imports."""
    monkeypatch.delattr(press, "imposition", raising=False)
    monkeypatch.setitem(sys.modules, "pipeline.press.imposition", None)
    assert bind(*printed, THEME).pages == 9
    with pytest.raises(ImportError):
        bind(*printed, look(imposition="booklet"))
