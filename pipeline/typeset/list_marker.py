"""Markers of lists, as people type them before a line: "▫️", "-", "1.", "٢)"."""

from __future__ import annotations

import regex
from msgspec import Struct

from pipeline.typeset import numerals
from pipeline.wording.numbers import WESTERN

_ALWAYS = "▫▪◽◾•◦‣⁃∙●○■□🔹🔸🔷🔶"
"""Bullets that make a list even of a single line: nobody starts a sentence so."""
_SEVERAL = "-–*·"
"""Bullets that need company: a lone "- word" may be dialogue or a signature."""
_WORDS = r"(?=.*[^\s\p{P}\p{Sk}\p{Sm}])"
"""Words, or pictures for them, to come: "* * *" is no list."""
_BULLET = regex.compile(
    rf"([ \t]*)([{_ALWAYS}](?!\ufe0f?[ \t]*[{_ALWAYS}])|[{regex.escape(_SEVERAL)}](?=[ \t]))\ufe0f?[ \t]*(?=\S){_WORDS}"
)
_FIGURES = "|".join(
    rf"{zero}|[{chr(ord(zero) + 1)}-{chr(ord(zero) + 9)}][{zero}-{chr(ord(zero) + 9)}]{{0,2}}"
    for zero in (WESTERN, *numerals.COUNTERS)
)
"""A number up to 999 in the figures of one script."""
_NUMBER = regex.compile(rf"([ \t]*)({_FIGURES})([.)])[ \t]+(?=\S){_WORDS}")


class Marker(Struct, frozen=True):
    """The marker that opens a line as a list item."""

    indent: int
    """Columns before it."""
    sign: str
    """The bullet, or "." or ")" behind a number."""
    number: int | None
    width: int
    """Code points of the line up to the item's text."""
    zero: str = WESTERN
    """Zero of the number's figures."""

    @property
    def is_enough(self) -> bool:
        """Whether it makes a list even of a single line."""
        return self.sign in _ALWAYS


def marker_of(text: str) -> Marker | None:
    """The marker that opens a line, or None. It takes company to make a list, unless it `is_enough`."""
    if match := _BULLET.match(text):
        return Marker(len(match[1].expandtabs(4)), match[2], None, match.end())
    if match := _NUMBER.match(text):
        zero = chr(ord(match[2][0]) - int(match[2][0]))
        return Marker(len(match[1].expandtabs(4)), match[3], int(match[2]), match.end(), zero)
    return None
