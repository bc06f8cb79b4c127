"""Text goes through Markdown and XHTML and comes out as it was."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Post, Span
from pipeline.text.plain_letters import plain
from pipeline.typeset.markdown import escape, named_emoji, post_markdown, to_xhtml
from pipeline.typeset.typography import normal

WRITABLE = st.text(
    alphabet=st.one_of(
        st.sampled_from("\n \t#*_`-+.)>&<;|~[](){}!\\=:/1a\"'▫️•😀"),
        st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe\uffff"),
    ),
    max_size=80,
)


def read_back(xhtml: str) -> str:
    """The text of an XHTML fragment, white space folded."""
    return fold("".join(ElementTree.fromstring(f"<div>{xhtml}</div>").itertext()))


def fold(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(WRITABLE)
@settings(max_examples=400, deadline=None)
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    """Without recognition: all of the text, and no element but paragraphs, lines and white space."""
    xhtml = to_xhtml(post_markdown(Post(text=text), recognise=False))
    assert read_back(xhtml) == fold(plain(text))
    tags = {element.tag for element in ElementTree.fromstring(f"<div>{xhtml}</div>").iter()}
    styles = {"strong", "em", "code", "sup", "sub"}
    assert tags <= {"div", "p", "br", "span"} | (styles if plain(text) != text else set())


@given(WRITABLE)
@settings(max_examples=400, deadline=None)
def test_recognition_loses_only_marks(text: str) -> None:
    """With it: every character but the signs of lists, emphasis and code is still there, in order."""
    signs = r"[▫▪◽◾•◦‣⁃∙●○■□🔹🔸🔷🔶\-–*·_`\ufe0f\u200b.)\d]"
    xhtml = to_xhtml(post_markdown(Post(text=text)))
    assert re.sub(signs, "", read_back(xhtml)) == re.sub(signs, "", fold(plain(text)))
    allowed = {"div", "p", "br", "ul", "ol", "li", "em", "strong", "code", "pre", "span", "sup", "sub"}
    assert {element.tag for element in ElementTree.fromstring(f"<div>{xhtml}</div>").iter()} <= allowed


@given(WRITABLE)
@settings(max_examples=200, deadline=None)
def test_text_in_an_attribute_or_a_block_stays_text(text: str) -> None:
    """The one escape serves inside an HTML block and in an attribute, too."""
    xhtml = to_xhtml(f'<p title="{escape(text)}">{escape(text)}</p>')
    (block,) = ElementTree.fromstring(f"<div>{xhtml}</div>")
    assert fold("".join(block.itertext())) == fold(text)
    assert fold(block.get("title", "")) == fold(text)
    assert len(block) == 0


@given(WRITABLE.filter(lambda text: text.strip()), st.data())
@settings(max_examples=200, deadline=None)
def test_spans_never_lose_text(text: str, data: st.DataObject) -> None:
    """Links and styles at any offsets leave the text whole."""
    spans = []
    for kind in ("link", "bold", "italic"):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        target = "https://example.org/?a=1&b=<2>" if kind == "link" else ""
        spans.append(Span(start=start, end=end, kind=kind, target=target))
    post = Post(text=text, spans=tuple(sorted(spans)))
    assert read_back(to_xhtml(post_markdown(post, recognise=False))) == fold(plain(text))


def test_plain_words_stay_readable_as_markdown() -> None:
    """Only what may mean something is escaped: in the midst of words neither hyphens nor full stops do."""
    assert escape("A well-known place, e.g. https://example.org/a?b: 10% (or so)!") == (
        "A well-known place, e.g. https://example.org/a?b: 10% &#40;or so&#41;!"
    )
    assert escape("1. a\n- b") == "1&#46; a&#10;&#45; b"
    assert (escape(". a"), escape("-a"), escape("a-"), escape("---")) == (
        "&#46; a", "&#45;a", "a&#45;", "&#45;&#45;&#45;",
    )  # fmt: skip


@given(st.lists(WRITABLE, max_size=4))
@settings(max_examples=200, deadline=None)
def test_texts_printed_side_by_side_mean_nothing_together(texts: list[str]) -> None:
    """A template may print one right after the other: "1" and ". a" are no list."""
    xhtml = to_xhtml("".join(map(escape, texts)))
    assert read_back(xhtml) == fold("".join(texts))
    assert {element.tag for element in ElementTree.fromstring(f"<div>{xhtml}</div>").iter()} <= {"div", "p"}


def test_only_safe_addresses_become_links() -> None:
    """A script, a file or a broken address is printed, and leads nowhere."""
    for target in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[", "vbscript:x"):
        post = Post(text="click", spans=(Span(start=0, end=5, kind="link", target=target),))
        assert to_xhtml(post_markdown(post)) == "<p>click</p>\n"


def test_what_xml_cannot_carry_is_replaced() -> None:
    """Control characters and lone surrogates never reach a file, in text or in code."""
    xhtml = to_xhtml(post_markdown(Post(text="a\x00b\x1b\ud800c\n```\nd\x07\n```")))
    assert xhtml == "<p>a\ufffdb\ufffd\ufffdc</p>\n<pre><code>d\ufffd\n</code></pre>\n"


@given(WRITABLE, st.sampled_from(["en", "fr", "de", "ja"]))
@settings(max_examples=200, deadline=None)
def test_text_that_is_set_has_the_same_normal_form(text: str, language: str) -> None:
    """By a language's conventions no more changes than their table says."""
    as_set, as_typed = (
        read_back(to_xhtml(post_markdown(Post(text=text), recognise=False, language=each))) for each in (language, "")
    )
    assert normal(as_set) == normal(as_typed)


def test_paragraphs_and_items_are_set_and_code_and_drawings_are_not() -> None:
    """What is drawn or aligned with spaces would lose its shape."""
    text = '"It\'s"\n\n- "one"\n- "two"\n\n```\n"code" -- it\'s\n```\n\n"a"    "b"\n"c"    "d"\n'
    xhtml = to_xhtml(post_markdown(Post(text=text), language="en"))
    assert "<p>“It’s”</p>" in xhtml
    assert "<li>“one”</li>" in xhtml
    assert "“two”" in xhtml
    assert "code&quot; -- it's" in xhtml
    assert "“a”" not in xhtml


def test_a_name_of_an_emoji_is_no_sign() -> None:
    """Nor are answers of polls set in no language."""
    assert named_emoji("Oui :lampe:", {}, "fr") == escape("Oui :lampe:")
    assert named_emoji('"Oui"', {}, "fr") == "«\N{NO-BREAK SPACE}Oui\N{NO-BREAK SPACE}»"
    assert named_emoji('"Oui"', {}) == escape('"Oui"')
