"""Files for print shops, as tools that are not ours read them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops

from pipeline.model import Asset, Book, CustomEmoji, Media, Post, Span
from pipeline.typeset import theme as themes
from pipeline.typeset.theme import AddedStyle
from pipeline.typeset.theme_toml import Wishes
from tests.press.conftest import bind, book, thread

POINT = 72 / 25.4
"""Points of a millimetre."""
COLOURS = {"rg", "RG", "k", "K", "cs", "CS", "sc", "SC"}
"""Operators that set no grey."""
STYLE = AddedStyle("look.css", ".post { color: oklch(50% .2 20); background: linear-gradient(red, rgb(0 0 255 / .5)) }")
"""What our themes do not use."""


@cache
def whole(folder: Path, language: str = "en") -> Book:
    """A collection with all that has colours: emoji, clear and opaque pictures, links, code, a long thread."""
    Image.new("RGB", (900, 600), (200, 40, 90)).save(folder / "wall.jpg")
    Image.linear_gradient("L").resize((300, 200)).convert("RGB").quantize(9).save(folder / "gate.png")
    Image.new("RGBA", (8, 6), (180, 80, 40, 90)).save(folder / "stone.png")
    stone = CustomEmoji(name=":stone:", asset=Asset(path=folder / "stone.png"))
    link = Span(start=2, end=7, kind="link", target="https://example.org/walls")
    posts = (
        Post(text="A stone :s: 🧑‍🔬 👍 `x = 1`", spans=(link, Span(start=8, end=11, kind="emoji")), emoji=(stone,)),
        *(Post(text="Two rest on each. " * 30, id=str(number)) for number in range(6)),
    )
    pictures = [Media(alt="", asset=Asset(path=folder / name)) for name in ("wall.jpg", "gate.png")]
    return book(thread(posts=posts, language=language), thread("Pictures", media=pictures, number=2, language=language))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures lie."""
    return tmp_path_factory.mktemp("pictures")


def bound(made: Book, *, style: AddedStyle | None = None, **said: str) -> bytes:
    """The book by the classic theme with these options."""
    return bind(made, theme=replace(themes.load("classic", [Wishes(said)]), added=style)).data


def operators(pdf: pikepdf.Pdf) -> Iterator[tuple[str, list[Any]]]:
    """All operators of pages, forms and patterns, each with its operands."""
    drawn = [
        each
        for each in pdf.objects
        if isinstance(each, pikepdf.Stream) and (each.get("/Subtype") == "/Form" or "/PatternType" in each)
    ]
    for source in (*(page.obj for page in pdf.pages), *drawn):
        for each in pikepdf.parse_content_stream(source):
            yield str(each.operator), list(each.operands)


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """All dictionaries and those of streams."""
    return (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary | pikepdf.Stream))


@pytest.mark.parametrize("standard", ["plain", "x-4", "x-1a"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_grey_book_has_greys_alone(folder: Path, standard: str, language: str) -> None:
    """Whatever a theme and a post may draw; text is black ink alone, and nothing is transparent."""
    data = bound(whole(folder, language), style=STYLE, print_standard=standard, print_colours="grey")
    with pikepdf.open(BytesIO(data)) as pdf:
        set_by = {name for name, operands in operators(pdf) if name in COLOURS and operands != ["/Pattern"]}
        assert not set_by
        assert ("g", [0]) in operators(pdf)
        for each in dictionaries(pdf):
            assert not {"/SMask", "/Group"} & set(each.keys())
            assert each.get("/ColorSpace", "/DeviceGray") in ("/DeviceGray", pikepdf.Dictionary())
            assert float(each.get("/ca", 1)) == 1
            assert "/N" not in each or standard != "plain" or each.get("/Type") == "/ObjStm" or "/FunctionType" in each


@pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript is not installed")
def test_a_grey_book_takes_one_ink(folder: Path, tmp_path: Path) -> None:
    """As Ghostscript counts the inks of each page."""
    (tmp_path / "book.pdf").write_bytes(bound(whole(folder), print_standard="x-1a", print_colours="grey"))
    count = ["gs", "-q", "-o", "-", "-sDEVICE=inkcov", "-r20", str(tmp_path / "book.pdf")]
    pages = re.findall(r"([\d.]+) +([\d.]+) +([\d.]+) +([\d.]+) CMYK", subprocess.check_output(count, text=True))
    assert pages
    assert all(not any(map(float, (cyan, magenta, yellow))) for cyan, magenta, yellow, _ in pages)
    assert any(float(black) for *_, black in pages)


def test_a_book_in_colours_has_black_ink_and_a_profile(folder: Path) -> None:
    """PDF/X-4: greys are greys, other colours sRGB by its profile, wherever they are drawn, and blend in four inks."""
    with pikepdf.open(BytesIO(bound(whole(folder), style=STYLE, print_standard="x-4"))) as pdf:
        assert not [each for name, each in operators(pdf) if name in ("rg", "RG") and len(set(map(float, each))) == 1]
        drawn = [page.Resources for page in pdf.pages if "/Contents" in page]
        drawn += [
            each.Resources for each in dictionaries(pdf) if each.get("/Subtype") == "/Form" and "/Resources" in each
        ]
        profiles = {each.ColorSpace.DefaultRGB[1].objgen for each in drawn if "/ColorSpace" in each}
        assert len(profiles) == 1
        assert not [each for each in drawn if "/ColorSpace" not in each and "/ExtGState" in each]
        blended = {str(each.Group.CS) for each in dictionaries(pdf) if "/Group" in each}
        assert blended == {"/DeviceCMYK", "/DeviceGray"}


@pytest.mark.parametrize(
    ("standard", "colours", "version", "claim"),
    [("x-4", "colour", "1.6", "PDF/X-4"), ("x-1a", "grey", "1.3", ""), ("plain", "colour", "1.7", None)],
)
def test_what_a_press_file_says_of_itself(
    folder: Path, standard: str, colours: str, version: str, claim: str | None
) -> None:
    """Its standard, its press, its boxes and dates; nothing leads anywhere, and no font is missing."""
    data = bound(whole(folder), print_standard=standard, print_colours=colours)
    assert data == bound(whole(folder), print_standard=standard, print_colours=colours)
    assert data.startswith(f"%PDF-{version}".encode())
    with pikepdf.open(BytesIO(data), attempt_recovery=False) as pdf:
        assert pdf.check_pdf_syntax() == []
        root, told = pdf.Root, bytes(pdf.Root.Metadata.read_bytes()).decode()
        assert not {"/Outlines", "/Names", "/OpenAction", "/AcroForm", "/OCProperties"} & set(root.keys())
        assert not [each for each in dictionaries(pdf) if "/Annots" in each or each.get("/Type") == "/Annot"]
        assert not [each for each in dictionaries(pdf) if each.get("/S") in ("/Link", "/URI")]
        assert all(page.TrimBox == page.MediaBox for page in pdf.pages)
        fonts = [each for each in dictionaries(pdf) if each.get("/Type") == "/FontDescriptor"]
        assert all({"/FontFile2", "/FontFile3"} & set(each.keys()) for each in fonts)
        assert "pdfuaid:part" not in told
        assert ("GTS_PDFXVersion" in told) == bool(claim)
        if claim is not None:
            (intent,) = root.OutputIntents
            assert [str(intent.S), str(intent.OutputConditionIdentifier)] == ["/GTS_PDFX", "FOGRA39"]
            assert intent.DestOutputProfile.read_bytes()[12:20] == b"prtrCMYK"
            assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20220509000000Z"
            assert [str(pdf.docinfo.Trapped), str(pdf.docinfo.Title)] == ["/False", "Threads by Ida Marlow"]
            assert claim in told
        if standard == "x-1a":
            assert str(pdf.docinfo.GTS_PDFXVersion) == "PDF/X-1:2001"
            assert not [each for each in dictionaries(pdf) if each.get("/Type") in ("/ObjStm", "/XRef")]


def test_what_is_drawn_is_the_same_in_every_standard(folder: Path) -> None:
    """Grey for grey, on every page, in fonts of whichever kind; among them are Chinese ones, which have other ids."""
    made = book(thread("石垣は漆喰なしで立っています。" * 9, "Two " * 50))
    pages = []
    for standard in ("ua-1", "x-1a"):
        data = bound(made, print_standard=standard, print_colours="grey")
        document = pypdfium2.PdfDocument(data)
        pages.append([page.render(scale=1, draw_annots=False).to_pil().convert("L") for page in document])
        assert "石垣" in document[6].get_textpage().get_text_bounded()
    for one, other in zip(*pages, strict=True):
        differing = ImageChops.difference(one, other).point(lambda value: 255 * (value > 16))  # curves are rounded
        assert differing.getbbox() is None


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("sides", ["all", "outer"])
def test_pages_bleed(folder: Path, language: str, sides: str) -> None:
    """Beyond the trim, at the spine only where that is wanted; the cover reaches the very edge; all boxes agree."""
    made = whole(folder, language)
    data = bound(made, print_bleed="3mm", print_bleed_sides=sides, print_standard="plain")
    with pikepdf.open(BytesIO(data)) as pdf:
        for place, page in enumerate(pdf.pages):
            left, bottom, right, top = (float(each) for each in page.MediaBox)
            trim = [float(each) for each in page.TrimBox]
            assert page.BleedBox == page.MediaBox
            assert trim == pytest.approx([0, 0, 148 * POINT, 210 * POINT], abs=0.01)
            is_right = (place % 2 == 0) == (language == "en")
            spine = 0 if sides == "outer" else 3
            edges = (spine, 3) if is_right else (3, spine)
            assert [-left / POINT, right / POINT - 148] == pytest.approx(edges, abs=0.01)
            assert [-bottom / POINT, top / POINT - 210] == pytest.approx([3, 3], abs=0.01)
    cover = pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil().convert("L")
    corners = [(x, y) for x in (1, cover.width - 2) for y in (1, cover.height - 2)]
    dark = cover.point(lambda value: 255 * (value < 128))
    assert all(dark.getpixel(corner) == 255 for corner in corners)


def test_least_margins_stay_empty(folder: Path) -> None:
    """All that is printed, but for the cover, is within: numbers, days, running heads and page numbers, too."""
    data = bound(whole(folder), margins="9 9 9 9", least_margins="13 14 15 16")
    document = pypdfium2.PdfDocument(data)
    scale = 4
    for place in range(1, len(document)):
        ink = (
            document[place].render(scale=scale).to_pil().convert("L").point(lambda value: 255 * (value < 200)).getbbox()
        )
        if ink:
            left, top, right, bottom = (edge / scale / POINT for edge in ink)
            near, far = (16, 14) if place % 2 == 0 else (14, 16)
            assert min(left - near, top - 13, 148 - right - far, 210 - bottom - 15) > -0.3


def test_pages_are_a_multiple_and_the_last_is_blank(folder: Path) -> None:
    """Blank pages come last, each with all its boxes; without the cover, the title is on the first page."""
    data = bound(whole(folder), print_pages="4", print_last_blank="yes", print_cover_page="no")
    document = pypdfium2.PdfDocument(data)
    shown = [page.get_textpage().get_text_bounded().strip() for page in document]
    assert len(shown) % 4 == 0
    assert not shown[-1]
    assert shown[0].startswith("Threads by Ida Marlow")
    assert not any(each.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH for each in document[0].get_objects())
