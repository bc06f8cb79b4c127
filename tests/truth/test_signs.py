"""Signs that people type are printed as typed; what goes are the marks around words that are shown emphasised."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.model import Post, Quote, Span
from pipeline.typeset import typography
from pipeline.typeset.markdown import FILTERS, post_markdown, to_xhtml
from tests.command.conftest import Publish, publish
from tests.conftest import input_at, reader_of
from tests.truth.shown import case, folded, shown

__all__ = ["publish"]

SIGNS = st.text(
    alphabet=st.one_of(st.sampled_from('_*~^-<>=()"#`'), st.sampled_from("ab1 \n"), st.sampled_from("_*`")), max_size=60
)
PIECES = st.lists(
    st.one_of(
        st.sampled_from("*_`()- \n"), st.sampled_from(["**", "```", "so", "x1", "very old", "- ", "* ", "1) ", "2) "])
    ),
    max_size=24,
).map("".join)
"""Texts with more of what is read as marks."""


def read(post: Post) -> Element:
    """The post as XHTML."""
    return ElementTree.fromstring(f"<div>{to_xhtml(post_markdown(post))}</div>")


@given(st.one_of(SIGNS, PIECES))
@example("```\n```\ncode\n```")
@example("```js\nx\n```")
@example("_a **b_ c**")
@example("*a _b_ c*")
@example("1) a\n2) b\n1) c\n2) d")
@settings(max_examples=1500, deadline=None)
def test_only_marks_around_emphasised_words_go(text: str) -> None:
    """What is printed, with the marks of each emphasis, list and block of code put back, is what was typed."""
    wanted = _pattern(read(Post(text=text)))
    assert re.fullmatch(wanted, folded(text)), wanted


@given(st.one_of(SIGNS, PIECES))
@settings(max_examples=300, deadline=None)
def test_where_the_source_marks_styles_every_sign_is_the_authors(text: str) -> None:
    """No emphasis and no code is read out of the text; a quoted post is no exception."""
    for body in (
        read(Post(text=text, marked_up=True)),
        ElementTree.fromstring(f"<div>{to_xhtml(FILTERS['text'](Quote(text=text, marked_up=True)))}</div>"),
    ):
        assert {element.tag for element in body.iter()} <= {"div", "p", "br", "span", "ul", "ol", "li"}


@pytest.mark.parametrize(
    "text",
    [
        r"¯\_(ツ)_/¯ and ¯\_(ツ)_/¯",
        "*_* and ^_^ and >_< and T_T, >_> <_<",
        "(*^▽^*) said (*^▽^*)",
        "-_- _-_ (-_-) (=_=) (>_<) o_O",
        "f(x)_i = sum_{i} g_{i}(x)_j",
        "a*b*c = 2*3*4, x*(y + z)*w, 2 * 3 * 4",
        "snake_case_name, __init__.py, self._x_ and _private",
        r"C:\_x_ and D:\new\table, /srv/_a_/b",
        "A price* and a date**\n* without tax\n** as of May",
        "`backtick and another` word, it's 5` and 6`",
        'I said "`" and then "`", "*" and then "*"',
        "* * *",
        "* * *\nand\n* * *",
        "■■■□□ 60%\n●○○○○ 1",
        "the *end* of a * lone star",
        "``` and ```",
    ],
)
def test_signs_that_are_no_marks_stay(text: str) -> None:
    """Faces, formulas, products, names, paths, footnotes: all of it stands as it was typed."""
    body = read(Post(text=text))
    assert folded(" ".join(body.itertext())) == folded(text)
    assert {element.tag for element in body.iter()} <= {"div", "p", "br", "span"}


@pytest.mark.parametrize(
    ("text", "emphasised"),
    [
        ("It is *very* old", ["very"]),
        ("(*very*), “_old_”; **yes**!", ["very", "old", "yes"]),
        ("*He said so.*\n*He said so*", ["He said so"]),
        ("an _old_ snake_case_name, *2*, 2*3*4", ["old", "2"]),
        ("use `a*b*c` or *so*", ["a*b*c", "so"]),
        ("उसने *बहुत* कहा, *très*", ["बहुत", "très"]),
    ],
)
def test_marks_around_words_are_read(text: str, emphasised: list[str]) -> None:
    """They stand at letters or digits, and outside of them stands no letter."""
    body = read(Post(text=text))
    found = ["".join(each.itertext()) for each in body.iter() if each.tag in ("em", "strong", "code")]
    assert sorted(found) == sorted(emphasised)


def test_a_post_with_styles_of_its_own_has_no_marks() -> None:
    """Who could write bold wrote the star as a star."""
    body = read(Post(text="so *old* a thing", spans=(Span(start=0, end=2, kind="bold"),)))
    assert "".join(body.itertext()).strip() == "so *old* a thing"


def test_the_word_behind_a_fence_is_shown() -> None:
    """It names the language, and it is the author's word."""
    body = read(Post(text="```python\nx = *p*\n```"))
    assert [(each.tag, "".join(each.itertext()).strip()) for each in body] == [("p", "python"), ("pre", "x = *p*")]


@pytest.mark.parametrize(("spans", "marked_up"), [(None, False), ([], True)])
def test_a_thread_json_that_lists_spans_has_said_what_is_marked(
    spans: list[object] | None, marked_up: bool, tmp_path: Path
) -> None:
    """Even an empty list says so."""
    post = {"text": "so *old*"} | ({} if spans is None else {"spans": spans})
    thread = {"threadbound": 1, "author": {"name": "Rosa"}, "posts": [post]}
    (tmp_path / "thread.json").write_text(json.dumps(thread), encoding="utf-8")
    (capture,) = reader_of("thread-json").read(input_at(tmp_path / "thread.json"))
    assert capture.posts[0].marked_up is marked_up


def test_a_star_escaped_in_markdown_stays(tmp_path: Path) -> None:
    """The file says which words are emphasised; a star with a backslash before it is a star."""
    (tmp_path / "a.md").write_text("---\nauthor: Rosa\n---\nso \\*old\\* and *new*\n", encoding="utf-8")
    (capture,) = reader_of("markdown").read(input_at(tmp_path / "a.md"))
    assert "so *old* and <em>new</em>" in to_xhtml(post_markdown(capture.posts[0]))


def test_signs_and_faces_are_in_both_outputs(publish: Publish, tmp_path: Path) -> None:
    """Every post of the case stands in the PDF and in the EPUB with all that was typed."""
    made = shown(publish, tmp_path, case("signs-taken-for-emphasis"))
    pdf, epub = folded(typography.normal(made.pdf)), folded(typography.normal(made.epub))
    record = json.loads((case("signs-taken-for-emphasis") / "thread.json").read_text(encoding="utf-8"))
    for post in record["posts"]:
        assert folded(typography.normal(post["text"])) in pdf
        assert folded(typography.normal(post["text"])) in epub


_MARKS = {"strong": [r"\*\*"], "em": [r"\*", "_"], "code": ["`"]}


def _pattern(body: Element) -> str:
    """What may have been typed, as a pattern in which any white space is a space."""
    blocks = []
    for block in body:
        if block.tag == "p" and block.get("class") == "code-language":
            blocks.append(rf"``` ?{re.escape(_text(block))}")
        elif block.tag == "pre":
            opening = "" if blocks and blocks[-1].startswith("``` ?") else "``` "
            blocks.append(rf"{opening}{re.escape(_text(block))} ```")
        else:
            blocks.append(_list(block) if block.tag in ("ul", "ol") else _inline(block))
    return " ".join(blocks)


def _list(block: Element) -> str:
    items = []
    for number, item in enumerate(block, int(block.get("start", "1"))):
        inner = [each for each in item if each.tag in ("ul", "ol")]
        for each in inner:
            item.remove(each)
        sign = rf"{number}[.)]" if block.tag == "ol" else "[*-]"
        items.append(" ".join((sign, _inline(item), *map(_list, inner))))
    return " ".join(items)


def _text(block: Element) -> str:
    return folded("".join(block.itertext()))


def _inline(block: Element) -> str:
    """A line or more: between two stretches of text stand, in any order, the marks that end and those that begin."""
    pattern, styles = "", frozenset[str]()
    for text, now in (*_stretches(block, frozenset()), ("", frozenset[str]())):
        pattern += _between(styles - now) + _between(now - styles) + text
        styles = now
    return re.sub(r"(?:\\?\s)+", " ", pattern).strip()


def _stretches(element: Element, styles: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    if element.tag == "br":
        yield " ", styles
    inner = styles | {element.tag} & _MARKS.keys()
    if element.text:
        yield re.escape(element.text), inner
    for child in element:
        yield from _stretches(child, inner)
        if child.tail:
            yield re.escape(child.tail), inner


def _between(styles: frozenset[str]) -> str:
    orders = ("".join(f"(?:{'|'.join(_MARKS[style])})" for style in order) for order in permutations(sorted(styles)))
    return f"(?:{'|'.join(orders)})" if styles else ""
