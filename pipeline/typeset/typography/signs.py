"""Dashes, ellipses and fixed spaces: signs that are told by what is right around them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.typeset.typography import dashes, fixed_spaces
from pipeline.typeset.typography.language_table import Conventions
from pipeline.typeset.typography.passage import Edit, Passage
from pipeline.typeset.typography.rule import Rule


def has_any(text: str, conventions: Conventions) -> bool:
    """Whether a text has anything that `edits` may change."""
    return any(rule.hint in text and rule.pattern.search(text) for rule in _rules(conventions))


def edits(passage: Passage, conventions: Conventions) -> Iterator[Edit]:
    """The changes by all rules of the language; where two meet, the first holds."""
    for rule in _rules(conventions):
        if rule.hint in passage.text:
            for found in rule.pattern.finditer(passage.text):
                text = rule.change(found)
                if text != found[0] and passage.is_free(*found.span()):
                    yield Edit(*found.span(), text)


@cache
def _rules(conventions: Conventions) -> tuple[Rule, ...]:
    return (*dashes.rules(conventions), *fixed_spaces.rules(conventions))
