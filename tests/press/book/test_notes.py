"""Notes on the texts: in the foot of a thread's own last page, or at the end of a collection, printed once for both."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.model import Book, Gap, Thread
from pipeline.press.book.forms import Column, height, stacked
from pipeline.press.layout.printing import render
from pipeline.press.sheet import Sheet
from pipeline.typeset import theme as themes
from tests.press.conftest import THEME, bind, book, pdf_text, single, thread
from tests.press.tagged import audit, read

PROSE = "Each stone rests on two below it, and two rest on it. Builders say: one on two, two on one. " * 4
ARABIC = "الجدار الحجري يقف بلا ملاط. " * 6
SET_FROM = "Set from walls.txt by Threadbound"


@cache
def sheet_of(one: Thread) -> Sheet:
    """The sheet of a thread."""
    (chapter,) = single(one).chapters
    return render(chapter, THEME)


def own(one: Thread) -> bytes:
    """A thread's own PDF."""
    return bind(single(one), [sheet_of(one)]).data


def full(posts: int = 1) -> Thread:
    """A thread whose last page has no room for notes."""
    for number in range(1, 40):
        one = thread(*[PROSE] * posts, " ".join(["Stone."] * number * 8))
        _, bottom, _, top = sheet_of(one).foot
        if top - bottom < 30:
            return one
    raise AssertionError


def test_notes_are_in_the_foot_of_the_last_page_where_there_is_room() -> None:
    """Below the end mark, with their credits; the page is tagged as one."""
    one = thread("One wall 🧱.", "Two.")
    data = own(one)
    (page,) = pdf_text(data)
    assert page.index("Two.") < page.index(SET_FROM) < page.index("SHA-256") < page.index("Emoji drawings")
    with pikepdf.open(BytesIO(data)) as pdf:
        audit(pdf)
        headings = [tag.text for role in ("H1", "H2") for tag in read(pdf).all(role)]
    assert headings == [one.title, one.title]


def test_notes_without_room_are_a_page_of_their_own() -> None:
    """It has a number as all pages; nothing of them is on the page before."""
    one = full()
    data = own(one)
    *threads, last = pdf_text(data)
    assert len(threads) == sheet_of(one).pages
    assert SET_FROM in last
    assert last.strip().endswith(str(len(threads) + 1))
    assert not any(SET_FROM in page for page in threads)
    with pikepdf.open(BytesIO(data)) as pdf:
        audit(pdf)


@pytest.fixture(scope="module")
def collection() -> Book:
    """Threads with notes of several lengths, one without an end that fits its page, one that reads the other way."""
    gaps = tuple(Gap(kind="posts", after=0, message=f"Post {number} is not there.") for number in range(9))
    return book(
        thread("One wall 🧱.", "Two.", number=1),
        thread(PROSE, number=2, gaps=gaps),
        thread(ARABIC, number=3, language="ar", title="الجدار"),
        *(thread(PROSE, number=number) for number in range(4, 12)),
    )


@pytest.fixture(scope="module")
def data(collection: Book) -> bytes:
    """The collection, bound."""
    return bind(collection).data


def test_notes_of_a_collection_are_at_its_end(collection: Book, data: bytes) -> None:
    """Under a head, from an odd page on, in the order of the threads; no thread has any behind it."""
    pages = pdf_text(data)
    with pikepdf.open(BytesIO(data)) as pdf:
        labels = [str(page.label) for page in pdf.pages]
    first = next(place for place, page in enumerate(pages) if page.startswith("Notes on the texts"))
    assert int(labels[first]) % 2
    assert not any(SET_FROM in page for page in pages[:first])
    said = "".join(pages[first:])
    places = [said.index(chapter.thread.title) for chapter in collection.chapters if chapter.thread.language == "en"]
    assert places == sorted(places)
    assert said.count(SET_FROM) == len(collection.chapters)
    assert len(pages) - first == 2
    (contents,) = [page for page in pages[:first] if "Contents" in page]
    assert re.search(rf"Notes on the texts[ .]+{labels[first]}\s", f"{contents}\n")


def test_credits_are_said_once_in_a_collection(data: bytes) -> None:
    """In its imprint; the notes that it shares with a thread's own PDF leave them out, and nothing of them is tagged."""
    assert "".join(pdf_text(data)).count("Emoji drawings") == 1
    with pikepdf.open(BytesIO(data)) as pdf:
        assert read(pdf).text.count("Emoji drawings") == 1


def test_all_that_is_drawn_in_notes_is_tagged_once(data: bytes) -> None:
    """Though several forms share a page, each of which numbers its marks from 0."""
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        audit(pdf)


def test_links_lead_from_the_end_mark_to_the_notes_and_back(collection: Book, data: bytes) -> None:
    """To the place on the page where they stand."""
    with pikepdf.open(BytesIO(data)) as pdf:
        named = pikepdf.NameTree(pdf.Root.Names.Dests)
        pages: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}
        for chapter in collection.chapters:
            place = named[f"notes-{chapter.thread.id}"]
            notes = pdf.pages[pages[place[0].objgen]]
            back = [link for link in notes.obj.Annots if str(link.Contents) == chapter.thread.title]
            (link,) = [link for link in back if abs(float(place[3]) - float(link.Rect[1])) < 9]
            start = pages[link.Dest[0].objgen]
            marks = [each for page in [*pdf.pages][start : start + 3] for each in page.obj.get("/Annots", ())]
            there = [str(each.Dest) for each in marks if isinstance(each.get("/Dest"), pikepdf.String)]
            assert there[0] == f"notes-{chapter.thread.id}"


def test_they_are_bookmarked_last(data: bytes) -> None:
    """As one."""
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root][-1] == "Notes on the texts"


def test_notes_are_printed_once_for_both(collection: Book, data: bytes) -> None:
    """The forms of a thread's own PDF and of the collection are the same to the byte."""
    one = collection.chapters[3].thread
    sheet = sheet_of(one)
    assert sheet.notes
    (form,) = sheet.notes.forms
    drawn = zlib.decompress(sheet.notes.streams[form.stream - sheet.notes.plain].data)
    for made in (own(one), data):
        with pikepdf.open(BytesIO(made)) as pdf:
            forms = [each for page in pdf.pages for each in page.obj.Resources.get("/XObject", {}).values()]
            assert drawn in [each.read_bytes() for each in forms]


def test_notes_keep_to_the_margins_of_left_and_right_pages(collection: Book) -> None:
    """Which mirror each other."""
    whole = replace(collection, chapters=collection.chapters[:2] + collection.chapters[3:])
    made = bind(whole).data
    with pikepdf.open(BytesIO(made)) as pdf:
        last, other = pdf.pages[-1], pdf.pages[-2]
        (left,) = {round(float(link.Rect[0]), 1) for link in other.obj.Annots}
        (right,) = {round(float(link.Rect[0]), 1) for link in last.obj.Annots}
    assert (left, right) == (51.0, 62.4)


def test_long_notes_are_divided() -> None:
    """Into as many forms as they take pages."""
    gaps = tuple(Gap(kind="posts", after=0, message=f"Post {number} is not there.") for number in range(90))
    one = thread("A wall.", gaps=gaps)
    notes = sheet_of(one).notes
    assert notes
    assert len(notes.forms) > 1
    pages = pdf_text(own(one))
    assert len(pages) == sheet_of(one).pages + len(notes.forms)
    assert all(sum(f"Post {number} is not there." in page for page in pages[-len(notes.forms) :]) for number in (0, 89))


def test_a_theme_may_have_no_notes(tmp_path: Path) -> None:
    """Where their template is empty the book ends with its threads, and its contents name none."""
    (tmp_path / "theme.toml").write_text('base = "classic"')
    (tmp_path / "notes.md.j2").write_text("")
    theme = themes.load(str(tmp_path))
    whole = book(thread("One.", number=1), thread("Two.", number=2))
    bare = tuple(replace(chapter, notes="", credits="") for chapter in whole.chapters)
    pages = pdf_text(bind(replace(whole, chapters=bare), theme=theme).data)
    assert "Walls, part 2" in pages[-1]
    assert "Notes" not in "".join(pages)


HEIGHTS = st.lists(st.lists(st.floats(1, 100), min_size=1, max_size=3), min_size=1, max_size=30)


@given(HEIGHTS, st.floats(0, 20), st.floats(0, 100))
def test_forms_are_stacked_without_overlap(heights: Sequence[Sequence[float]], gap: float, start: float) -> None:
    """In order, none below the foot of its page, those of different sheets with a gap between them."""
    column = Column(top=100.0, bottom=0.0, gap=gap)
    page, free, sheet = 0, start, -1
    for number, (spots, sizes) in enumerate(zip(stacked(heights, column, start), heights, strict=True)):
        for spot, size in zip(spots, sizes, strict=True):
            assert spot.page in (page, page + 1)
            if spot.page > page:
                assert spot.top == column.top
            elif spot.top < column.top:
                assert spot.top == pytest.approx(free - (gap if number != sheet else 0))
            assert spot.top - size >= -0.1
            page, free, sheet = spot.page, spot.top - size, number


def test_the_height_of_a_form_is_that_of_its_text() -> None:
    """Two lines more of a size are two lines more."""
    sizes = []
    for lines in (4, 6):
        gaps = tuple(Gap(kind="posts", after=0, message=f"Gap {number}.") for number in range(lines))
        notes = sheet_of(thread("A wall.", gaps=gaps)).notes
        assert notes
        sizes.append(height(notes.forms[0]))
    assert sizes[1] - sizes[0] == pytest.approx(2 * (8.5 * 1.4 + 0.2 * 8.5), abs=1)
