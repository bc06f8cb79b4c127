"""Kobo's markup: a span for each sentence and picture, and nothing else is other than before."""

from __future__ import annotations

import re
from html import escape
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ebook.kobo import spanned
from pipeline.ebook.page import Page

HEAD, TAIL = '<html><head><title>A. B.</title>\n</head>\n<body class="x">', "</body></html>"
INNER = re.compile(r'<div id="book-columns"><div id="book-inner">(.*)</div></div></body>', re.DOTALL)
SPAN = re.compile(r'<span class="koboSpan" id="kobo\.(\d+)\.(\d+)">')


def marked(body: str) -> str:
    """The page with that body, with Kobo's markup."""
    return spanned(Page(name="a.xhtml", text=HEAD + body + TAIL)).text


def inner(body: str) -> str:
    """What stands in the inner division of it, "[1.2:" for a span."""
    found = INNER.search(marked(body))
    assert found
    return SPAN.sub(r"[\1.\2:", found[1]).replace("</span>", "]")


def test_sentences_and_pictures_have_spans() -> None:
    """Numbered by blocks; a picture is a block, and what follows it goes on in that."""
    body = '<h1>Tides</h1>\n<p>One. <em>Two!</em>\nThree <img src="a.png" alt="." /> and four.</p><p>A<br />b</p>'
    assert inner(body) == (
        "<h1>[1.1:Tides]</h1>\n<p>[2.1:One. ]<em>[2.2:Two!]</em>[2.3:\nThree ]"
        '[3.1:<img src="a.png" alt="." />][3.2: and four.]</p><p>[4.1:A]<br />[4.2:b]</p>'
    )


def test_what_is_no_prose_stays_as_it_is() -> None:
    """Drawings, formulas, code and navigation; and the title in the head."""
    body = "<pre>a. b. <b>c</b></pre><svg><text>A. B.</text><image/></svg><nav><ol><li>A</li></ol></nav><ul>\n<li>x</li></ul>"
    assert inner(body) == body.replace("<li>x", "<li>[1.1:x]")
    assert marked(body).startswith(HEAD.partition("</head>")[0] + '<style type="text/css" id="kobostylehacks">')


def test_a_sentence_goes_on_where_a_line_may_end() -> None:
    """Places for lines to end have no span of their own, and part none."""
    assert inner("<p>ab<wbr />cd</p><h1><b>e</b><wbr /><b>f</b></h1>") == (
        "<p>[1.1:ab<wbr />cd]</p><h1><b>[2.1:e]</b><wbr /><b>[2.2:f]</b></h1>"
    )


TEXTS = st.text(st.sampled_from("aB1.!。 \n<&>\"'é"), max_size=20).map(escape)
TREES = st.recursive(
    TEXTS | st.just('<img src="a.png" alt="A. B."/>') | st.just("<br />"),
    lambda inside: st.builds(
        lambda name, content: f"<{name}>{''.join(content)}</{name}>",
        st.sampled_from(["p", "ul", "em", "h2", "pre", "svg", "math", "section"]),
        st.lists(inside, max_size=4),
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TREES, max_size=6).map("".join))
def test_words_stay_and_ids_are_in_order(body: str) -> None:
    """The page is well-formed; without its spans it is what it was, and with them again it is the same as with them."""
    text = marked(body)
    before, after = ElementTree.fromstring(HEAD + body + TAIL), ElementTree.fromstring(text)
    assert "".join(before.find("body").itertext()) == "".join(after.find("body").itertext())  # type: ignore[union-attr]
    numbers = [(int(block), int(sentence)) for block, sentence in SPAN.findall(text)]
    assert numbers == sorted(set(numbers))
    assert [block for block, sentence in numbers if sentence == 1] == list(range(1, len({n for n, _ in numbers}) + 1))
    for name in ("pre", "svg", "math"):
        assert not any(span.get("class") for each in after.iter(name) for span in each.iter("span"))
    found = INNER.search(text)
    assert found
    bare = SPAN.sub("", found[1]).replace("</span>", "")
    assert bare.replace("&quot;", '"') == body.replace("&quot;", '"')
    assert marked(bare) == text
