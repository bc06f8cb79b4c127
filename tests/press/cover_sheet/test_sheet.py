"""The cover sheet: boxes, inks, words where they may stand, and the same bytes."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Literal

import pikepdf
import pytest
import zxingcpp
from msgspec.structs import replace
from PIL import ImageChops, ImageStat

from pipeline.errors import ThemeError
from pipeline.model import Book, CoverForm
from pipeline.press.cover_sheet.sheet import cover_sheet
from pipeline.typeset import theme as themes
from pipeline.typeset.theme_toml import built_in
from tests.bundles.preflight.held import found, target
from tests.press.cover_sheet.sheets import INCH, ISBN, KDP, RECORD, book, part, picture, seen
from tests.typeset.cover.covers import stranger

THEME = themes.load("classic")
WHITE = themes.load("large-print")
"""A theme whose ground is white, between two bars."""
MILLIMETRE = 72 / 25.4
PLAIN = replace(KDP, barcode="none")


def operators(data: bytes) -> bytes:
    """The content streams of all forms of the page, one after the other."""
    with pikepdf.open(BytesIO(data)) as pdf:
        streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
        return b"\n".join(each.read_bytes() for each in streams if each.get("/Subtype") in ("/Form", None))


def marks(
    whole: Book, pages: int, form: CoverForm, left: float, right: float
) -> tuple[float, float, float, float] | None:
    """The box around the words between two edges of the sheet, in millimetres from the upper left corner of the trim; None
    without any."""
    image = part(seen(cover_sheet(whole, pages, form, WHITE).data, 254), form, left, 13, right, form.height - 13)
    box = ImageChops.invert(image.convert("L")).point(lambda shade: 255 * (shade > 90)).getbbox()
    if not box:
        return None
    return left + box[0] / 10, 13 + box[1] / 10, left + box[2] / 10, 13 + box[3] / 10


@pytest.mark.parametrize("pages", [24, 200, 600])
def test_boxes_say_where_to_cut(pages: int) -> None:
    """The sheet is bleed, back, spine, front and bleed; the trim is the bleed smaller on each side."""
    with pikepdf.open(BytesIO(cover_sheet(book(), pages, KDP, THEME).data)) as pdf:
        (page,) = pdf.pages
        wide, high = 2 * 152.4 + pages * 0.0572008 + 2 * 3.175, 228.6 + 2 * 3.175
        whole = [0, 0, wide * MILLIMETRE, high * MILLIMETRE]
        bleed = 3.175 * MILLIMETRE
        trim = [bleed, bleed, whole[2] - bleed, whole[3] - bleed]
        assert [float(edge) for edge in page.obj.MediaBox] == pytest.approx(whole, abs=0.01)
        assert [float(edge) for edge in page.obj.BleedBox] == pytest.approx(whole, abs=0.01)
        assert [float(edge) for edge in page.obj.TrimBox] == pytest.approx(trim, abs=0.01)
        assert "/Annots" not in page.obj
        assert pdf.Root.Lang == "en"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Walls and Tides"
            assert "en" in metadata["dc:language"]
            assert "pdfuaid:part" not in metadata


def test_letters_are_outlines_and_black_is_black_ink() -> None:
    """Neither fonts nor text; black and white are greys, and colours stay."""
    written = operators(cover_sheet(book(), 200, KDP, THEME).data)
    assert not re.search(rb"\b(BT|Tf|Tj|TJ)\b", written)
    assert re.search(rb"^0 g$", written, re.MULTILINE)
    assert re.search(rb"^1 g$", written, re.MULTILINE)
    assert not re.search(rb"^(\S+) \1 \1 (rg|RG)$", written, re.MULTILINE)
    assert re.search(rb" rg$", written, re.MULTILINE)


@pytest.mark.parametrize("name", [*built_in()])
def test_a_grey_sheet_has_greys_alone(name: str) -> None:
    """Of any theme, and of an editor's picture."""
    grey = replace(KDP, colours="grey")
    for whole in (book(), book(cover=picture())):
        data = cover_sheet(whole, 200, grey, themes.load(name)).data
        assert not re.search(rb" (rg|RG)$", operators(data), re.MULTILINE)
        with pikepdf.open(BytesIO(data)) as pdf:
            facts = [each.stream_dict if isinstance(each, pikepdf.Stream) else each for each in pdf.objects]
            assert b"DeviceRGB" not in b"".join(each.unparse(resolved=True) for each in facts)


@pytest.mark.parametrize(("colours", "standard"), [("colour", "x-4"), ("grey", "x-1a")])
def test_a_sheet_around_an_x_1a_is_what_its_colours_allow(colours: Literal["colour", "grey"], standard: str) -> None:
    """In colours a PDF/X-4: the preflight, which knows both, finds nothing."""
    pressed = replace(THEME, settings=THEME.settings | {"print_standard": "x-1a", "print_colours": "grey"})
    data = cover_sheet(book(), 200, replace(KDP, colours=colours), pressed).data
    assert found({"book-cover.pdf": data}, target(standard="x-1a")) == []
    with pikepdf.open(BytesIO(data)) as pdf:
        assert (b"PDF/X-4" in pdf.Root.Metadata.read_bytes()) == (standard == "x-4")
        assert ("/GTS_PDFXConformance" in pdf.docinfo) == (standard == "x-1a")


@pytest.mark.parametrize("name", [*built_in()])
def test_the_wrap_reaches_all_edges(name: str) -> None:
    """The ground goes on beyond the trim, on the back and on the front."""
    image = seen(cover_sheet(book(), 200, PLAIN, themes.load(name)).data)
    inside = round((3.175 + 1) / 25.4 * 100)
    for x in (1, image.width - 2):
        assert image.getpixel((x, 1)) == image.getpixel((min(max(x, inside), image.width - inside), inside))


@pytest.mark.parametrize("name", [*built_in()])
def test_words_keep_from_the_trim(name: str) -> None:
    """By 6.35 mm, which is the most that a printer asks for: two sheets of a small book differ further inside alone."""
    form = replace(KDP, width=5 * INCH, height=8 * INCH, safe=6.35, barcode="shop")
    long = replace(RECORD, description="Each stone rests on two below it. " * 20, publisher="The Harbour Press " * 4)
    other = book("Each stone rests on two below it " * 4, author="Maren Oake " * 4, stated=long)
    one, two = (seen(cover_sheet(each, 400, form, themes.load(name)).data, 100) for each in (book(), other))
    box = ImageChops.difference(one, two).convert("L").point(lambda shade: 255 * (shade > 24)).getbbox()
    least = (3.175 + 6.35) / 25.4 * 100 - 1
    assert box
    assert min(box[0], box[1], one.width - box[2], one.height - box[3]) >= least


@pytest.mark.parametrize(("language", "front"), [("en", "right"), ("ar", "left")])
def test_the_front_is_where_reading_begins(language: str, front: str) -> None:
    """At the right of the spine; of a book that is read from right to left, at its left."""
    cover = picture(colours=("#702010", "#204070"))
    image = seen(cover_sheet(book(language=language, cover=cover), 200, PLAIN, THEME).data)
    left, right = ([image.getpixel((x, y)) for y in (2, image.height - 3)] for x in (2, image.width - 3))
    assert (left[0] != left[1], right[0] != right[1]) == (front == "left", front == "right")


def test_a_front_goes_on_into_the_bleed(tmp_path: Path) -> None:
    """What reaches the trim is mirrored there, at the sides and in the corners."""
    halves = (
        '<rect width="1600" height="1300" fill="#204070"/><rect y="1300" width="1600" height="1100" fill="#702010"/>'
    )
    theme = stranger(tmp_path, f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 2400">{halves}</svg>')
    image = seen(cover_sheet(book(), 200, PLAIN, theme).data)
    right, low = image.width - 3, image.height - 3
    blue, red = (32, 64, 112), (112, 32, 16)
    assert [image.getpixel(place) for place in ((right, 3), (right, low // 4))] == [blue] * 2
    assert [image.getpixel(place) for place in ((right, low), (right, low * 3 // 4), (right - 200, low))] == [red] * 3


@pytest.mark.parametrize(("language", "title", "author", "pages"), [
    ("en", "Walls and Tides", "Ida Marlow", 130), ("de", "Mauern und Gezeiten", "Ida Marlow", 400),
    ("ja", "港の時計、三分", "中村", 200), ("ar", "رحلة القهوة", "ليلى", 130), ("th", "ทะเลที่เชียงใหม่ชื่นใจ", "สมชาย", 130),
    ("en", "Ångström, jQgy " * 12, "X " * 40, 400),
])  # fmt: skip
def test_words_of_the_spine_keep_from_the_folds(language: str, title: str, author: str, pages: int) -> None:
    """By 1.5875 mm on either side, in any script, however long."""
    spine = PLAIN.spine(pages)
    box = marks(book(title, language, author=author), pages, PLAIN, PLAIN.width - 1, PLAIN.width + spine + 1)
    assert box
    assert box[0] >= PLAIN.width + 1.5875 - 0.15
    assert box[2] <= PLAIN.width + spine - 1.5875 + 0.15
    assert box[3] - box[1] > 20


def test_spines_run_as_their_language_has_them() -> None:
    """English downwards, German upwards: turned by half, the words of one are those of the other."""
    crops = []
    for language in ("en", "de"):
        whole = book("Walls", language, author="", stated=replace(RECORD, publisher=""))
        edges = PLAIN.width + 1, PLAIN.width + PLAIN.spine(400) - 1
        box = marks(whole, 400, PLAIN, *edges)
        assert box
        assert box[1] < 60, "at the head"
        image = seen(cover_sheet(whole, 400, PLAIN, WHITE).data, 254)
        crops.append(part(image, PLAIN, *box).convert("L"))
    down, up = crops
    assert ImageStat.Stat(ImageChops.difference(down, up.rotate(180).resize(down.size))).mean[0] < 20
    assert ImageStat.Stat(ImageChops.difference(down, up.resize(down.size))).mean[0] > 40


def test_thin_spines_bear_no_words() -> None:
    """Neither below the printer's least number of pages, nor where letters would be too small to read."""
    for pages, form in ((78, replace(PLAIN, page_thickness=0.2)), (79, PLAIN)):
        edges = form.width + 0.5, form.width + form.spine(pages) - 0.5
        assert marks(book(), pages, form, *edges) is None
    form = replace(PLAIN, page_thickness=0.2)
    assert marks(book(), 79, form, form.width + 0.5, form.width + form.spine(79) - 0.5)


def test_a_field_for_the_printers_barcode_stays_white() -> None:
    """Two inches by 1.2, a quarter of an inch from the back's lower and right edges; without an ISBN there is no barcode."""
    form = replace(KDP, barcode="shop")
    field = 152.4 - 6.35 - 50.8, 228.6 - 6.35 - 30.48, 152.4 - 6.35, 228.6 - 6.35
    inside = field[0] + 0.3, field[1] + 0.3, field[2] - 0.3, field[3] - 0.3
    image = part(seen(cover_sheet(book(), 200, form, THEME).data), form, *inside)
    assert image.getcolors() == [(image.width * image.height, (255, 255, 255))]
    nameless = book(stated=replace(RECORD, isbn=""))
    own = part(seen(cover_sheet(nameless, 200, KDP, THEME).data), KDP, *inside)
    assert (255, 255, 255) not in [colour for _, colour in own.getcolors(1 << 20) or []]


def test_the_barcode_can_be_read() -> None:
    """By a reader of barcodes that is not ours, at 300 dpi."""
    image = seen(cover_sheet(book(), 200, KDP, THEME).data, 300)
    assert [(each.format.name, each.text) for each in zxingcpp.read_barcodes(image)] == [("EAN13", ISBN)]


def test_an_editors_picture_is_the_front() -> None:
    """With as many dots as it has, 300 to the inch at the most, on a ground of its colour."""
    for wide, dots in ((600, 600), (2400, 1838)):
        data = cover_sheet(book(cover=picture(wide, wide * 3 // 2)), 200, PLAIN, THEME).data
        with pikepdf.open(BytesIO(data)) as pdf:
            (image,) = [
                each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
            ]
            assert int(image.Width) == pytest.approx(dots, abs=6)
    page = seen(data)
    assert page.getpixel((page.width - 2, 2)) == pytest.approx((112, 32, 16), abs=3)
    assert page.getpixel((2, 2)) == pytest.approx((112, 32, 16), abs=3)


def test_the_same_book_has_the_same_sheet() -> None:
    """Byte for byte."""
    assert cover_sheet(book(), 200, KDP, THEME).data == cover_sheet(book(), 200, KDP, themes.load("classic")).data


def test_a_strangers_cover_is_wrapped_in_its_colour(tmp_path: Path) -> None:
    """A theme that brings a cover alone has a spine and a back that go with it."""
    theme = stranger(tmp_path, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 2400"><rect width="1600" height="2400" fill="#123456"/></svg>')  # fmt: skip
    image = seen(cover_sheet(book(), 200, PLAIN, theme).data)
    assert image.getpixel((2, 2)) == pytest.approx((18, 52, 86), abs=6)


def test_a_strangers_wrap_is_named_where_it_fails(tmp_path: Path) -> None:
    """An error that names the template."""
    theme = stranger(tmp_path, None)
    (tmp_path / "book-wrap.svg.j2").write_text('<svg viewBox="0 0 9 9"><text>Hello</text></svg>', encoding="utf-8")
    with pytest.raises(ThemeError, match="text of its own") as raised:
        cover_sheet(book(), 200, PLAIN, theme)
    assert raised.value.path == str(tmp_path / "book-wrap.svg.j2")
