"""A printed book in parts: openers stand where they belong, and every number in the contents is that of its page."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from PIL import Image

from pipeline import press
from pipeline.collection.book_parts import Parts
from pipeline.collection.volumes import volumes
from pipeline.model import Asset, Author, Book, Date, Profile, Teaser
from tests.press.conftest import IDA, THEME, chapters, pdf_text, thread
from tests.press.tagged import audit, read

TEXT = "Each stone rests on two below it, and two rest on it. " * 6
TITLES = ("Walls", "Gates", "Clocks", "Tides", "Loaves", "Stars")
AUTHORS = (IDA, Author(name="Bo Ek", handle="bo_ek"), Author(name="Wendela Koss"))


def parted(by: Parts, folder: Path, *, language: str = "en") -> Book:
    """Six threads by three authors, in turn, over two years, of one page to several."""
    Image.new("RGB", (40, 40), "teal").save(folder / "ida.png")
    told = Profile(author=IDA, bio="I build walls.\nUp north.", portrait=Asset(path=folder / "ida.png"))
    posts = [
        thread(
            *[f"{title}. {TEXT}"] * (1 + 5 * number),
            number=number,
            title=title,
            author=AUTHORS[number % 3],
            language=language,
            date=Date(year=2020 + number // 3, month=2, day=1 + number),
            cards=(
                Teaser(id=f"9{number}", posts=(f"Another thread than {title}",)),
                *([Teaser(id="00", posts=("Walls",))] if number else []),
            ),
        )
        for number, title in enumerate(TITLES)
    ]
    (volume,) = volumes(posts, "Six Threads", parts=by, profiles=[told])
    return Book(
        id=volume.id,
        title=volume.title,
        language=volume.language,
        chapters=tuple(chapters(*volume.threads)),
        parts=volume.parts,
    )


def bind(book: Book) -> bytes:
    sheets = [press.make_part(chapter, THEME) for chapter in book.chapters]
    openers = [press.make_front(piece, THEME) for piece in press.openers(book, THEME)]
    front = [press.make_front(piece, THEME) for piece in press.front_matter(book, THEME)]
    return press.bind(book, sheets, press.plan(book, sheets, THEME, openers), front, THEME, openers).data


@pytest.fixture(scope="module")
def by_author(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The book in parts by author."""
    return bind(parted("author", tmp_path_factory.mktemp("parts")))


def pages(data: bytes) -> dict[str, str]:
    """The text of each page by its label."""
    with pikepdf.open(BytesIO(data)) as pdf:
        labels = [str(page.label) for page in pdf.pages]
    return dict(zip(labels, pdf_text(data), strict=True))


def listed(text: str) -> list[tuple[str, str]]:
    """The entries of contents: title and number."""
    return re.findall(r"^(\S[^.\r\n]*?)[ .]* (\d+)\r?$", text, re.MULTILINE)


def outline(data: bytes) -> list[tuple[str, list[str]]]:
    """The bookmarks of the first level, with those below them."""
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline() as found:
        return [(item.title, [below.title for below in item.children]) for item in found.root]


def test_contents_lead_to_parts_and_threads(by_author: bytes) -> None:
    """Every number is that of the page on which the thread opens, or the part does."""
    text = pages(by_author)
    entries = [entry for entry in listed(text["v"]) if not re.match(r"\d", entry[0])]
    names = ["Ida Marlow", "Walls", "Tides", "Bo Ek", "Gates", "Loaves", "Wendela Koss", "Clocks", "Stars"]
    assert [name for name, _ in entries] == [*names, "Notes on the texts"]
    for name, number in entries:
        assert name in text[number]
        assert int(number) % 2


def test_an_authors_page_presents_the_author(by_author: bytes) -> None:
    """Name, handle, bio, years, the threads with their pages, and those that are known and not in the book."""
    text = pages(by_author)
    opener = text["1"]
    for said in ("Ida Marlow", "@idamarlow", "I build walls.", "Up north.", "2020–2021, 2 threads"):
        assert said in opener
    assert not opener.rstrip().endswith("\n1")  # it is counted, and shows no number
    found = re.findall(r"^(Walls|Tides) .*? (\d+)\r?$", opener, re.MULTILINE)
    assert [title for title, _ in found] == ["Walls", "Tides"]
    for title, number in found:
        assert f"{title}." in text[number]
    assert "Another thread than Walls" in opener
    assert opener.count("Walls") == 2  # the book has that one
    with pikepdf.open(BytesIO(by_author)) as pdf:
        page = next(page for page in pdf.pages if str(page.label) == "1")
        assert page.Resources.XObject


def test_notes_list_no_other_threads_where_authors_have_pages(by_author: bytes, tmp_path: Path) -> None:
    """They do in other books, from the same sheets; nothing of what is left out is in the tree, or is a link."""
    notes = "".join(pdf_text(by_author)[-2:])
    assert notes.count("SHA-256") == 6
    assert "More by" not in notes
    by_year = bind(parted("year", tmp_path))
    assert "".join(pdf_text(by_year)).count("More by") == 6
    with pikepdf.open(BytesIO(by_author)) as pdf:
        audit(pdf)
        assert pdf.check_pdf_syntax() == []
        assert "More by" not in read(pdf).text
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        assert sum(owner is None for owner in parents.values()) == 5  # links to "Walls", saved as well


def test_bookmarks_of_threads_stand_below_their_part(by_author: bytes) -> None:
    """Notes do not."""
    assert outline(by_author) == [
        ("Contents", []),
        ("Ida Marlow", ["Walls", "Tides"]),
        ("Bo Ek", ["Gates", "Loaves"]),
        ("Wendela Koss", ["Clocks", "Stars"]),
        ("Notes on the texts", []),
    ]


def test_the_tags_are_sound(by_author: bytes) -> None:
    """Openers are parts of the document as threads are."""
    with pikepdf.open(BytesIO(by_author)) as pdf:
        audit(pdf)


@pytest.mark.parametrize("language", ["ar", "ja"])
def test_a_year_opens_with_its_name(language: str, tmp_path: Path) -> None:
    """In a book that reads from right to left, too, whose first pages are left pages."""
    book = parted("year", tmp_path, language=language)
    data = bind(book)
    assert [(title, len(below)) for title, below in outline(data)][1:3] == [(part.title, 3) for part in book.parts]
    with pikepdf.open(BytesIO(data)) as pdf:
        audit(pdf)


def test_a_book_without_parts_has_no_openers(tmp_path: Path) -> None:
    """Nothing is printed for them, nor is room kept."""
    assert press.openers(replace(parted("year", tmp_path), parts=()), THEME) == ()


def test_a_portrait_that_cannot_be_shown_is_told(tmp_path: Path) -> None:
    """And the page has none."""
    book = parted("author", tmp_path)
    (tmp_path / "ida.png").write_bytes(b"no picture")
    first, *_ = press.openers(book, THEME)
    assert not first.pictures
    assert [notice.message for notice in first.notices] == [
        "the portrait ida.png is not a picture of a known format; the author's page has none"
    ]
