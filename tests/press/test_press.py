"""Books in PDF: tagged, titled, linked, in our own faces."""

from __future__ import annotations

import re
from pathlib import Path

import page
import pikepdf
import pytest
from PIL import Image

from pipeline.model import Aside, Asset, Branching, Media
from tests.press.conftest import bind, book, pdf_text, single, thread
from tests.typeset import furnished

LONG = "Each stone rests on two below it, and two rest on it. Builders say: one on two, two on one. " * 4


def opened(data: bytes) -> pikepdf.Pdf:
    from io import BytesIO

    return pikepdf.open(BytesIO(data))


def assert_accessible(data: bytes) -> None:
    """PDF/UA-1, by an independent checker."""
    report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1)
    assert not report.failures, [str(failure) for failure in report.failures]


SCRIPTS = {
    "latin": "Façade, naïveté, Łódź, Zażółć gęślą — “so” and 1,234",
    "greek and cyrillic": "Ξερολιθιά, сухая кладка",
    "arabic": "الجدار الحجري يقف بلا ملاط",
    "hebrew": "קיר אבן יבש עומד בלי טיט",
    "devanagari": "सूखे पत्थर की दीवार",
    "japanese": "石垣は漆喰なしで立っています。",
    "chinese and korean": "干石墙不用灰浆。 돌담은 모르타르 없이 선다",
    "thai and tamil": "กำแพงหินแห้ง உலர் கல் சுவர்",
    "emoji": "🧵👇 ☀️🌙 👩‍🌾 🏴󠁧󠁢󠁷󠁬󠁳󠁿 🇮🇪 1️⃣ 👍🏽",
    "signs": "→ ½ ≈ ∞ ™ © ♥ ▲ ✓ √ ∑ █ ‣ €",
    "code": "`x = [1, 2]` and\n```\nwall = stones * 2  # 石\n```",
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_script_is_printed_accessibly(name: str) -> None:
    """No empty box, no font of the machine, and the checker finds no fault."""
    bound = bind(single(thread(SCRIPTS[name], "The end.")))
    assert_accessible(bound.data)
    assert not bound.notices
    with opened(bound.data) as pdf:
        fonts = {str(font.BaseFont) for sheet in pdf.pages for font in sheet.Resources.Font.values()}
    assert all(re.match(r"/[A-Z]{6}\+", font) for font in fonts), fonts
    assert not [font for font in fonts if "DejaVu" in font]


def test_what_stands_beside_a_text_is_printed(tmp_path: Path) -> None:
    """Nothing is folded on paper, a warning comes before what it warns of, and the checker finds no fault."""
    aside, branch = Aside(start=1, end=3, answers=0), Branching(thread="", title="Gates", post=2)
    bound = bind(single(thread(posts=furnished.posts(tmp_path), asides=(aside,), branches_off=branch)))
    assert_accessible(bound.data)
    assert not bound.notices
    text = " ".join("\n".join(pdf_text(bound.data)).split())
    assert text.count(furnished.FOLDED) == 2
    assert text.count("Content warning: a fall") == 1  # of two posts in a row
    assert text.index("Content warning: a fall") < text.index(furnished.FOLDED)
    assert "Sensitive" not in text
    assert re.search(r"33%, 1 vote \S+ Stones 0%, 0 votes None Poll, 3 people voted", text)
    assert re.search(r"Walls & <stones> ?\d Dry\. example\.org", text)
    assert "For followers only." in text
    assert "Branches off post 3 of Gates" in text
    assert text.index("An aside, in answer to post 1") < text.index("Content warning")


@pytest.mark.parametrize("name", ["latin", "greek and cyrillic", "japanese", "emoji", "chinese and korean"])
def test_text_copies_out_as_it_was_written(name: str) -> None:
    """What a reader copies or searches is what the author wrote, emoji too."""
    (text, *_) = pdf_text(bind(single(thread(SCRIPTS[name], "The end."))).data)
    plain = re.sub(r"[\s\ufe0f]", "", text)
    assert re.sub(r"[\s\ufe0f]", "", SCRIPTS[name]) in plain


def test_a_character_without_a_glyph_is_written_out_and_told() -> None:
    """Cuneiform is in no face of ours: the number stands in its place, and a warning names it."""
    one = single(thread("The sign \U00012000 for water."))
    assert "The sign [U+12000] for water." in pdf_text(bind(one).data)[0].replace("\r\n", " ")
    (notice,) = one.chapters[0].notices
    assert notice.message.startswith("no font here has 1 letter of Cuneiform (U+12000)")
    assert notice.where == "post 1"


def test_a_thread_has_its_title_author_language_and_bookmark() -> None:
    """What a viewer shows, a catalogue takes and a screen reader says."""
    bound = bind(single(thread("Ein Mauerstein.", "Ende.", language="de", title="Die Mauer <&> 🧱")))
    with opened(bound.data) as pdf:
        assert str(pdf.docinfo.Title) == "Die Mauer <&> 🧱"
        assert str(pdf.docinfo.Author) == "Ida Marlow"
        assert str(pdf.Root.Lang) == "de"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Die Mauer <&> 🧱"]


def test_the_collection_has_contents_that_lead_to_its_threads() -> None:
    """Cover, title page, contents with the number of the page on which each thread starts; bookmarks for all."""
    threads = [thread(*[LONG] * 5, number=number) for number in (1, 2, 3)]
    bound = bind(book(*threads))
    assert_accessible(bound.data)
    pages = pdf_text(bound.data)
    contents = next(text for text in pages if text.startswith("Contents"))
    with opened(bound.data) as pdf, pdf.open_outline() as outline:
        labels = [str(each.label) for each in pdf.pages]
        for each in threads:
            (start,) = re.findall(rf"{each.title}[ .]*?(\d+)\s", contents)
            assert each.title in pages[labels.index(start)]
        assert [item.title for item in outline.root] == [
            "Contents",
            *(each.title for each in threads),
            "Notes on the texts",
        ]
        assert len(pdf.pages) == bound.pages


def test_links_between_threads_lead_within_the_book_and_out_of_a_single_thread() -> None:
    """A link to a post of another thread opens its chapter where it is at hand, else the original."""
    there = thread("Two.", number=2)
    text = f"See {there.posts[0].url} for more."
    from pipeline.model import Post, Span

    span = Span(start=4, end=4 + len(there.posts[0].url), kind="link", target=there.posts[0].url)
    here = thread("One.", number=1, posts=(Post(id="10", text=text, spans=(span,)),))
    together = book(here, there)
    with opened(bind(together).data) as pdf:
        kinds = [str(link.A.S) if "/A" in link else "/GoTo" for sheet in pdf.pages for link in sheet.get("/Annots", [])]
        targets = [str(link.A.URI) for sheet in pdf.pages for link in sheet.get("/Annots", []) if "/A" in link]
    assert "/GoTo" in kinds
    assert there.posts[0].url not in targets
    alone = single(here)
    with opened(bind(type(alone)(id=here.id, title="a", language="en", chapters=together.chapters[:1])).data) as pdf:
        targets = [str(link.A.URI) for sheet in pdf.pages for link in sheet.get("/Annots", []) if "/A" in link]
    assert there.posts[0].url in targets


def test_a_picture_is_printed_with_its_description(tmp_path: Path) -> None:
    """As the alternative of its figure, once; a missing one leaves a visible placeholder."""
    Image.new("RGB", (640, 400), "teal").save(tmp_path / "wall.png")
    media = [
        Media(alt="A wall on a hill", asset=Asset(path=tmp_path / "wall.png")),
        Media(alt="A gate", missing="not saved with the page"),
    ]
    bound = bind(single(thread("Look.", media=media)))
    assert_accessible(bound.data)
    assert "Picture missing: not saved with the page. It showed: A gate" in pdf_text(bound.data)[0].replace("\r\n", " ")
    assert bound.data.count(b"/Image") >= 1


def test_numbers_hang_in_the_outer_margin() -> None:
    """Left of the text on left pages, right of it on right pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument(bind(single(thread(*[LONG] * 12))).data)
    sides: list[tuple[bool, bool]] = []
    for sheet in document:
        text = sheet.get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        width = sheet.get_width()
        outer, inner = (21 * 72 / 25.4, 17 * 72 / 25.4)  # a little less than the margins' 22 and 18 mm
        left, right = (inner, outer) if len(sides) % 2 == 0 else (outer, inner)
        sides.append((any(box[2] < left for box in boxes), any(box[0] > width - right for box in boxes)))
    document.close()
    assert len(sides) >= 3
    assert sides[0] == (False, True)
    assert sides[1] == (True, False)


def test_the_same_book_is_the_same_bytes() -> None:
    """Printed twice, whatever was printed between."""
    first = bind(single(thread("A 🧱 wall", LONG))).data
    bind(single(thread("石 👇", LONG)))
    assert bind(single(thread("A 🧱 wall", LONG))).data == first
