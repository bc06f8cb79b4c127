"""Headings in lines of about equal length, as a compositor breaks them.

WeasyPrint has no `text-wrap: balance`. The heading is measured with its font's own advance widths, and the narrowest
measure that takes no more lines becomes its right padding. Rough on purpose: kerning moves a line by a fraction of
what the margin for error allows.
"""

from __future__ import annotations

from functools import cache
from xml.etree.ElementTree import Element

from pipeline.typeset import fonts

ALLOWANCE = 1.03
"""How much wider than measured a line may turn out."""
WIDE = 1.0
"""Ems of a character that the text face does not have (an emoji, a CJK character)."""


def balance(heading: Element, measure: float) -> None:
    """Give a heading the padding that evens out its lines. measure: the line's width in ems of the heading."""
    widths = [sum(map(_advance, word)) for word in "".join(heading.itertext()).split()]
    lines = _lines(widths, measure)
    if lines < 2:
        return
    narrow, wide = max(widths), measure
    while wide - narrow > 0.1:
        middle = (narrow + wide) / 2
        if _lines(widths, middle) > lines:
            narrow = middle
        else:
            wide = middle
    if (padding := measure - wide * ALLOWANCE) > 0:
        heading.set("style", f"padding-inline-end:{padding:.2f}em")


def _lines(widths: list[float], measure: float) -> int:
    lines, used = 1, 0.0
    for width in widths:
        if used and used + _advance(" ") + width > measure:
            lines, used = lines + 1, width
        else:
            used += (_advance(" ") if used else 0) + width
    return lines


def _advance(character: str) -> float:
    return _advances().get(ord(character), WIDE)


@cache
def _advances() -> dict[int, float]:
    """Advance widths of the text face in ems, by code point."""
    from fontTools.ttLib import TTFont

    family = next(family for family in fonts.FAMILIES if family.name == fonts.TEXT)
    with TTFont(fonts.package_folder(family.package) / family.regular, lazy=True) as font:
        metrics, unit = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: metrics[glyph][0] / unit for code, glyph in font.getBestCmap().items()}
