"""Running heads: the author over versos, the title over rectos, each cut at a word where it does not fit."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Author
from pipeline.press.layout.running_heads import ELLIPSIS, shortened
from tests.press.conftest import bind, single, thread

MEASURE = 36.0
HEIGHT = 20 / 25.4 * 72
"""Points that the head of a page takes."""
LONG = "Each stone rests on two below it, and two rest on it. Builders say: one on two, two on one. " * 9
WORDS = "Why dry-stone walls outlive the farms that they were built for, and what their builders knew about water"


def heads(title: str, language: str = "en") -> list[str]:
    """What stands over the pages of a thread by Ida."""
    data = bind(single(thread(*[LONG] * 12, title=title, language=language, author=Author(name="Ida")))).data
    found = []
    for page in pypdfium2.PdfDocument(io.BytesIO(data)):
        width, height = page.get_size()
        found.append(page.get_textpage().get_text_bounded(0, height - HEIGHT, width, height).strip())
    return found


def test_the_author_stands_over_left_pages_and_the_title_over_right_ones() -> None:
    """Nothing stands over the page that the thread opens on."""
    first, *others = heads("How a wall stands")
    assert first == ""
    assert others[:3] == ["Ida", "How a wall stands", "Ida"]


def test_a_thread_that_reads_from_right_to_left_has_the_author_over_right_pages() -> None:
    """These are its versos: it opens on a left page."""
    assert heads("Walls", "he")[1:4] == ["Ida", "Walls", "Ida"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("How a wall stands", "How a wall stands"),
        (WORDS, "Why dry-stone walls outlive the farms that they were built for, and what their builders…"),
        ("A wall — " * 12, "A wall — A wall — A wall — A wall — A wall — A wall — A wall — A wall — A…"),
        ("石垣はなぜ長く残るのか、" * 4, "石垣はなぜ長く残るのか、石垣はなぜ長く残るのか、石垣はなぜ長く残るの…"),
        ("Short and then W" + "W" * 90, "Short and then " + "W" * 30 + "…"),
        ("🐸" * 40, "🐸" * 32 + "…"),
    ],
)
def test_what_does_not_fit_ends_at_a_word(text: str, said: str) -> None:
    """Without a sign that would dangle; only a word that takes half of the line is cut itself."""
    assert shortened(text, MEASURE) == said


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=120), st.floats(2, 60))
def test_a_head_is_the_beginning_of_the_words(text: str, measure: float) -> None:
    """All of them, or as many as fit; what was cut once stays as it is."""
    cut = shortened(text, measure)
    assert cut == text or text.startswith(cut.removesuffix(ELLIPSIS))
    assert shortened(cut, measure) == cut
