"""The typographer's pass: what people type, as a book has it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.typeset.inline import Run
from pipeline.typeset.typography import line, normal, paragraph
from pipeline.typeset.typography.language_table import every
from tests.conftest import GOLDEN

CASES = sorted((GOLDEN / "typography").glob("*.txt"))
BECOMES = " → "
SHOWN = str.maketrans({"\N{NO-BREAK SPACE}": "⍽", "\N{NARROW NO-BREAK SPACE}": "·"})
"""Fixed spaces as the golden tables show them, wide and narrow."""

LANGUAGE = st.sampled_from(sorted(every()))
SIGNS = (
    *"\"'-.,!?:;()«»„“”‘’‹›–—…/\\1aßあ漢ж」，\u00a0\u202f", "--", " - ", " ", "...", "word", "l'a", "'90s", "1914", " m",
    "pp. 2", "z. B.", " v ", "J. ", ":-)", "#tag", "http://x.org/a'b", "5'10\"", "🙂",
)  # fmt: skip
TYPED = st.lists(st.sampled_from(SIGNS), max_size=14).map("".join)
RUNS = st.builds(
    Run,
    TYPED.filter(bool),
    st.sampled_from(((), (), ("italic",), ("code",), ("bold", "italic"))),
    st.sampled_from(("", "", "https://example.org/")),
)
LINES = st.lists(st.lists(RUNS, min_size=1, max_size=4).map(tuple), min_size=1, max_size=3).map(tuple)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_tables(path: Path, golden: Callable[[Path, str], None]) -> None:
    """Each line of a language's table: as it was typed, and as it is set."""
    typed = [each.partition(BECOMES)[0] for each in path.read_text(encoding="utf-8").splitlines()]
    rows = (f"{each}{BECOMES}{line(each, path.stem).translate(SHOWN)}\n" for each in typed)
    golden(path, "".join(rows))


def test_without_a_language_all_stays_as_typed() -> None:
    """Nor does anything change in one that has no table."""
    text = "\"It's\" -- 'so'..."
    assert (line(text, ""), line(text, "tlh")) == (text, text)


@given(LINES, LANGUAGE)
@settings(max_examples=400, deadline=None)
def test_what_is_set_stays_as_it_is(lines: tuple[tuple[Run, ...], ...], language: str) -> None:
    """Applied twice is applied once."""
    made = paragraph(lines, language)
    assert paragraph(made, language) == made


@given(LINES, LANGUAGE)
@settings(max_examples=400, deadline=None)
def test_nothing_but_the_table_changes(lines: tuple[tuple[Run, ...], ...], language: str) -> None:
    """The words have the same normal form, letters and figures are the same, and runs keep their looks."""
    made = paragraph(lines, language)
    assert [list(map(_look, each)) for each in made] == [list(map(_look, each)) for each in lines]
    typed, became = _text(lines), _text(made)
    assert normal(became) == normal(typed)
    assert _letters(became) == _letters(typed)


@given(LINES, LANGUAGE)
@settings(max_examples=200, deadline=None)
def test_code_stays_as_typed(lines: tuple[tuple[Run, ...], ...], language: str) -> None:
    """Whatever is around it."""
    made = paragraph(lines, language)
    assert [run for each in made for run in each if "code" in run.styles] == [
        run for each in lines for run in each if "code" in run.styles
    ]


def test_marks_pair_across_emphasis_and_lines() -> None:
    """A quotation may open in one run and close in another."""
    typed = ((Run('"So '), Run("it is", ("italic",)), Run(",")), (Run('he said"'),))
    set_lines = paragraph(typed, "de")
    assert set_lines == ((Run("„So "), Run("it is", ("italic",)), Run(",")), (Run("he said“"),))


def test_what_is_exempt_in_links() -> None:
    """An address stays, though it be shortened; the words of a link are words. Names stay."""
    address = Run("example.org/it's--a…", (), "https://example.org/it's--a/page")
    words = Run("it's here", (), "https://example.org/")
    name = Run("@o'neill", (), "https://example.org/o", "mention")
    space = Run(" ")
    made = paragraph(((address, space, words, space, name),), "en")
    assert made == ((address, space, Run("it’s here", (), words.href), space, name),)


def _look(run: Run) -> tuple[tuple[str, ...], str, str]:
    return run.styles, run.href, run.kind


def _text(lines: tuple[tuple[Run, ...], ...]) -> str:
    return "\n".join("".join(run.text for run in each) for each in lines)


def _letters(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign)[0] in "LN")
