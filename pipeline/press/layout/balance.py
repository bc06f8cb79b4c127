"""Headings in lines of about equal length, as a compositor breaks them.

WeasyPrint has no `text-wrap: balance`. The heading is measured with its faces' own advance widths, and the narrowest
measure that takes no more lines becomes its right padding. Rough on purpose: kerning moves a line by a fraction of
what the margin for error allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pipeline.press.layout.advances import advance
from pipeline.press.layout.soft_places import SPACE

ALLOWANCE = 1.03
"""How much wider than measured a line may turn out."""
_BETWEEN_WORDS = re.compile(r"[ \t\n\r]+")
"""Spaces at which a line may end."""
WIDE = 1.0
"""Ems of a character that no face has, which is drawn."""


def balance(heading: Element, measure: float) -> None:
    """Give a heading the padding that evens out its lines. measure: the line's width in ems of the heading."""
    words = list(_words("".join(heading.itertext())))
    lines = _lines(words, measure)
    if lines < 2:
        lines = _lines(words, measure / ALLOWANCE)  # one line that does not quite fit would leave a word alone
    if lines < 2:
        return
    narrow, wide = max(width for _, width in words), measure
    while wide - narrow > 0.1:
        middle = (narrow + wide) / 2
        if _lines(words, middle) > lines:
            narrow = middle
        else:
            wide = middle
    if (padding := measure - wide * ALLOWANCE) > 0:
        heading.set("style", f"padding-inline-end:{padding:.2f}em")


def _words(text: str) -> Iterator[tuple[float, float]]:
    """For each word, or phrase of one that ends at a soft place, the gap before it and its width."""
    for word in _BETWEEN_WORDS.split(text.strip()):
        for place, part in enumerate(word.split(SPACE)):
            yield 0.0 if place else _advance(" "), sum(map(_advance, part))


def _lines(words: list[tuple[float, float]], measure: float) -> int:
    lines, used = 1, 0.0
    for gap, width in words:
        if used and used + gap + width > measure:
            lines, used = lines + 1, width
        else:
            used += (gap if used else 0) + width
    return lines


def _advance(character: str) -> float:
    width = advance(" " if character.isspace() else character)
    return WIDE if width is None else width
