"""Text comes out of a PDF as it was written, in every script: of a thread's own, and of the book of all threads."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.model import Post
from tests.command.conftest import COMMAND
from tests.press.conftest import bind, single, thread
from tests.press.marked_text import marked_text

INPUTS = Path(__file__).with_name("text-copies-out")
LANGUAGES = sorted(path.stem for path in INPUTS.glob("*.json"))
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "yi")
LEFT_TO_RIGHT = [language for language in LANGUAGES if language not in RIGHT_TO_LEFT]
UNMARKED = ("am", "cs", "fr", "hy", "ja", "ka", "ko", "pl", "ru", "tr", "uk", "vi", "zh")
"""Languages that need no marks, and no hyphens: MuPDF reads them right even in the versions that know no ActualText."""
UNSPACED = ("ja", "km", "ko", "lo", "my", "th", "zh")
"""Languages whose lines may end within a word."""


def posts(language: str) -> list[str]:
    """The texts of the input in a language."""
    return [post["text"] for post in json.loads((INPUTS / f"{language}.json").read_text("utf-8"))["posts"]]


def folded(text: str, *, spaced: bool) -> str:
    """A text in NFC, its words joined where the layout has divided them, its white space folded.

    pdfium has signs of its own for a hyphen at the end of a line.
    """
    whole = re.sub("[\xad\x02\ufffe]\\s*|[\u200b-\u200f\u202a-\u202e]", "", unicodedata.normalize("NFC", text))
    return re.sub(r"\s+", " " if spaced else "", whole)


def unbracketed(text: str) -> str:
    """A text without what is mirrored in text from right to left."""
    return "".join(sign for sign in text if not unicodedata.mirrored(sign))


def by_pdfium(path: Path) -> str:
    """Text by the library of Chrome."""
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def by_poppler(path: Path) -> str:
    """Text by pdftotext."""
    return _output("pdftotext", str(path), "-")


def by_mupdf(path: Path) -> str:
    """Text by mutool."""
    return _output("mutool", "draw", "-q", "-F", "txt", "-o", "-", str(path))


def _output(*command: str) -> str:
    if not shutil.which(command[0]):
        pytest.skip(f"there is no {command[0]} here")
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[Path]]:
    """`published(language)`: the PDF of the thread in a language, and the book of all of them."""
    folder = tmp_path_factory.mktemp("published")
    command = [str(COMMAND), str(INPUTS), "--pdf", "-o", str(folder), "--no-library"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    report = json.loads((folder / "report.json").read_text("utf-8"))
    slugs = {each["title"]: each["slug"] for each in report["threads"]}

    def paths(language: str) -> list[Path]:
        title = json.loads((INPUTS / f"{language}.json").read_text("utf-8"))["title"]
        return [folder / "threads" / f"{slugs[title]}.pdf", folder / "book.pdf"]

    return paths


Published = Callable[[str], list[Path]]
_text = cache(lambda read, path: read(path))


@pytest.mark.parametrize("read", [by_pdfium, by_poppler])
@pytest.mark.parametrize("language", LEFT_TO_RIGHT)
def test_what_reads_from_left_to_right_comes_out_exactly(
    published: Published, language: str, read: Callable[[Path], str]
) -> None:
    """Letter by letter, by readers that know /ActualText; emoji and hyphens included."""
    for path in published(language):
        text = folded(_text(read, path), spaced=language not in UNSPACED)
        for post in posts(language):
            assert folded(post, spaced=language not in UNSPACED) in text


@pytest.mark.parametrize("language", UNMARKED)
def test_where_each_glyph_says_what_it_is_every_reader_gets_it(published: Published, language: str) -> None:
    """MuPDF too: before 1.23 it knows no /ActualText, and after that it puts spaces into some words that have one."""
    for path in published(language):
        text = folded(_text(by_mupdf, path), spaced=language not in UNSPACED)
        for post in posts(language):
            assert folded(post, spaced=language not in UNSPACED) in text


@pytest.mark.parametrize("read", [by_pdfium, by_mupdf])
@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_what_reads_from_right_to_left_comes_out_in_two_readers(
    published: Published, language: str, read: Callable[[Path], str]
) -> None:
    """Poppler puts spaces on the wrong side of points and commas. MuPDF does not turn brackets back, as pdfium does."""
    fold = unbracketed if read is by_mupdf else str
    for path in published(language):
        text = fold(folded(_text(read, path), spaced=True))
        for post in posts(language):
            assert fold(folded(post, spaced=True)) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_content_is_in_the_order_of_reading(published: Published, language: str) -> None:
    """A screen reader has it from marks and Unicode maps, in either direction."""
    fold = unbracketed if language in RIGHT_TO_LEFT else str
    for path in published(language):
        text = fold(folded(marked_text(path.read_bytes()), spaced=False))
        for post in posts(language):
            assert fold(folded(post, spaced=False)) in text


def test_plain_latin_has_no_marks_but_hyphens(published: Published) -> None:
    """Ligatures say what they are by themselves."""
    english, _ = published("en")
    pdf = pypdfium2.PdfDocument(english)
    marks = {
        pypdfium2.raw.FPDFPageObj_CountMarks(each)
        for page in pdf
        for each in page.get_objects()
        if each.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT
    }
    assert marks <= {1, 2}
    assert "difficult" in folded(by_pdfium(english), spaced=True)


LETTERS = {
    "latin": "aefilst\u00e9\u0301\u0323",
    "greek": "αβγςή",
    "cyrillic": "абвёї",
    "devanagari": "कखतरषसि\u093f\u0941\u0902\u094d",
    "bengali": "কতরশ\u09bf\u09c7\u09cb\u09cd\u0981",
    "tamil": "கவணர\u0bbe\u0bbf\u0bca\u0bcd",
    "telugu": "కతరప\u0c3e\u0c46\u0c4d",
    "kannada": "ಕತರಪ\u0cbf\u0cc6\u0ccb\u0ccd",
    "malayalam": "കചരന\u0d3e\u0d4b\u0d4d",
    "sinhala": "කරශව\u0dca\u0ddc\u200d",
    "khmer": "កថមរ\u17b6\u17c6\u17d2\u17be",
    "burmese": "ကရမန\u1039\u103c\u102d\u1031",
    "thai": "กนมย\u0e33\u0e48\u0e34",
    "lao": "ກນມ\u0eb3\u0ec8",
    "arabic": "ابتلي",
    "hebrew": "אבגדה",
}
WORDS = st.lists(
    st.sampled_from(sorted(LETTERS)).flatmap(lambda script: st.text(LETTERS[script], min_size=1, max_size=8)),
    min_size=1,
    max_size=12,
).map(" ".join)


@settings(max_examples=25, deadline=None)
@given(WORDS)
@example("fi ﬁ é e\u0301 (א) ב (a) क्षि कि क")
@example("ا ا ا اااااا ঁ")
@example("Привет, мир: שלום (עולם) 12, and किताब")
def test_any_words_are_said_as_written(words: str) -> None:
    """Whatever letters and marks follow each other: in a document of many scripts a glyph may mean several things."""
    text = marked_text(bind(single(thread(f"Wall {words} wall"))).data)
    assert unbracketed(folded(words, spaced=False)) in unbracketed(folded(text, spaced=False))


def test_a_number_in_the_margin_doubles_no_word(tmp_path: Path) -> None:
    """A post's number stands on the line of its first words; where these are marked, pdfium read them on both sides."""
    (words,) = posts("km")
    (path := tmp_path / "posts.pdf").write_bytes(bind(single(thread(posts=(Post(text=words), Post(text="Wall"))))).data)
    assert folded(by_pdfium(path), spaced=False).count(folded(words, spaced=False)[:20]) == words.count(words[:20])
