"""The front matter has room for the page of each thread, and takes none of its posts along."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from pipeline.errors import PublishError
from pipeline.press.layout import placeholders
from pipeline.press.layout.front import write
from pipeline.press.layout.printing import front_matter
from pipeline.typeset import theme as themes
from pipeline.typeset.theme import Wishes
from pipeline.typeset.theme_options import Source
from tests.press.conftest import THEME, bind, book, pdf_text, thread, with_news


def test_it_names_every_thread_and_has_room_for_its_page() -> None:
    """With a link that is settled when the book is bound, and a placeholder that tells which thread it is of."""
    whole = book(thread("One wall.", number=1), thread("Two walls.", number=2))
    front, contents, notes = write(whole, THEME)
    assert "x-thread" not in front.markup
    for place, chapter in enumerate(whole.chapters):
        (page,) = re.findall(rf'<a href="x-thread:{chapter.thread.id}" data-page="(.*?)">', contents.markup)
        assert placeholders.divided(page, 2) == [(f"0{place}", place)]
    (page,) = re.findall('<a href="x-notes:" data-page="(.*?)">', contents.markup)
    assert placeholders.divided(page, 3) == [("02", 2)]
    assert [piece.is_notes for piece in (front, contents, notes)] == [False, False, True]


def test_what_goes_to_a_worker_is_less_than_the_threads() -> None:
    """Whatever they hold: a line for each is all that its process has to keep."""
    short = write(book(thread("A wall."), thread("A gate.", number=2)), THEME)
    long = write(book(thread("A wall. " * 5000), thread("A gate.", number=2)), THEME)
    assert pickle.dumps(long) == pickle.dumps(short)


def test_contents_are_the_same_wherever_threads_stand() -> None:
    """They are printed again where a title has changed, and not where a thread has grown by pages."""
    _, contents, _ = write(book(thread("A wall."), thread("A gate.", number=2)), THEME)
    assert write(book(thread("A wall. " * 5000), thread("A gate.", number=2)), THEME)[1] == contents
    assert write(book(thread("A wall."), thread("A gate.", number=2, title="Gates")), THEME)[1] != contents


def test_drawn_emoji_are_credited() -> None:
    """Their licence asks for it, in whichever post they stand."""
    plain, *_ = write(book(thread("A wall."), thread("A gate.", number=2)), THEME)
    drawn, *_ = write(book(thread("A wall."), thread("A gate.", "A 🧱.", number=2)), THEME)
    assert "Twemoji" in drawn.markup
    assert "Twemoji" not in plain.markup


@pytest.mark.parametrize(("page", "size"), [("a5", "auto"), ("65.1x141.1", 9), ("74x105", 7.5)])
def test_the_imprint_is_on_one_page(page: str, size: object) -> None:
    """However small that is: at its foot, and all of it."""
    look = {"page": page, "margins": "9mm 5mm 9mm 5mm", "size": size}
    theme = themes.load("classic", [Wishes(look, Source("small.toml", "options."))])
    pages = pdf_text(bind(book(thread("A wall 🧱."), thread("A gate.", number=2)), theme=theme).data)
    (imprint,) = (text for text in pages if "Twemoji" in text)
    assert imprint.startswith("2 threads.")
    assert imprint.rstrip().endswith("edge.")


def test_news_are_a_piece_of_their_own() -> None:
    """So that the rest is what it was in the edition before."""
    whole = book(thread("A wall.", number=1), thread("A gate.", number=2))
    before = write(whole, THEME)
    *others, told = write(with_news(whole, 2), THEME)
    assert tuple(others) == before
    assert "New since 3 March 2022" in told.markup
    assert f'<a href="x-thread:{whole.chapters[1].thread.id}" data-page="' in told.markup
    assert whole.chapters[0].thread.id not in told.markup


def test_a_theme_may_have_the_contents_beside_the_title_page(tmp_path: Path) -> None:
    """As themes had that were made before contents had a file: they are not there twice."""
    (tmp_path / "theme.toml").write_text('base = "classic"')
    (tmp_path / "book-front.html.j2").write_text("<h1>{{ book.title }}</h1><p>{{ starts[0] }}</p>")
    whole = book(thread("A wall.", number=1), thread("A gate.", number=2))
    assert [piece.template for piece in write(whole, themes.load(str(tmp_path)))] == [
        "book-front.html.j2",
        "book-notes.html.j2",
    ]


@pytest.mark.parametrize(
    ("name", "place"),
    [("book-front.html.j2", 0), ("book-contents.html.j2", 1), ("book-notes.html.j2", 2), ("book-news.html.j2", 3)],
)
def test_a_torn_template_is_named(tmp_path: Path, name: str, place: int) -> None:
    """And no other one."""
    (tmp_path / "theme.toml").write_text('base = "classic"')
    (tmp_path / name).write_text("<p>One <b>wall</p>")
    theme = themes.load(str(tmp_path))
    whole = with_news(book(thread("A wall.", number=1), thread("A gate.", number=2)), 1)
    with pytest.raises(PublishError, match="makes XHTML that is not well-formed: mismatched tag") as caught:
        front_matter(write(whole, theme)[place], theme)
    assert caught.value.path == str(tmp_path / name)
