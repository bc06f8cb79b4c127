"""How pages are filled, and which way they are turned."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from pipeline.model import Asset, Author, LinkCard, Media, Post, Thread
from pipeline.press.layout.printing import render
from tests.press.conftest import THEME, bind, book, pdf_text, single, starts, thread
from tests.press.test_press import LONG, assert_accessible, opened

MM = 72 / 25.4
INNER, OUTER = 18 * MM, 22 * MM
ARABIC = "الجدار الحجري يقف بلا ملاط، وكل حجر فيه على حجرين. " * 9


def edges(data: bytes) -> list[tuple[float, float]]:
    """Of each page with text: how far that reaches to the left and to the right, in points."""
    document = pypdfium2.PdfDocument(data)
    found = []
    for sheet in document:
        text = sheet.get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        if boxes:
            found.append((min(box[0] for box in boxes), max(box[2] for box in boxes)))
    document.close()
    return found


def pictures(folder: Path, count: int) -> list[Media]:
    """Pictures that are all as high as a page allows."""
    Image.new("RGB", (300, 400), "teal").save(folder / "wall.png")
    return [Media(asset=Asset(path=folder / "wall.png"), alt="A wall")] * count


def printed(one: Thread) -> list[str]:
    """The text of each page of a thread's own PDF."""
    return pdf_text(bind(single(one)).data)


def test_a_title_is_not_left_alone_by_pictures(tmp_path: Path) -> None:
    """Four pictures and a line of text are too much for one page; they begin beneath the title all the same."""
    pages = printed(thread("Look at these.", "Two.", media=pictures(tmp_path, 4)))
    assert "Look at these." in pages[0]
    assert len(pages) <= 4  # two pictures to a page


def test_a_post_of_one_paragraph_lets_go_of_the_next(tmp_path: Path) -> None:
    """What goes to the next page with its picture does not take the posts before it along."""
    Image.new("RGB", (300, 400), "teal").save(tmp_path / "wall.png")
    media = (Media(asset=Asset(path=tmp_path / "wall.png"), alt="A wall"),)
    posts = (*(Post(text=LONG) for _ in range(3)), Post(text="With a picture.", media=media))
    pages = printed(thread(posts=posts))
    assert [" ".join(text.split()).count("Builders say") for text in pages[:2]] == [12, 0]
    assert "With a picture." in pages[1]


def test_nothing_reaches_into_the_margins(tmp_path: Path) -> None:
    """Neither a long name nor the words of a link card beside a wide picture."""
    Image.new("RGB", (900, 60), "teal").save(tmp_path / "wide.png")
    card = LinkCard(
        url="https://example.org/walls",
        title="A title " * 12,
        description=LONG,
        picture=Asset(path=tmp_path / "wide.png"),
    )
    author = Author(name="A person of a great many names " * 4, handle="a_long_handle" * 5)
    (left, right), *_ = edges(bind(single(thread(posts=(Post(text="x", link_cards=(card,)),), author=author))).data)
    assert left >= INNER - 1
    assert right <= 148 * MM - OUTER + 1


def test_a_right_to_left_thread_is_turned_round() -> None:
    """Its first page is a left one, text hangs from the right edge, numbers in the outer margin; viewers are told."""
    data = bind(single(thread("قصير.", "• ورق\n• حبر", title="الجدار", language="ar"))).data
    assert_accessible(data)
    with opened(data) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
    ((left, right),) = edges(data)
    assert left < OUTER - 6  # the numbers
    assert 148 * MM - INNER - 3 <= right <= 148 * MM - INNER + 3


def test_a_left_to_right_book_says_nothing_of_its_direction() -> None:
    """It is what viewers take for granted."""
    with opened(bind(single(thread("One."))).data) as pdf:
        assert "/Direction" not in pdf.Root.ViewerPreferences


@pytest.mark.parametrize(
    ("languages", "expected"),
    [("en en en", [1, 3, 5]), ("ar ar ar", [1, 3, 5]), ("en ar en", [1, 2, 3]), ("ar en ar", [1, 2, 3])],
)
def test_a_thread_starts_on_the_side_that_it_was_printed_for(languages: str, expected: list[int]) -> None:
    """Margins and numbers fit whatever way the book is bound: for a thread that reads the other way, on an even page."""
    threads = [
        thread(ARABIC if language == "ar" else LONG, number=number, language=language)
        for number, language in enumerate(languages.split(), 1)
    ]
    whole = book(*threads)
    assert whole.language == languages[:2]
    sheets = [render(chapter, THEME) for chapter in whole.chapters]
    assert starts(whole, sheets) == expected
    data = bind(whole).data
    assert_accessible(data)
    with opened(data) as pdf:
        labels = [str(each.label) for each in pdf.pages]
        blank = [label for label, each in zip(labels, pdf.pages, strict=True) if "/Contents" not in each.obj]
    last = expected[-1]  # of a page; after the threads come the notes
    assert [label for label in blank if label.isdecimal()] == [
        str(page) for page in range(1, last + last % 2 + 1) if page not in expected
    ]


def test_the_title_page_is_a_right_page_with_its_imprint_behind_it() -> None:
    """As in any book: title page and contents stand on right pages, as the cover does, which is all picture."""
    pages = pdf_text(bind(book(thread("One."), thread("Two.", number=2))).data)
    places = {
        word: [number for number, text in enumerate(pages[:6], 1) if word in text]
        for word in ("Ida Marlow", "Set by", "Contents")
    }
    assert places == {"Ida Marlow": [3, 5], "Set by": [4], "Contents": [5]}


def test_code_has_the_size_that_64_characters_of_it_fit_a_line() -> None:
    """Not less, though it is code within code."""
    wide, wider = "x" * 62, "y" * 68
    page, *_ = printed(thread(f"```\n{wide}\n{wider}\n```", LONG))
    assert wide in page
    assert wider not in page
    assert wider in "".join(page.split())


def test_a_word_too_long_for_a_heading_is_hyphenated() -> None:
    """Other words of a heading are not."""
    title = "Vom Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"
    page, *_ = printed(thread("Kurz.", title=title, language="de"))
    assert re.search(r"Donau\w+[\x02-]\s*\w+werk", page)  # pdfium's word for a hyphen at the end of a line
