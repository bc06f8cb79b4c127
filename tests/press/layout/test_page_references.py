"""A page number that is filled in looks as if it had been known when the contents were laid out, dots and all."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace

from pipeline.model import Book
from pipeline.press.book import binding
from pipeline.press.book.sequence import Extent
from pipeline.press.layout import placeholders
from pipeline.press.layout.front import write
from pipeline.press.layout.printing import front_matter, render
from pipeline.press.sheet import Sheet
from pipeline.typeset import numerals
from pipeline.typeset import theme as themes
from pipeline.typeset.theme import Theme
from tests.press.conftest import THEME, book, pdf_text, thread
from tests.press.tagged import audit

WORDS = {
    "en": "A gate, and how it was made, and by whom",
    "ar": "الجدار الحجري يقف بلا ملاط",
    "he": "קיר אבן יבש עומד בלי טיט",
    "hi": "उलटा सूखे पत्थर की दीवार",
}
PLAIN = '.entry a::after { content: leader(".") attr(data-page); font: italic 13pt Spectral }'
SPACED = '.entry a::after { content: leader("- ") " " attr(data-page); letter-spacing: 0 }'


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    """A page to stand for a thread."""
    return render(book(thread("One."), thread("Two.", number=2)).chapters[0], THEME)


def styled(folder: Path, style: str) -> Theme:
    """A theme with other rules for the contents."""
    (folder / "theme.toml").write_text('base = "classic"')
    (folder / "print.css").write_text(THEME.text("print.css").replace("padding-inline-end: 8mm", "") + style)
    return themes.load(str(folder))


def bound(whole: Book, starts: list[int], theme: Theme, sheet: Sheet) -> bytes:
    """The book, with threads that start on these pages."""
    front = [front_matter(piece, theme) for piece in write(whole, theme)]
    extents = [Extent(start, sheet.pages, 595.0) for start in starts]
    return binding.bind(whole, [sheet] * len(starts), extents, front, theme).data


def signs(data: bytes) -> list[tuple[str, int, int]]:
    """What is on the page of the contents, and where, in fifths of a point."""
    with pypdfium2.PdfDocument(BytesIO(data)) as pdf:
        text = pdf[4].get_textpage()
        places = [(text.get_text_range(at, 1), *text.get_charbox(at)[:2]) for at in range(text.count_chars())]
    return sorted((sign, round(x * 5), round(y * 5)) for sign, x, y in places if sign.strip())


@pytest.mark.parametrize("style", ["", PLAIN, SPACED], ids=["classic", "plain", "spaced"])
@pytest.mark.parametrize("language", WORDS)
def test_it_looks_as_if_it_had_been_known(
    language: str, style: str, sheet: Sheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fewer figures than there is room for, as many, and more; from either side, in figures of several scripts."""
    theme = styled(tmp_path, style) if style else THEME
    threads = (
        thread("A", number=number, title=" ".join([WORDS[language]] * number), language=language)
        for number in (1, 2, 3, 4)
    )
    whole = replace(book(*threads), language=language)
    starts = [1, 9, 27, 101]
    made = bound(whole, starts, theme, sheet)
    numbers = [numerals.number(start, language) for start in (*starts, starts[-1] + sheet.pages + 1, 0)]
    monkeypatch.setattr(placeholders, "written", lambda count, language: [*numbers])
    monkeypatch.setattr(placeholders, "are_in", lambda markup: False)
    known = bound(whole, starts, theme, sheet)
    for (sign, *place), (other, *expected) in zip(signs(made), signs(known), strict=True):
        assert sign == other
        assert place == pytest.approx(expected, abs=1)
    assert pdf_text(made) == pdf_text(known)
    with pikepdf.open(BytesIO(made)) as pdf:
        audit(pdf)


def test_a_placeholder_in_a_title_is_no_number_of_a_thread_that_is_not_there() -> None:
    """Nobody types one; if somebody does, it is text."""
    typed = placeholders.written(9, "en")[8]
    assert placeholders.divided(f"{typed} walls", 2) == [(f"{typed} walls", None)]
    assert placeholders.divided(f"p. {typed}, of", 9) == [("p. ", None), ("08", 8), (", of", None)]
