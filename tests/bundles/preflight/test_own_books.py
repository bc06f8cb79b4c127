"""Books of our own, small and whole: what they are made for today breaks no rule that they keep to."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from pipeline.model import Asset, Media
from pipeline.typeset import theme as themes
from tests.bundles.preflight.held import found, target
from tests.ebook import books
from tests.press.conftest import bind, book, thread

HEBREW = "קיר אבן יבש עומד בלי טיט, and so on. " * 20
PLACE = target(
    trim=["a5"],
    least_pages=4,
    gutter=[[300, "18mm"]],
    margin="10mm",
    fonts_embedded=True,
    file_size=2,
    text_size=100,
    picture_types=["jpg", "png", "svg"],
    picture_baseline=True,
    cover_picture=640,
    levels=2,
    sound_links=True,
    ascii_names=True,
)
"""Rules that books keep to as they are without any option."""


@pytest.fixture
def picture(tmp_path: Path) -> Media:
    """A photo."""
    path = tmp_path / "wall.png"
    Image.new("RGB", (600, 400), "steelblue").save(path)
    return Media(alt="A wall", asset=Asset(path=path))


def test_an_epub() -> None:
    """With a cover, contents, a picture, links and emoji."""
    assert found({"book.epub": books.bind(books.collection(), themes.load("classic"))}, PLACE) == []


@pytest.mark.parametrize("language", ["en", "he"])
def test_a_pdf(language: str, picture: Media) -> None:
    """Bound at either side; what hangs in margins, hangs outside."""
    text = HEBREW if language == "he" else "Each stone rests on two below it 🧱, and two rest on it. " * 20
    whole = book(*(thread(*[text] * 6, number=number, media=[picture], language=language) for number in (1, 2)))
    assert found({"book.pdf": bind(whole).data}, PLACE) == []
