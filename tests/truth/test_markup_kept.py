"""Markup, white space and the numbers of lists mean the same in both outputs as they did where they were written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.model import Post, Span, Style
from pipeline.sources.fediverse.content_html import read_html
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.html_text import STYLES
from pipeline.sources.reading.html_tree import parse
from pipeline.sources.x.tweet_text import styles
from pipeline.typeset.markdown import post_markdown, to_xhtml
from pipeline.unroll.file_names import part
from pipeline.unroll.title import of_post
from tests.command.conftest import INPUTS, Publish, publish
from tests.conftest import input_at, reader_of
from tests.truth import own_words
from tests.truth.shown import case, shown

__all__ = ["publish"]

GOLDEN = Path(__file__).parents[1] / "golden"
LOOKS = {
    "bold": "strong",
    "italic": "em",
    "code": "code",
    "struck": "s",
    "superscript": "sup",
    "subscript": "sub",
    "underlined": "u",
    "marked": "mark",
    "keys": "kbd",
}
"""Elements of a chapter by the styles that they show."""


def read(post: Post) -> Element:
    """The post as XHTML."""
    return ElementTree.fromstring(f"<div>{to_xhtml(post_markdown(post))}</div>")


@pytest.fixture(scope="module")
def item(tmp_path_factory: pytest.TempPathFactory) -> Input:
    """An input to name in errors."""
    path = tmp_path_factory.mktemp("item") / "outbox.json"
    path.write_text("{}", encoding="utf-8")
    return input_at(path)


def of_html(item: Input, html: str) -> Post:
    """The post of this HTML."""
    text, spans = read_html(item, html)
    return Post(text=text, spans=spans, marked_up=True)


# Both outputs


def test_both_outputs_say_the_same(publish: Publish, tmp_path: Path) -> None:
    """Of every golden case and example, each paragraph, entry with its label and line of code is in both, in order."""
    cases = sorted(str(each) for each in GOLDEN.glob("*/*") if each.is_dir())
    publish(*cases, str(INPUTS), "--pdf", "--epub", "-o", "out", "--set", "links=none")  # numbers are in print alone
    compared = 0
    for book in sorted((tmp_path / "out" / "threads").glob("*.epub")):
        printed, place = own_words.of_pdf(book.with_suffix(".pdf")), 0
        for block in own_words.of_epub(book):
            found = printed.find(block, place)
            assert found >= 0, f"{book.stem}: {block} is not in {printed[place : place + 300]}"
            place = found + len(block)
            compared += 1
    assert compared > 600


def test_a_list_goes_on_in_the_next_post(publish: Publish, tmp_path: Path) -> None:
    """The rules have the numbers 1 to 12 in print, too."""
    made = shown(publish, tmp_path, case("list-goes-on"))
    lists = list(made.article.iter("ol"))
    assert [int(each.get("start", "1")) for each in lists] == [1, 5, 9]
    (book,) = (tmp_path / "out" / "threads").glob("*.pdf")
    printed = own_words.of_pdf(book)
    entries = (entry for each in lists for entry in each.iter("li"))
    for number, entry in enumerate(entries, 1):
        assert own_words.letters(f"{number}.{entry.text}") in printed


def test_lists_have_their_authors_numbers(publish: Publish, tmp_path: Path) -> None:
    """Those that begin at 0, with brackets, in two digits, in letters; those that count down; those in others."""
    posts = [
        "0. a\n1. b",
        "1) a\n2) b",
        "7) a\n8) b",
        "01. a\n02. b",
        "3. a\n2. b\n1. c",
        "a) a\nb) b",
        "4. a\n  1) b\n  2) c\n5. d",
    ]
    thread = {"threadbound": 1, "author": {"name": "Rosa"}, "posts": [{"text": f"Post:\n\n{each}"} for each in posts]}
    (tmp_path / "lists.json").write_text(json.dumps(thread), encoding="utf-8")
    made = shown(publish, tmp_path, tmp_path / "lists.json")
    (book,) = (tmp_path / "out" / "threads").glob("*.epub")
    printed = own_words.of_pdf(book.with_suffix(".pdf"))
    of_books = "".join(own_words.of_epub(book)).split("Post:")[1:]
    for number, (post, of_book) in enumerate(zip(posts, of_books, strict=True), 1):
        assert of_book == own_words.letters(post)
        assert re.search(
            f"Post:{number}?{re.escape(of_book)}", printed
        )  # the post's number is drawn after its first words
    assert made.classed("bracketed") == ["a b", "a b", "b c"]


def test_the_markup_of_a_mastodon_archive_is_kept(publish: Publish, tmp_path: Path) -> None:
    """Struck words are struck, and ten to the sixth is not 106."""
    made = shown(publish, tmp_path, case("markup-kept"))
    looks = [(each.tag, each.text) for each in made.article.iter() if each.tag in LOOKS.values()]
    assert looks == [("s", "40"), ("s", "sold out"), ("u", "never"), ("mark", "marked"), ("kbd", "Ctrl"), ("kbd", "P")]
    for words in (made.epub, made.pdf):
        assert "10⁶ is not 106, CO₂ is not CO2, fine print," in words
    assert "30 euros; back again" in made.metadata
    assert "40" not in made.metadata


def test_white_space_that_means_something_is_kept(publish: Publish, tmp_path: Path) -> None:
    """Every line stands in the chapter with its indentation and its columns."""
    made = shown(publish, tmp_path, case("white-space"))
    record = json.loads((case("white-space") / "thread.json").read_text(encoding="utf-8"))
    posts = [each for each in made.article.iter("section") if each.get("class") == "post"]
    for post, of_record in zip(posts, record["posts"], strict=True):
        there = "\n".join("".join(block.itertext()) for block in post if block.get("class", "") in ("", "verse"))
        assert _lines(there) == _lines(of_record["text"])
    kept = {"".join(each.itertext()) for each in made.article.iter("span") if each.get("class") in ("line", "spaces")}
    assert {"            on the lamp", "Ana        12", "|  PRINT   |", "        return 1", "┃  ┃", "  "} <= kept


# What each element becomes

ELEMENTS = [
    ("<table><tr><th>Name<th>Points<tr><td>Ana<td><p>12</p><tr><td><td>7</table>", "Name | Points\nAna | 12\n| 7"),
    ("<dl><dt>Em<dd>as wide as high<dt>En<dd>half of it</dl>", "Em\n  as wide as high\nEn\n  half of it"),
    ("<ol reversed><li>c<li>b<li>a</ol>", "3. c\n2. b\n1. a"),
    ("<ol><li>a<li value=7>b<li>c</ol>", "1. a\n7. b\n8. c"),
    ("<ol start=0><li>a<li>b</ol>", "0. a\n1. b"),
    ("<ol start=-1><li>a<li>b</ol>", "-1. a\n0. b"),
    ("<ol type=a start=26><li>a<li>b</ol>", "z. a\naa. b"),
    ("<ol type=I start=4><li>a<li>b</ol>", "IV. a\nV. b"),
    ("<p>a</p><hr><p>b</p>", "a\n\n* * *\n\nb"),
    ("<p>a<hr>b", "a\n\n* * *\n\nb"),
    ("<h3>Head</h3>words", "Head\n\nwords"),
    ("<details><summary>Sum</summary>rest</details>", "Sum\n\nrest"),
    ("she said <q>go <q>now</q></q>", "she said “go ‘now’”"),
    ("<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>", "漢字(かんじ)"),
    ("<abbr title='et cetera'>etc.</abbr> <abbr title='et cetera'>etc.</abbr>", "etc. (et cetera) etc."),
    ("10<sup>6</sup> x<sup>n+1</sup> H<sub>2</sub>O", "10⁶ xⁿ⁺¹ H₂O"),
    ("10<sup>6.5</sup> 1<sup>st</sup> so<sup>[1]</sup>", "10^(6.5) 1st so[1]"),
    ("<math><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mi>y</mi></math>", "x^2 = y"),
    ("<math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></math>", "(a + b)/2"),
    ("<math><mi>x</mi><annotation encoding='application/x-tex'>x_i</annotation></math>", "$x_i$"),
    ("<math alttext='x squared'><mi>x</mi></math>", "x squared"),
    ("a&nbsp;&nbsp;b  c", "a\u00a0\u00a0b c"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "text"), ELEMENTS)
def test_what_an_element_means_is_in_the_text(html: str, text: str, item: Input) -> None:
    """In signs that a person would type, where there is no look for it."""
    assert of_html(item, html).text == text


@pytest.mark.parametrize("tag", sorted(STYLES))
@pytest.mark.parametrize("source", ["mastodon", "thread-reader-html", "nitter-html", "markdown"])
def test_every_source_keeps_styles(tag: str, source: str, item: Input, tmp_path: Path) -> None:
    """One table of elements for all that read HTML, and for HTML in Markdown."""
    html = f"an <{tag}>old x</{tag}> lamp"
    post = of_html(item, f"<p>{html}</p>") if source == "mastodon" else _saved(source, html, tmp_path)
    assert [(post.text[each.start : each.end], each.kind) for each in post.spans] == [("old x", STYLES[tag])]
    assert [each.text for each in read(post).iter(LOOKS[STYLES[tag]])] == ["old x"]


def test_markdown_has_its_own_marks(tmp_path: Path) -> None:
    """~~struck~~ words and tables; a tag without its end is text."""
    post = _saved("markdown", "~~40~~ 30 <b>x <sub>y</b></sub> a<br>b\n\n| a | b |\n|---|---|\n| 1 |  |\n", tmp_path)
    assert post.text == "40 30 <b>x y</b> a\nb\n\na | b\n1"
    assert [(post.text[each.start : each.end], each.kind) for each in post.spans] == [
        ("40", "struck"),
        ("y</b>", "subscript"),
        ("a", "bold"),
        ("b", "bold"),
    ]


def test_long_posts_of_x_have_struck_words() -> None:
    """X writes the names of styles in capitals in one format and in small letters in another."""
    kinds = {mark.kind for mark in styles(("Bold", "italic", "Strikethrough", "underline", "blink"), 0, 3)}
    assert kinds == {"bold", "italic", "struck", "underlined"}


# Rules

INLINE = ("b", "s", "u", "mark", "kbd", "sup", "sub", "em", "code")
BLOCKS = ("p", "div", "blockquote", "ul", "ol", "dl", "table", "h2", "details", "span", "q", "abbr")
INNER = {"ul": "li", "ol": "li", "dl": "dd", "table": "td"}


def _element(tag: str, parts: list[str]) -> str:
    inner = INNER.get(tag)
    held = "".join(f"<{inner}>{each}</{inner}>" for each in parts) if inner else "".join(parts)
    return f"<{tag}><tr>{held}</tr></{tag}>" if tag == "table" else f"<{tag}>{held}</{tag}>"


WORDS = st.integers(0, 10**6).map("w{:07d}".format)
PHRASES = st.recursive(
    WORDS, lambda inner: st.builds(_element, st.sampled_from(INLINE), st.lists(inner, min_size=1, max_size=3))
)
TREES = st.recursive(
    PHRASES, lambda inner: st.builds(_element, st.sampled_from(BLOCKS), st.lists(inner, min_size=1, max_size=4))
)


@given(TREES)
@settings(max_examples=300, deadline=None)
def test_words_and_styles_of_any_tree_reach_the_chapter(item: Input, html: str) -> None:
    """Each word is there once, in its order, and in the styles of all elements around it."""
    root = ElementTree.fromstring(parse(html).html or "")  # as a browser reads it
    chapter = read(of_html(item, html))
    assert list(_styled(chapter, frozenset())) == list(_styled(root, frozenset()))


def _styled(element: Element, styles: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """The words in an element, each with its styles, by the names that a chapter has for them."""
    own = LOOKS[STYLES[element.tag]] if element.tag in STYLES else "strong" if element.tag == "h2" else ""
    inner = (styles | {own}) - {""}
    for word in re.findall(r"w\d{7}", element.text or ""):
        yield word, inner
    for child in element:
        yield from _styled(child, inner)
        for word in re.findall(r"w\d{7}", child.tail or ""):
            yield word, inner


LINES = st.text(alphabet=st.sampled_from("ab. \t\u3000\u00a0|*1-é漢\n"), max_size=60)


@given(LINES)
@example("  a\n b")
@example("a.  b  c")
@example("\u3000a")
@settings(max_examples=600, deadline=None)
def test_lines_and_spaces_of_any_text_are_in_the_chapter(text: str) -> None:
    """Each line with all of its white space but that at its end, be it by spaces for tabs; and what would be folded there is shown as it is."""
    body = read(Post(text=text, marked_up=True))
    if any(each.tag in ("ul", "ol") for each in body.iter()):
        return  # a list has its own indentation
    shown = _lines("\n".join("".join(block.itertext()) for block in body))
    assert [line.expandtabs(4) for line in shown] == [line.expandtabs(4) for line in _lines(text)]
    for block in body:
        if block.get("class") != "verse":
            loose = "".join(_folding(block))
            assert not re.search(r"\t|   |\A |\n |[^.] {2}", loose), loose


def _folding(element: Element) -> Iterator[str]:
    """The text of an element that is not in white space of its own."""
    if element.get("class") == "spaces":
        yield "\0"
        return
    yield element.text or ""
    for child in element:
        yield from _folding(child)
        yield child.tail or ""


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("The end.  Two spaces behind it.", []),
        ("One line\nand another", []),
        ("The moth\nlands on\nthe lamp", ["verse"]),
        ("Ana    12\nBen     7", ["verse"]),
        ("A line of prose that is longer than eighty characters, which no line of verse would ever be.\nx\ny", []),
    ],
)
def test_verse_is_told_by_its_lines(text: str, classes: list[str]) -> None:
    """Three short lines, or two with columns."""
    assert [each.get("class") for each in read(Post(text=text)) if each.get("class")] == classes


def test_long_lines_of_code_hang(item: Input) -> None:
    """Each in an element of its own, which changes nothing of the text."""
    code = "short\n\n  " + "long " * 20 + "\n" + "x" * 5000
    chapter = read(of_html(item, f"<pre>{escape(code)}</pre>"))
    assert "".join(chapter.itertext()).strip("\n") == code
    assert ["".join(each.itertext()) for each in chapter.iter("span")] == ["  " + "long " * 20]


@pytest.mark.parametrize(
    ("text", "spans", "title"),
    [
        ("The 106 sheep of the fens", [("superscript", "6")], "The 10⁶ sheep of the fens"),
        ("The free lamp costs 40 euros", [("struck", "free")], "The lamp costs 40 euros"),
        ("The free lamp2 costs 40 euros", [("struck", "free"), ("bold", "lamp2"), ("subscript", "2")],
         "The lamp₂ costs 40 euros"),
        ("The free2 lamp costs 40 euros", [("struck", "free2"), ("subscript", "2")], "The lamp costs 40 euros"),
    ],
)  # fmt: skip
def test_a_title_says_it_in_plain_text(text: str, spans: list[tuple[Style, str]], title: str) -> None:
    """Raised digits stay apart, and struck words are left out."""
    found = (Span(start=(at := text.rindex(words)), end=at + len(words), kind=kind) for kind, words in spans)
    assert of_post(Post(text=text, spans=tuple(sorted(found)))) == title


def test_a_power_stays_apart_in_the_name_of_a_file() -> None:
    """Where there are only letters and digits."""
    assert part("10⁶ sheep, CO₂") == "10-6-sheep-co2"


_PAGES = {
    "markdown": ("a.md", "---\nauthor: Rosa\n---\n{}\n"),
    "thread-reader-html": (
        "a.html",
        """<html><head><title>Thread by @rosa on Thread Reader App</title></head><body>
<div id="tweet_1" class="content-tweet allow-preview" data-screenname="rosa" data-tweet="1357736492528567205"
data-controller="thread" data-action="click->thread#showTweet" dir="auto">{}</div></body></html>""",
    ),
    "nitter-html": (
        "b.html",
        """<html><head><title>Rosa (@rosa) | nitter</title></head><body>
<div class="container"><div class="conversation"><div class="main-thread"><div class="main-tweet">
<div class="timeline-item " data-username="rosa"><a class="tweet-link" href="/rosa/status/1929811917665206272#m"></a>
<div class="tweet-body"><div class="tweet-header"><a class="fullname" href="/rosa" title="Rosa">Rosa</a>
<a class="username" href="/rosa">@rosa</a></div><div class="tweet-content media-body" dir="auto">{}</div>
</div></div></div></div></div></div></body></html>""",
    ),
}


def _saved(source: str, html: str, folder: Path) -> Post:
    """The one post of a file of this source with these words."""
    name, page = _PAGES[source]
    (folder / name).write_text(page.format(html), encoding="utf-8")
    (capture,) = reader_of(source).read(input_at(folder / name))
    return capture.posts[0]
