"""Checks of an EPUB's style sheets: what old engines drop a rule for, or the whole sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2

from pipeline.bundles.preflight.epub_container import XHTML, EpubContainer
from pipeline.bundles.preflight.subject import Subject
from pipeline.bundles.preflight.verdict import Fault, names

_FUNCTIONS = {"calc", "clamp", "env", "max", "min", "var"}
_UNITS = {f"{kind}{unit}" for kind in ("", "s", "l", "d") for unit in ("vh", "vw", "vmin", "vmax")} | {"rem"}
_BOXES = {"flex", "grid", "inline-flex", "inline-grid"}
_SELECTORS = {"has", "is", "where"}
_GROUPS = {"media", "supports", "layer", "container"}
"""At-rules whose blocks hold rules."""
_SUSPECT = re.compile(
    r"\\|\b(?:calc|clamp|env|max|min|var)\(|\d[sld]?v(?:h|w|min|max)\b|\drem\b"
    r"|flex|grid|:(?:has|is|where)\(|@(?:media|supports)",
    re.IGNORECASE,
)
"""Letters that are in whatever is told of, and escapes, which may stand for any: most sheets need no parser."""


def plain_style(subject: Subject, _: object) -> Iterator[Fault]:
    """Style sheets, style elements and attributes without functions, lengths of the window and flexible boxes.

    Source: the notes of kobofix 1.0.0 on Adobe's RMSDK, which knows none of these.
    """
    fatal: dict[str, None] = {}
    lost: dict[str, None] = {}
    for path, nodes in _sheets(subject.epub):
        for what, drops_all in _modern(nodes):
            (fatal if drops_all else lost)[f"{what} in {path}"] = None
    if fatal:
        yield Fault(f"styles that old engines drop the whole sheet for: {names(fatal)}", "Use a theme without them.")
    if lost:
        yield Fault(f"styles that old engines do not know: {names(lost)}", "They are left out there.", refused=False)


def _sheets(epub: EpubContainer) -> Iterator[tuple[str, list[Any]]]:
    """Whatever is CSS and not plain at first sight, parsed: its path, and its rules or declarations."""
    for path in epub.of_type("text/css"):
        if _SUSPECT.search((data := epub.read(path)).decode("latin-1")):
            yield path, tinycss2.parse_stylesheet_bytes(data)[0]
    for path, page in epub.pages.items():
        for style in page.iter(f"{XHTML}style"):
            if _SUSPECT.search(text := "".join(style.itertext())):
                yield path, tinycss2.parse_stylesheet(text)
        for attribute in {each.get("style", "") for each in page.iter()}:
            if _SUSPECT.search(attribute):
                yield path, tinycss2.parse_blocks_contents(attribute)


def _modern(nodes: Iterable[Any]) -> Iterator[tuple[str, bool]]:
    """What is too new in rules or declarations, and whether all of a sheet is dropped for it."""
    waiting = [*nodes]
    while waiting:
        node = waiting.pop(0)
        if node.type == "declaration":
            yield from _of_tokens(node.value)
            if node.lower_name == "display":
                yield from ((f"display: {each.lower_value}", False) for each in node.value if _is_box(each))
        elif node.type == "qualified-rule":
            yield from _of_selector(node.prelude)
            waiting += tinycss2.parse_blocks_contents(node.content)
        elif node.type == "at-rule":
            yield from _of_tokens(node.prelude)
            name = node.lower_at_keyword
            content = node.content or []
            if name in _GROUPS:
                waiting += tinycss2.parse_rule_list(content, skip_comments=True, skip_whitespace=True)
                if name in ("media", "supports") and all(each.type in ("whitespace", "comment") for each in content):
                    yield f"an empty @{name}", True
            else:
                waiting += tinycss2.parse_blocks_contents(content)


def _of_tokens(tokens: Iterable[Any]) -> Iterator[tuple[str, bool]]:
    waiting = [*tokens]
    while waiting:
        token = waiting.pop()
        if token.type == "function":
            if token.lower_name in _FUNCTIONS:
                yield f"{token.lower_name}()", True
            waiting += token.arguments
        elif token.type == "dimension" and token.lower_unit in _UNITS:
            yield token.lower_unit, False
        waiting += getattr(token, "content", None) or []  # of a block in brackets


def _of_selector(tokens: Iterable[Any]) -> Iterator[tuple[str, bool]]:
    for token in tokens:
        if token.type == "function" and token.lower_name in _SELECTORS:
            yield f":{token.lower_name}()", False


def _is_box(token: Any) -> bool:
    return token.type == "ident" and token.lower_value in _BOXES
