"""Blocks know which way they read and in which script they are written."""

from __future__ import annotations

import sys
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.typeset import direction
from pipeline.typeset.direction import is_right_to_left, isolate, mark, script_language


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Book", False), ("كتاب", True), ("ספר book", True), ("123 — كتاب", True), ("123 …", None), ("", None)],
)
def test_direction_follows_the_first_letter(text: str, expected: bool | None) -> None:
    """As Unicode's bidirectional algorithm has it; digits and signs do not count."""
    assert is_right_to_left(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Only Latin", ""),
        ("本と紙", "ja"),
        ("中文书籍", "zh"),
        ("책과 종이", "ko"),
        ("كتاب", "ar"),
        ("ספר", "he"),
        ("पुस्तक", "hi"),
        ("βιβλίο", "el"),
        ("The word is 本 in Japanese", ""),
        ("12 — !", ""),
        ("१२३", ""),
        ("〇 ⺀", ""),
    ],
)
def test_a_script_stands_for_a_language(text: str, expected: str) -> None:
    """Where most letters are of it; a single foreign word does not count."""
    assert script_language(text) == expected


@given(st.text(max_size=30))
def test_any_text_has_a_script_or_none(text: str) -> None:
    """Figures, signs and marks of a script without its letters, too."""
    assert script_language(text) in ("", "ja", "ko", "zh", "ar", "he", "hi", "el", "th")


def test_only_blocks_that_differ_are_marked() -> None:
    """An attribute on every block would cost time and say nothing."""
    root = ElementTree.fromstring("<article><p>Paper</p><p>ورق</p><p>紙です</p></article>")
    mark(root, "en")
    assert [dict(p.attrib) for p in root] == [{}, {"dir": "rtl", "lang": "ar"}, {"lang": "ja"}]


@pytest.mark.parametrize(
    ("language", "text", "lang"),
    [
        ("ja", "星図", {}),
        ("ko", "天文圖", {}),
        ("zh", "星図です", {"lang": "ja"}),
        ("ja", "별", {"lang": "ko"}),
        ("en", "星図", {"lang": "zh"}),
    ],
)
def test_chinese_characters_alone_are_not_chinese_everywhere(language: str, text: str, lang: dict[str, str]) -> None:
    """A Japanese title without kana keeps the forms of Japan."""
    root = ElementTree.fromstring(f"<article><h1>{text}</h1></article>")
    mark(root, language)
    assert root[0].attrib == lang


def test_in_a_right_to_left_thread_the_others_are_marked() -> None:
    """A Latin paragraph of an Arabic thread reads from the left."""
    root = ElementTree.fromstring("<article><p>ورق</p><p>Paper</p></article>")
    mark(root, "ar")
    assert [dict(p.attrib) for p in root] == [{}, {"dir": "ltr"}]


@pytest.mark.parametrize(
    ("language", "inside", "marked"),
    [
        ("en", "<ul><li>ورقة كبيرة</li><li>Paper</li></ul>", "<ul rtl><li><li>"),
        ("en", "<blockquote><p>ورق</p><p>Paper</p></blockquote>", "<blockquote><p rtl><p>"),
        ("ar", "<p>ورق <a>@paper</a> <code>f(x)</code> <span>3</span></p>", "<p><a ltr><code ltr><span>"),
        ("ar", "<p class='byline'><bdi>Nell</bdi> <span>1 May</span></p>", "<p><bdi ltr><span ltr>"),
        ("en", "<p class='byline'><bdi>ليلى</bdi> <span>1 May</span></p>", "<p><bdi rtl><span>"),
        ("he", "<ul><li>אחד<ul><li>two</li></ul></li></ul>", "<ul><li><ul ltr><li>"),
    ],
)
def test_each_part_is_marked_against_what_it_is_in(language: str, inside: str, marked: str) -> None:
    """A list goes as a whole with its first item; names and figures stand apart within a line of either direction."""
    root = ElementTree.fromstring(f"<article>{inside}</article>")
    mark(root, language)
    assert (
        "".join(f"<{part.tag}{' ' * ('dir' in part.attrib)}{part.get('dir', '')}>" for part in root[0].iter()) == marked
    )


@pytest.mark.parametrize(
    ("chapter", "part", "marked"),
    [
        ("en", "<blockquote class='quote' lang='ar'><p>ورق @x paper</p></blockquote>", "<blockquote rtl><p>"),
        ("ar", "<blockquote class='quote' lang='en'><p>Paper</p><p>ورق</p></blockquote>", "<blockquote ltr><p><p rtl>"),
        ("ar", "<blockquote class='quote'><p>ورق</p><p>Paper</p></blockquote>", "<blockquote><p><p ltr>"),
        ("en", "<ul><li>نعم <span lang='en' dir='ltr'>50%, 12 votes</span></li></ul>", "<ul rtl><li><span ltr>"),
        ("ar", "<summary><span lang='en'>Content warning:</span> دم</summary>", "<summary><span ltr>"),
        ("ar", "<p lang='en'>Missing. It showed: <bdi>جدار من حجر قديم</bdi></p>", "<p ltr><bdi rtl>"),
        ("en", "<p lang='en'>Missing. It showed: <bdi>جدار من حجر قديم</bdi></p>", "<p><bdi rtl>"),
        ("en", "<p><a>iPhone هاتف جيد جدا</a></p>", "<p rtl><a ltr>"),
        (
            "en",
            "<blockquote class='quote' lang='ar'><figure><img/></figure></blockquote>",
            "<blockquote rtl><figure><img>",
        ),
        (
            "ar",
            "<blockquote class='quote' lang='en'><figure><img/></figure></blockquote>",
            "<blockquote ltr><figure><img>",
        ),
    ],
)
def test_words_of_people_read_their_own_way_and_ours_ours(chapter: str, part: str, marked: str) -> None:
    """A quote by its language, answers and warnings by their letters alone, a sentence about a picture as English."""
    root = ElementTree.fromstring(f"<article><section class='post'>{part}</section></article>")
    mark(root, chapter)
    found = "".join(f"<{part.tag}{' ' * ('dir' in part.attrib)}{part.get('dir', '')}>" for part in root[0][0].iter())
    assert found == marked


@pytest.mark.parametrize(("chapter", "post", "marked"), [("en", "he", "rtl"), ("he", "en", "ltr"), ("en", "de", None)])
def test_pictures_follow_each_other_as_their_words_do(chapter: str, post: str, marked: str | None) -> None:
    """Those of a post by its language; what is said beneath them by its own."""
    figure = "<figure><img/><img/><figcaption>A lamp</figcaption></figure>"
    root = ElementTree.fromstring(f"<article><section class='post' lang='{post}'>{figure}</section></article>")
    mark(root, chapter)
    assert root[0][0].get("dir") == marked
    assert (root[0][0][2].get("dir") or root[0][0].get("dir") or "ltr") == "ltr"


def test_names_in_front_matter_are_isolated() -> None:
    """Where they read another way than the book; browsers would know, a layout engine has to be told."""
    root = ElementTree.fromstring("<p><bdi>Nell</bdi><bdi>ليلى</bdi><bdi>12</bdi></p>")
    isolate(root, "ar")
    assert [name.get("dir") for name in root] == ["ltr", None, None]


@pytest.mark.parametrize(
    ("language", "line", "isolated"),
    [
        ("en", "By <bdi>Ida</bdi>, <bdi>May 1</bdi>.", "By Ida, May 1."),
        ("en", "<bdi>Ida</bdi> <b>and</b> <bdi>Bo</bdi>", "Ida <b>and</b> Bo"),
        ("en", '<bdi class="name">Ida</bdi>', '<bdi class="name">Ida</bdi>'),
        ("en", "<bdi>ليلى</bdi>, 1", '<bdi dir="rtl">ليلى</bdi>, 1'),
        ("en", "<bdi>Ida ليلى</bdi>, 1", "<bdi>Ida ليلى</bdi>, 1"),
        ("ar", "<bdi>Ida</bdi>, <bdi>ليلى</bdi>", '<bdi dir="ltr">Ida</bdi>, <bdi>ليلى</bdi>'),
    ],
)
def test_only_what_may_turn_its_neighbours_is_isolated(language: str, line: str, isolated: str) -> None:
    """An element that does nothing takes memory all the same."""
    root = ElementTree.fromstring(f"<p>{line}</p>")
    isolate(root, language)
    assert ElementTree.tostring(root, encoding="unicode") == f"<p>{isolated}</p>"


def test_no_letter_of_a_script_is_overlooked() -> None:
    """What is looked for first, and quickly, holds every letter of every script that stands for a language."""
    letters = "".join(map(chr, (*range(0xD800), *range(0xE000, sys.maxunicode + 1))))
    of_scripts = {letter for _, script in direction._SCRIPTS for letter in script.findall(letters)}
    assert of_scripts <= set(direction._OTHER.findall(letters))


@pytest.mark.parametrize(
    ("language", "paragraph", "right_to_left"),
    [
        ("he", "<a>@rosa_t</a> שלום! C++ ו-Python 3.11", True),
        ("he", "<a>@rosa_t</a> <a>#books</a> <code>print</code> שלום", True),
        ("he", "Visual Studio Code הוא עורך טוב", True),
        ("he", "אני אוהב Visual Studio Code Professional", True),
        ("he", "The word שלום means peace", False),
        ("he", "<a>@rosa_t</a> <a>@moss</a>", False),
        ("en", "שלום is the first word, but the thread is English", False),
        ("en", "iPhone هاتف جيد جداً وأنا أحبه كثيراً", True),
        ("en", "<a>#وسم</a> means tag", False),
    ],
)
def test_a_paragraph_reads_as_its_language_or_most_letters_say(
    language: str, paragraph: str, right_to_left: bool
) -> None:
    """Not as its first letter does: mentions, tags, links and code do not count, and names stand in any sentence."""
    for chapter in ("en", "he"):
        post = f"<section class='post' lang='{language}'><p>{paragraph}</p></section>"
        root = ElementTree.fromstring(f"<article>{post}</article>")
        mark(root, chapter)
        (block,) = root.iter("p")
        assert (block.get("dir", "rtl" if chapter == "he" else "ltr") == "rtl") is right_to_left


@given(st.text("אבגדה ,.1", min_size=1), st.text("abcde ,.1", min_size=1), st.sampled_from(["en", "he", "ar"]))
def test_letters_of_one_direction_leave_no_question(right: str, left: str, language: str) -> None:
    """Whatever the language should be."""
    for text, expected in ((right, True), (left, False)):
        block = ElementTree.Element("p")
        block.text = text
        found = direction.reads_right_to_left(block, direction.is_written_right_to_left(language))
        assert found is (expected if any(map(str.isalpha, text)) else None)
