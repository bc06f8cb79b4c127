"""Incipits: the opening words stand once, and no word is lost where heading and text part."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.model import Author, Media, Post, Quote, Span, SpanKind
from pipeline.typeset import incipit
from pipeline.typeset import theme as themes
from pipeline.typeset.chapter import typeset
from pipeline.typeset.links import Index
from pipeline.typeset.markdown import FILTERS, heading_markdown, post_markdown, to_xhtml
from pipeline.unroll.title import of_post
from tests.ebook import books

ENDLESS = "It is what a very long sentence would be if it never came to its end but went on and on, " * 3


def opened(text: str, *spans: Span, title: str | None = None) -> tuple[str, str] | None:
    """Heading and text of a post, as Markdown; None where the title stands above."""
    post = Post(text=text, spans=spans)
    found = incipit.of(of_post(post) if title is None else title, post, True)
    return (str(heading_markdown(found)), str(FILTERS["text"](found))) if found else None


def span(text: str, words: str, kind: SpanKind) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words), kind=kind, target="https://example.org" if kind == "link" else "")


@pytest.mark.parametrize(
    ("text", "heading", "rest"),
    [
        ("A sundial is never wrong.\n\nMore", "A sundial is never wrong.", "More"),
        (
            "A sundial is never wrong. It is only late.\nMore",
            "A sundial is never wrong.",
            "It is only late.<br />\nMore",
        ),
        ("*A sundial* is never wrong! So", "<em>A sundial</em>&#32;is never wrong!", "So"),
        ("“A sundial is never wrong”, she said. So", "“A sundial is never wrong”, she said.", "So"),
        ("Lamps", "Lamps", ""),
        ("🌊 The sea goes out every day. 🧵", "🌊 The sea goes out every day. 🧵", ""),
        ("The sea goes out every day #sea #tide", "The sea goes out every day", "&#35;sea &#35;tide"),
        ("この国の一年には、季節が七十二ある。次の文", "この国の一年には、季節が七十二ある。", "次の文"),
        ("Lamps of the miners\n\n- one\n- two", "Lamps of the miners", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
    ],
)
def test_the_opening_words_are_the_heading(text: str, heading: str, rest: str) -> None:
    """With the signs that belong to them, and with those that would be a line of their own."""
    assert opened(text) == (heading, rest)


def test_a_title_that_was_cut_runs_on() -> None:
    """To the end of a sentence that is little longer; else the text goes on where the title ends."""
    sentence = "How to read the notice board in a bell tower, and why it is a mathematics paper in disguise."
    assert of_post(Post(text=sentence)).endswith("…")
    assert opened(f"{sentence} Then") == (sentence, "Then")
    assert opened(ENDLESS) == (
        "It is what a very long sentence would be if it never came to its end but went on",
        ENDLESS.strip()[81:],
    )


@pytest.mark.parametrize(
    "text",
    [
        "▫️ one thing to know\n▫️ two things to know",
        "A thread:\n\nThe sea goes out every day.",
        "#sea\nThe sea goes out every day.",
        "See https://example.org/abc for what there is, friends of the sea",
        "1/ The sea goes out every day.",
        "```\nprint()\n```",
        "🌊👀",
        "",
    ],
)
def test_what_the_title_leaves_out_is_said_above(text: str) -> None:
    """Then the post does not begin with its title, or it begins as a list or as code."""
    assert opened(text) is None


def test_another_title_stands_above() -> None:
    """Even where it is the first word of the text."""
    assert opened("Bread is a foam that has set.", title="Bread") is None


def test_links_and_emoji_are_parted_where_the_heading_ends() -> None:
    """Each part is a link; a custom emoji behind the words stays with them, and one among them is in no title."""
    text = "The moss of the wall grows on. On stone"
    assert opened(text, span(text, "grows on. On", "link")) == (
        'The moss of the wall <a class="link" href="https://example.org">grows on.</a>',
        '<a class="link" href="https://example.org">On</a>&#32;stone',
    )
    last, among = "The moss grows on stone. :moss:", "The :moss: moss grows on stone."
    assert opened(last, span(last, ":moss:", "emoji")) == (last, "")
    assert opened(among, span(among, ":moss:", "emoji")) is None


TEXTS = st.lists(
    st.sampled_from(
        [
            "Moss",
            "grows",
            "on",
            "the old",
            "wall",
            ". ",
            ", ",
            " ",
            " ",
            "\n",
            "\n\n",
            "*",
            "_",
            "🧵",
            "“",
            "”",
            "…",
            "…and",
            "!",
            "#tag",
            "- ",
        ]
    ),
    max_size=60,
).map("".join)


@given(TEXTS, st.data())
@settings(max_examples=400, deadline=None)
def test_heading_and_text_are_the_post(text: str, data: st.DataObject) -> None:
    """Together they read as the post does by itself."""
    spans = []
    for kind in ("bold", "link") if text else ():
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        spans.append(Span(start=start, end=end, kind=kind, target="https://example.org" if kind == "link" else ""))
    post = Post(text=text, spans=tuple(sorted(spans)))
    found = incipit.of(of_post(post), post, True)
    if found:
        parted = f"<h1>{heading_markdown(found)}</h1>\n\n{FILTERS['text'](found)}"
        assert _read(to_xhtml(parted)) == _read(to_xhtml(post_markdown(post)))


def test_a_chapter_says_its_opening_once() -> None:
    """As the one heading, within the first post; number, guest and picture are where they were."""
    guest = Author(name="A guest")
    posts = (
        Post(text="The sea goes out every day", author=guest, media=(Media(missing="not saved"),)),
        Post(text="Two"),
    )
    article = _chapter(*posts, title="The sea goes out every day")
    first = article.find("section")
    assert first is not None
    assert [(part.tag, part.get("class")) for part in first] == [
        ("p", "number"),
        ("p", "guest"),
        ("h1", "incipit"),
        ("p", "missing"),
    ]
    assert "".join(article.itertext()).count("The sea goes out") == len(list(article.iter("h1"))) == 1
    assert [part.tag for part in article.findall("header/*")] == ["p"]


@pytest.mark.parametrize(
    ("post", "facts"),
    [
        (Post(text="The sea goes out.", warning="the sea"), {}),
        (Post(text="The sea goes out."), {"answered": Quote(text="Does it?")}),
        (Post(text="The sea goes out. 2"), {}),
    ],
)
def test_a_title_stands_above_where_something_is_between(post: Post, facts: dict[str, Quote]) -> None:
    """A warning, a post that is answered, or other words."""
    article = _chapter(post, title="The sea goes out", **facts)
    heading = article.find("header/h1")
    assert heading is not None
    assert heading.text == "The sea goes out"
    assert len(list(article.iter("h1"))) == 1


def _chapter(*posts: Post, title: str, **facts: object) -> ElementTree.Element:
    thread = replace(books.thread(title, *posts), **facts)
    return ElementTree.fromstring(typeset(thread, themes.load("classic"), Index([thread]).links(thread)).body)


def _read(xhtml: str) -> str:
    return re.sub(r"\s+", "", "".join(ElementTree.fromstring(f"<div>{xhtml}</div>").itertext()))


@pytest.mark.parametrize("spans", [(), (Span(start=0, end=5, kind="bold"),)])
def test_lines_of_a_japanese_heading_end_between_phrases(spans: tuple[Span, ...]) -> None:
    """Whatever its styles: the letters are those of the post."""
    text = "この国の一年には、季節が七十二ある。"
    post = Post(text=text, spans=spans)
    made = incipit.of(of_post(post), post, recognise=True)
    assert made
    heading = str(heading_markdown(made, language="ja"))
    assert heading.startswith('<span class="phrases">')
    parts = [re.sub("<.*?>", "", part) for part in heading.split("<wbr />")]
    assert "".join(parts) == text
    assert parts[-1] == "七十二ある。"
    assert "wbr" not in heading_markdown(made, language="en")
