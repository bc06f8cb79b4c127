"""Rules for dashes and ellipses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import regex

from pipeline.typeset.typography.language_table import EN_DASH, FIXED, Conventions
from pipeline.typeset.typography.rule import APART, NO_MORE, WORD, Rule, rule
from pipeline.typeset.typography.wide_signs import WIDE

_YEAR = r"(?: 1\d\d\d | 20\d\d )"
_LETTER_ALONE = regex.compile(rf"{APART}\p{{L}}{NO_MORE}", regex.VERBOSE)


def rules(conventions: Conventions) -> Iterator[Rule]:
    """The rules of a language."""
    pages = rf"{APART} (?: pp\. | §§ )[ {FIXED}]\d{{1,4}}"
    yield rule("-", "-", EN_DASH, after=pages, before=r"\d{1,4} (?! [\p{N}-] )")
    no_date = rf"(?! [{WORD}] | [-/.]\p{{N}} )"
    yield rule("-", "-", _years, after=rf"(?<! [{WORD}/.-] ) {_YEAR}", before=f"{_YEAR} {no_date}")
    if conventions.dash:
        after, before = rf"""[{WORD}.,!?)\]"'”’»“…%]""", r"""[\p{L}\p{N}"'(\[“„«‘‚¿¡]"""
        yield rule(" -", r"\ --?\ ", partial(_dash, conventions.dash), after=after, before=before)
    if conventions.joined_dash:
        after, before = r"""[\p{L}\p{M}"'”’!?]""", r"""[\p{L}"'“‘]"""
        yield rule("--", r"-{2,3}", conventions.joined_dash, after=after, before=before)
    if conventions.wide:
        yield rule("...", r"\.{3,6}", conventions.ellipsis, after=f"[{WIDE}]", before=r"(?! \. )")
    else:
        yield rule("...", r"\.{3}", conventions.ellipsis, after=r"(?<! \. )", before=r"(?! [./\\] )")


def _years(found: regex.Match[str]) -> str:
    """A dash between two years, of which the second is the later one."""
    text, place = found.string, found.start()
    return EN_DASH if text[place - 4 : place] < text[place + 1 : place + 5] else found[0]


def _dash(dash: str, found: regex.Match[str]) -> str:
    """The dash for a hyphen between spaces, but for a minus: between figures, or letters that stand alone."""
    text, before, after = found.string, found.start() - 1, found.end()
    is_minus = (text[before].isdigit() and text[after].isdigit()) or (
        _LETTER_ALONE.match(text, before) and _LETTER_ALONE.match(text, after)
    )
    return found[0] if is_minus and "--" not in found[0] else dash
