"""Lowering of style sheets: only what old engines survive stays (Adobe's RMSDK, and those that are built like it).

RMSDK drops the whole sheet for one function that it does not know, and misreads units of the window. So what it cannot
have is left out declaration by declaration, or said in older words. The tables are those of `kobofix` (its CSS rules)
and of Kobo's guidelines (margins, bare `span` and `div`), as of 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any, NamedTuple

import tinycss2

from pipeline.ebook.lowered_values import size_of_type, value

_AT_RULES = {"charset", "font-face", "import", "media", "namespace", "page"}
"""The at-rules of CSS 2, and that of fonts."""
_DROPPED = (
    "--*", "align-*", "animation*", "aspect-ratio", "backdrop-*", "clip-path", "column-gap", "filter", "flex*", "gap",
    "grid*", "inset*", "justify-*", "object-*", "order", "place-*", "position", "row-gap", "transform*", "transition*",
)  # fmt: skip
"""Patterns of properties that are not for old engines."""
_SIDES = {"start": ("left", "right"), "end": ("right", "left")}
"""Sides of a line: that where it reads from left to right, and the other."""
_LOGICAL = re.compile(r"(padding|margin|border)-inline-(start|end)")
_SELECTOR = re.compile(
    r":(?:has|is|where|matches|any|-\w+-any)\(|:not\([^)]*,|(?:^|[\s>+~])(?:div|span)$", re.IGNORECASE
)
"""What an old engine takes no selector with; and bare elements that Kobo puts into each page."""


class _Declaration(NamedTuple):
    name: str
    text: str
    """Its value, with `!important`."""


@lru_cache(maxsize=16)
def lowered(css: str) -> str:
    """The style sheet without what old engines stumble over. What is no CSS is left out, as they would."""
    return "".join(_rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)))


def _rules(rules: Iterable[Any]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield from _qualified(rule)
        elif rule.type == "at-rule" and rule.lower_at_keyword in _AT_RULES:
            yield from _at_rule(rule)


def _at_rule(rule: Any) -> Iterator[str]:
    head = f"@{rule.lower_at_keyword}{tinycss2.serialize(rule.prelude).rstrip()}"
    if rule.content is None:
        yield f"{head};\n"
        return
    if rule.lower_at_keyword == "media":
        content = "".join(_rules(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)))
    else:
        content = _written(_declarations(rule))
    if content:  # RMSDK has crashed on empty ones
        yield f"{head} {{ {content.rstrip()} }}\n"


def _qualified(rule: Any) -> Iterator[str]:
    selectors = [each for each in _selectors(rule.prelude) if not _SELECTOR.search(each)]
    declarations, turned = [], []
    for declaration in _declarations(rule):
        logical = _LOGICAL.fullmatch(declaration.name)
        if logical:
            here, there = (f"{logical[1]}-{side}" for side in _SIDES[logical[2]])
            declarations.append(_Declaration(here, declaration.text))
            turned += [_Declaration(here, "0"), _Declaration(there, declaration.text)]
        else:
            declarations.append(declaration)
    if selectors and declarations:
        yield f"{', '.join(selectors)} {{ {_written(declarations)} }}\n"
    if selectors and turned:
        yield ", ".join(f'[dir="rtl"] {each}' for each in selectors) + f" {{ {_written(turned)} }}\n"


def _selectors(prelude: Sequence[Any]) -> Iterator[str]:
    """The selectors of a rule, one by one: an unknown one would cost its neighbours their rule."""
    start = 0
    for place, token in enumerate((*prelude, None)):
        if token is None or token == ",":
            yield tinycss2.serialize(prelude[start:place]).strip()
            start = place + 1


def _declarations(rule: Any) -> list[_Declaration]:
    found = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    given = [each for each in found if each.type == "declaration"]
    size = size_of_type(given)
    lowered = []
    for each in given:
        if any(fnmatchcase(each.lower_name, pattern) for pattern in _DROPPED):
            continue
        for text in value(each, size):
            lowered.append(_Declaration(each.lower_name, f"{text}{' !important' if each.important else ''}"))
    return lowered


def _written(declarations: Iterable[_Declaration]) -> str:
    return " ".join(f"{each.name}: {each.text};" for each in declarations)
