"""Headings in lines of about equal length, as a compositor breaks them.

WeasyPrint has no `text-wrap: balance`. The heading is measured with its font's own advance widths, and the narrowest
measure that takes no more lines becomes its right padding. Rough on purpose: kerning moves a line by a fraction of
what the margin for error allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element

from pipeline.press.layout.soft_places import SPACE
from pipeline.typeset import fonts

ALLOWANCE = 1.03
"""How much wider than measured a line may turn out."""
_BETWEEN_WORDS = re.compile(r"[ \t\n\r]+")
"""Spaces at which a line may end."""
WIDE = 1.0
"""Ems of a character that the text face does not have (an emoji, a CJK character)."""


def balance(heading: Element, measure: float) -> None:
    """Give a heading the padding that evens out its lines. measure: the line's width in ems of the heading."""
    words = list(_words("".join(heading.itertext())))
    lines = _lines(words, measure)
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
    return _advances().get(ord(" " if character.isspace() else character), WIDE)


@cache
def _advances() -> dict[int, float]:
    """Advance widths of the text face in ems, by code point."""
    from fontTools.ttLib import TTFont

    family = next(family for family in fonts.FAMILIES if family.name == fonts.TEXT)
    with TTFont(fonts.package_folder(family.package) / family.regular, lazy=True) as font:
        metrics, unit = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: metrics[glyph][0] / unit for code, glyph in font.getBestCmap().items()}
