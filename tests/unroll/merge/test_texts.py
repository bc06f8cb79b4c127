"""Pages without ids find their thread by its words: by how many stretches of three they share, and how near they lie."""

from __future__ import annotations

from collections import Counter
from unittest.mock import patch

import pytest
from msgspec.structs import replace

from pipeline.model import Author, Capture, Date
from pipeline.unroll.merge import texts
from pipeline.unroll.merge.draft import Draft
from pipeline.unroll.merge.words import folded_words, grams
from tests.conftest import unrolled
from tests.unroll.merge.examples import page, post, text_page

STRANGER = Author()
DAY = Date(year=2021, month=1, day=30)


def _words(count: int, name: str = "word") -> str:
    return " ".join(f"{name}{number}" for number in range(count))


def _threads(*captures: Capture) -> int:
    return len(unrolled(captures))


@pytest.mark.parametrize(("stretches", "threads"), [(59, 2), (60, 1), (61, 1)])
def test_many_words_prove_a_thread_whose_author_is_not_known(stretches: int, threads: int) -> None:
    """The archive's author is known, the page's is not."""
    text = _words(stretches + 2)
    assert _threads(page(post(1, text=text)), text_page(text, author=STRANGER)) == threads


@pytest.mark.parametrize(("stretches", "threads"), [(5, 2), (6, 1), (7, 1)])
def test_few_words_prove_a_thread_of_a_known_author(stretches: int, threads: int) -> None:
    """Fewer than that may be anyone's."""
    text = _words(stretches + 2)
    assert _threads(page(post(1, text=text)), text_page(text)) == threads


@pytest.mark.parametrize(("shared", "threads"), [(15, 2), (16, 1), (17, 1)])
def test_a_share_of_the_shorter_text_proves_a_thread(shared: int, threads: int) -> None:
    """Four fifths of the twenty stretches of a page."""
    saved = f"{_words(shared + 2)} {_words(20 - shared, 'other')}"
    assert _threads(page(post(1, text=_words(40))), text_page(saved)) == threads


@pytest.mark.parametrize(
    ("one", "two", "threads"),
    [
        (DAY, replace(DAY, day=28), 1),
        (DAY, replace(DAY, day=27), 2),
        (DAY, Date(year=2021, month=2, day=1), 1),
        (DAY, Date(year=2021, month=2, day=2), 2),
        (Date(month=12, day=31), Date(month=1, day=2), 1),
        (Date(month=12, day=31), Date(month=1, day=3), 2),
        (Date(year=2021), Date(year=2021, month=5, day=1), 1),
        (Date(year=2021), Date(year=2022, month=1, day=1), 2),
        (Date(month=5, day=1), Date(year=2022), 1),
    ],
    ids=str,
)
def test_few_words_prove_nothing_at_another_time(one: Date, two: Date, threads: int) -> None:
    """Two days are a time zone and a night; what is not known does not part them."""
    captures = (
        replace(capture, posts=tuple(replace(each, date=None) for each in capture.posts), date=date)
        for capture, date in ((page(post(1, text=_words(20))), one), (text_page(_words(20)), two))
    )
    assert _threads(*captures) == threads


def test_pages_that_begin_alike_are_looked_at_once() -> None:
    """Lines that everyone writes tie nothing: no page's words are joined twice, those of other authors' pages not at
    all, and a page that is there twice is found among them."""
    pages = [
        replace(
            text_page(f"Thread!\nThat is all.\n{_words(90, f'w{number}_')}", name=f"{number}.txt"),
            author=Author(name=f"Author {number % 200}"),
        )
        for number in range(400)
    ]
    copy = replace(pages[7], source=replace(pages[8].source, name="copy.txt", sha256="c0"))
    looked: Counter[str] = Counter()

    def counted(draft: Draft) -> set[int]:
        looked[draft.captures[0].source.name] += 1
        return grams(folded_words("\n".join(post.text for post in draft.posts)))

    with patch.object(texts, "_grams", counted):
        assert _threads(*pages, copy) == 400
        assert set(looked.values()) == {1}
        looked.clear()
        assert _threads(*pages[:200]) == 200
        assert not looked


def test_an_opening_of_everyones_hides_no_rare_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few are looked up, those that few threads have come first."""
    monkeypatch.setattr(texts, "_VOTES", 3)
    pages = [text_page(f"Thread!\n{_words(90, f'w{number}_')}", name=f"{number}.txt") for number in range(50)]
    copy = replace(pages[40], source=replace(pages[8].source, name="copy.txt", sha256="c0"))
    assert _threads(*pages, copy) == 50
