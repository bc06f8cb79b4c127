"""The front matter says of each thread where it is, and takes none of its posts along."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from pipeline.errors import PublishError
from pipeline.press.layout.front import write
from pipeline.press.layout.printing import front_matter
from pipeline.typeset import theme as themes
from tests.press.conftest import THEME, book, thread, with_news


def test_it_names_every_thread_and_its_page() -> None:
    """With a link that is settled when the book is bound."""
    whole = book(thread("One wall.", number=1), thread("Two walls.", number=2))
    (matter,) = write(whole, [1, 5], THEME)
    for chapter, page in zip(whole.chapters, (1, 5), strict=True):
        link = f'<a href="x-thread:{chapter.thread.id}" data-page="{page}"><bdi>{chapter.thread.title}</bdi></a>'
        assert link in matter.markup


def test_what_goes_to_a_worker_is_less_than_the_threads() -> None:
    """Whatever they hold: a line for each is all that its process has to keep."""
    short = write(book(thread("A wall."), thread("A gate.", number=2)), [1, 3], THEME)
    long = write(book(thread("A wall. " * 5000), thread("A gate.", number=2)), [1, 3], THEME)
    assert len(pickle.dumps(long)) == len(pickle.dumps(short))


def test_drawn_emoji_are_credited() -> None:
    """Their licence asks for it, in whichever post they stand."""
    (plain,) = write(book(thread("A wall."), thread("A gate.", number=2)), [1, 3], THEME)
    (drawn,) = write(book(thread("A wall."), thread("A gate.", "A 🧱.", number=2)), [1, 3], THEME)
    assert "Twemoji" in drawn.markup
    assert "Twemoji" not in plain.markup


def test_news_are_a_piece_of_their_own() -> None:
    """So that the rest is what it was in the edition before."""
    whole = book(thread("A wall.", number=1), thread("A gate.", number=2))
    (before,) = write(whole, [1, 5], THEME)
    front, told = write(with_news(whole, 2), [1, 5], THEME)
    assert front == before
    assert "New since 3 March 2022" in told.markup
    assert f'<a href="x-thread:{whole.chapters[1].thread.id}" data-page="5">' in told.markup
    assert whole.chapters[0].thread.id not in told.markup


@pytest.mark.parametrize(("name", "place"), [("book-front.html.j2", 0), ("book-news.html.j2", 1)])
def test_a_torn_template_is_named(tmp_path: Path, name: str, place: int) -> None:
    """And no other one."""
    (tmp_path / "theme.toml").write_text('base = "classic"')
    (tmp_path / name).write_text("<p>One <b>wall</p>")
    theme = themes.load(str(tmp_path))
    whole = with_news(book(thread("A wall.", number=1), thread("A gate.", number=2)), 1)
    with pytest.raises(PublishError, match="makes XHTML that is not well-formed: mismatched tag") as caught:
        front_matter(write(whole, [1, 3], theme)[place], theme)
    assert caught.value.path == str(tmp_path / name)
