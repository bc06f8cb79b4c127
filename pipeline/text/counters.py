"""Counters that authors give their posts: "3/", "(2/16)", "4/n", "/5".

A counter is a number, a slash and perhaps the total, perhaps in brackets. Where it may stand is a question of how much
must be proven: each pattern is named for what it accepts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMBER = r"\d{1,3}"
_SLASH = r"\s?/\s?"
_TOTAL = rf"(?P<total>{_NUMBER}|[nNxX#?]|🧵|end|END)?"
_COUNTER = rf"(?P<number>{_NUMBER}){_SLASH}{_TOTAL}"
_NUMBER_ALONE = rf"/(?P<only>{_NUMBER})"
_OPENING, _CLOSING = r"[\[(]?", r"[\])]?"
_OPENING_OF_ANY_WIDTH, _CLOSING_OF_ANY_WIDTH = r"[\[(（]?", r"[\])）]?"
_AFTER_SPACE = r"(?:^|(?<=\s))"

WITHIN = 40
"""Number of characters at the beginning or the end of a text in which its counter is looked for."""

AT_START = re.compile(rf"(?:🧵\s*)?{_OPENING}{_COUNTER}{_CLOSING}(?=[\s.:)–—-]|$)")
"""Counter that a text begins with: to be matched."""
AT_END_AFTER_SPACE = re.compile(rf"{_AFTER_SPACE}{_OPENING}(?:{_COUNTER}|{_NUMBER_ALONE}){_CLOSING}$")
"""Counter that a text ends with: to be searched."""
AT_END_AFTER_SIGN = re.compile(rf"(?:^|(?<=[^\w/.,:])){_OPENING}{_COUNTER}{_CLOSING}$|{_AFTER_SPACE}{_NUMBER_ALONE}$")
"""The same where it may stand right behind a sign that is part of no number or address: "…3/16"."""
ALONE = re.compile(rf"\s*(?:🧵\s*)?{_OPENING}(?:{_COUNTER}|{_NUMBER_ALONE}){_CLOSING}\s*")
"""Counter that is a whole line: to be matched in full."""

BY_ITSELF = rf"(?m:{_AFTER_SPACE}){_OPENING}(?:{_NUMBER}{_SLASH}\d{{0,3}}|/{_NUMBER}){_CLOSING}(?m:$|(?=\s))"
"""Counter anywhere, with white space around it: a part of a pattern."""
OF_FIRST_POST = (
    rf"{_OPENING_OF_ANY_WIDTH}(?<![\d/])[01]{_SLASH}(?![2-58]\s(?-i:\p{{Ll}}))"  # no "1/2 cup"
    rf"(?:{_NUMBER}|[nx?]{{1,2}}|)(?![\w/]){_CLOSING_OF_ANY_WIDTH}"
    rf"|{_OPENING_OF_ANY_WIDTH}(?<![\w/])/\s?1(?!\d){_CLOSING_OF_ANY_WIDTH}"
)
"""Counter of a thread's first post, anywhere: a part of a pattern of `regex` that leaves case aside."""

OF_ANY_POST = (
    rf"{_OPENING_OF_ANY_WIDTH}(?<![\d/]){_NUMBER}{_SLASH}(?:{_NUMBER}|[nNxX?])?(?![\w/]){_CLOSING_OF_ANY_WIDTH}"
)
"""Counter of whatever post, anywhere: a part of a pattern, to be used where no fraction can stand."""


class Counter(NamedTuple):
    """The place of a post in its thread, as its author counts."""

    number: int
    total: str
    """Digits as they are written; "" where the counter names no number."""


def counter_of(match: re.Match[str]) -> Counter:
    """The counter that a pattern has found, by its groups `number` or `only`, and `total`."""
    groups = match.groupdict()
    total = groups.get("total") or ""
    return Counter(int(groups["number"] or groups.get("only") or 0), total if total.isdecimal() else "")
