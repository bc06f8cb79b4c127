"""Style sheets for old engines: what they stumble over is gone, and what they need is said in their words."""

from __future__ import annotations

import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ebook.lowering import lowered

CASES = {
    # What is left out
    "a { width: calc(1em + 2px); color: red; }": "a { color: red; }",
    "a { width: MIN(1em, 2px); }": "",
    "a { width: -webkit-calc(1em); height: 1em !important; }": "a { height: 1em !important; }",
    "a { --ink: red; color: var(--ink); }": "",
    "a { display: flex; flex: 1; gap: 1em; display: block; }": "a { display: block; }",
    "a { position: absolute; transform: none; object-fit: contain; order: 1; top: 0; }": "a { top: 0; }",
    'a::before { content: "x" / ""; color: red; }': "a::before { color: red; }",
    "a { color: red; b { color: blue; } }": "a { color: red; }",
    # Selectors, each by itself
    "a:has(b), c { color: red; }": "c { color: red; }",
    "a:is(b), a:where(b), a:not(b, c), p { color: red; }": "p { color: red; }",
    "a:not([dir]) { color: red; }": "a:not([dir]) { color: red; }",
    "div, p > span, span.x, .y div { color: red; }": "span.x { color: red; }",
    # At-rules
    "@supports (width: 1em) { a { color: red; } }": "",
    "@media print { a:has(b) { color: red; } }": "",
    "@media print { a { width: 1rem; } }": "@media print { a { width: 16px; } }",
    "@counter-style x { system: cyclic; }": "",
    '@font-face { font-family: "F"; src: url(f.ttf); }': '@font-face { font-family: "F"; src: url(f.ttf); }',
    # Units
    "a { max-height: 95vh; width: 50vw; }": "a { max-height: 95%; }",
    "a { margin: .5em 1em 2em 20%; padding: .5em; }": "a { margin: 8px 1em 2em 20%; padding: .5em; }",
    "a { margin: .5em 0; font-size: 2em; }": "a { margin: 16px 0; font-size: 2em; }",
    "a { border: 1rem solid; }": "a { border: 16px solid; }",
    # Sides that depend on the way of reading
    "a { text-align: start; }": "a { text-align: left; text-align: start; }",
    "a { padding-inline-start: 1em; }": (
        'a { padding-left: 1em; }\n[dir="rtl"] a { padding-left: 0; padding-right: 1em; }'
    ),
    # Colours that are seen through
    "a { border: 1px solid rgba(0, 0, 0, .5); }": "a { border: 1px solid #808080; }",
    "a { background-color: rgba(0, 0, 0, .5); color: rgb(1, 2, 3); }": "a { color: rgb(1, 2, 3); }",
}


@pytest.mark.parametrize("css", CASES)
def test_lowering(css: str) -> None:
    """Each rule of the tables."""
    assert lowered(css).rstrip("\n") == CASES[css]


PIECES = [*"a{}:;@(),.'\"/*\\ ", "calc(", "url(", "vh", "1em"]


@given(st.text(max_size=80) | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_is_lowered_once(css: str) -> None:
    """No text is too strange; what comes of it is CSS, and stays as it is."""
    once = lowered(css)
    assert not [rule for rule in tinycss2.parse_stylesheet(once) if rule.type == "error"]
    assert lowered(once) == once
