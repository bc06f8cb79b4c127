"""Formulas in MathML as text: as their author typed them, where that is kept, else in reading order with ^ and _."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from pipeline.sources.reading.html_tree import attribute, content, elements

_PLAIN, _TEX = "text/plain", "application/x-tex"
_FORMS = {
    "msup": "{}^{}",
    "msub": "{}_{}",
    "msubsup": "{}_{}^{}",
    "mover": "{}^{}",
    "munder": "{}_{}",
    "munderover": "{}_{}^{}",
    "mfrac": "{}/{}",
    "mroot": "{}^(1/{})",
}
"""Forms of elements that put one part above, below or over another."""
_LEAVES = frozenset(("mi", "mn", "mo", "ms", "mtext"))
_UNREAD = frozenset(("annotation", "annotation-xml", "mphantom"))
_SPACED = frozenset("=<>≤≥≠≈≡→⇒∈+−-±×·")
"""Operators that stand between spaces."""
_DEEPEST = 40
"""Most levels that are read as a formula; what lies deeper is read as text."""


def formula(math: LexborNode) -> str:
    """The formula; "" where nothing is in it. TeX stands between dollar signs, as Mastodon shows it."""
    kept = {attribute(each, "encoding").lower(): content(each) for each in elements(math, "annotation")}
    if plain := kept.get(_PLAIN) or attribute(math, "alttext"):
        return plain
    if tex := kept.get(_TEX):
        return f"$${tex}$$" if attribute(math, "display") == "block" else f"${tex}$"
    return " ".join(_read(math, 0).split())


def _read(node: LexborNode, depth: int) -> str:
    tag = node.tag or ""
    if tag in _UNREAD:
        return ""
    if tag in _LEAVES or depth > _DEEPEST:
        text = content(node)
        return f" {text} " if tag == "mo" and text in _SPACED else text
    parts = [_read(child, depth + 1) for child in node.iter(include_text=False)]
    form = _FORMS.get(tag, "")
    if form and form.count("{}") == len(parts):
        return form.format(*map(_held, parts))
    if tag == "msqrt":
        return f"√{_held(''.join(parts))}"
    return "; ".join(parts) if tag == "mtable" else ", ".join(parts) if tag == "mtr" else "".join(parts)


def _held(text: str) -> str:
    """A part of a formula, in brackets unless it is one letter or number."""
    text = text.strip()
    return text if len(text) <= 1 or text.replace(".", "").isalnum() else f"({text})"
