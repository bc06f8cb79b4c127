"""An EPUB brings fonts for the scripts that a device may not have."""

from __future__ import annotations

import io
import unicodedata

import pytest
from fontTools.ttLib import TTFont

from pipeline.ebook import font_subsets
from pipeline.ebook.page import Page


def page(body: str) -> Page:
    """A page whose body is this."""
    return Page(name="page.xhtml", text=f"<html><head><title>木 🧵</title></head><body>{body}</body></html>")


def dressed(body: str) -> str:
    """That body as it stands in the book."""
    made, _ = font_subsets.drawn(page(body))
    found = font_subsets.needed(font_subsets.texts(made))
    return (
        font_subsets.dressed(made, frozenset().union(*found.values()))
        .text.partition("<body>")[2]
        .partition("</body>")[0]
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Plain, façade, Łódź, λόγος, мир &amp; “so”</p>", "<p>Plain, façade, Łódź, λόγος, мир &amp; “so”</p>"),
        ("<p>a 木 is</p>", '<p>a <span class="other-script">木</span> is</p>'),
        ("<p>كتاب على ورق.</p>", '<p><span class="other-script">كتاب على ورق</span>.</p>'),
        ("<p>क्‍ष &lt;</p>", '<p><span class="other-script">क्‍ष</span> &lt;</p>'),
        ("<h1>Flax 🧵</h1>", '<h1>Flax <img class="emoji" src="emoji/1f9f5.svg" alt="🧵" /></h1>'),
        ('<p title="木">tree</p>', '<p title="木">tree</p>'),
    ],
)
def test_only_runs_that_may_be_boxes_are_marked(body: str, expected: str) -> None:
    """Words stay whole, attributes and the page's title stay as they are, emoji become drawings."""
    assert dressed(body) == expected


@pytest.mark.parametrize("text", ["木の本", "كتاب", "ספר", "पुस्तक", "กระดาษ", "➜"])
def test_a_font_holds_what_the_book_needs_and_little_more(text: str) -> None:
    """Its characters are all there; a font of 16 MB comes down to kilobytes; twice made, it is the same."""
    found = font_subsets.needed([text])
    (file,) = font_subsets.font_files(found)
    assert len(file.data) < 60_000
    with TTFont(io.BytesIO(file.data)) as font:
        assert {ord(sign) for sign in text} <= set(font.getBestCmap())
    assert font_subsets.font_files(found) == [file]
    assert file.name in font_subsets.style(found)


@pytest.mark.parametrize("text", ["木", "שלום", "كتاب", "क्ष", "➜"])
def test_a_font_says_whose_it_is_and_on_what_terms(text: str) -> None:
    """It is a file that goes on to others with the book, and so do the words of its licence."""
    (file,) = font_subsets.font_files(font_subsets.needed([text]))
    with TTFont(io.BytesIO(file.data)) as font:
        assert font["name"].getDebugName(0)
        assert "icense" in font["name"].getDebugName(13)


@pytest.mark.parametrize("sign", ["ำ", "ຳ"])
def test_a_font_has_the_parts_that_a_letter_is_set_as(sign: str) -> None:
    """A reading system draws such a letter as a mark and a letter, and boxes for what it does not find."""
    (file,) = font_subsets.font_files(font_subsets.needed([sign]))
    with TTFont(io.BytesIO(file.data)) as font:
        assert set(map(ord, unicodedata.normalize("NFKD", sign))) < set(font.getBestCmap())


def test_east_asian_languages_have_a_face_each() -> None:
    """Characters that they share differ in form; letters that only one has are in its face."""
    found = font_subsets.needed(["直す", "直说"], ["ja", "en", "zh-Hans"])
    assert {family.name: "".join(sorted(signs)) for family, signs in found.items()} == {
        "Noto Serif JP": "す直",
        "Noto Serif SC": "す直说",
    }
    style = font_subsets.style(found)
    assert '.other-script:lang(zh) { font-family: "Noto Serif SC", "Noto Serif JP", serif; }' in style
    assert ":lang(ko)" not in style


def test_a_book_in_another_language_has_one_face_for_them() -> None:
    """That of the first language that has the letters."""
    found = font_subsets.needed(["木, 海"], ["en"])
    assert [family.name for family in found] == ["Noto Serif JP"]


def test_languages_are_those_that_a_page_names() -> None:
    """Once each way; what a link leads to is none of its own."""
    assert font_subsets.languages(page('<p lang="ja" xml:lang="ja">木 <a hreflang="ko">x</a></p>')) == ["ja"]


def test_a_book_of_common_scripts_brings_no_font() -> None:
    """Its style sheet is the theme's alone."""
    found = font_subsets.needed(["Plain, λόγος, мир — “so”", "ascii"])
    assert (font_subsets.font_files(found), font_subsets.style(found)) == ([], "")


def test_other_scripts_stand_upright() -> None:
    """In a line of italics, too: a reading system would slant them itself."""
    assert "font-style: normal" in font_subsets.style(font_subsets.needed(["كتاب"]))
