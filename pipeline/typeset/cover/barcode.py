"""The barcode of an ISBN on a white field, as SVG: EAN-13 at its full size (ISO/IEC 15420, GS1 General Specifications
5.2).

The pattern of bars is bookbarcode's. Figures are outlines, as all letters of a cover are.
"""

from __future__ import annotations

from collections.abc import Iterator

from bookbarcode.ean13 import encode_ean13, iter_black_runs

from pipeline.text import isbn
from pipeline.typeset.cover import runs

MODULE = 0.33
"""Width of the narrowest bar in millimetres, as all lengths here."""
_LEFT, _BARS, _RIGHT = 11, 95, 7
"""Modules of the quiet zone to the left, of the bars, and of the quiet zone to the right."""
_HEIGHT, _GUARD = 22.85, 5 * MODULE
"""Height of the bars; how much longer guards are."""
_GUARDS = (range(3), range(45, 50), range(92, 95))
"""Modules of the guards."""
_FIGURES, _TITLE = 3.4, 2.6
"""Sizes of an em."""
_GAP = 1.2
"""Between the number in words and the bars."""
_TALL = _TITLE + _GAP + _HEIGHT + _FIGURES
"""Height of all of it."""
_MARGIN = 1.5
"""The least that stays white around it."""


def drawn(number: str, width: float, height: float) -> str:
    """The barcode in the middle of a field of that size.

    number: an ISBN, compact. Of a field that is too low the bars lose height, as barcodes may; one that is too narrow
    makes all of it smaller.
    """
    digits = isbn.of_thirteen(number)
    whole = (_LEFT + _BARS + _RIGHT) * MODULE
    scale = min(1.0, width / whole)
    bars = min(_HEIGHT, (height - 2 * _MARGIN) / scale - _TALL + _HEIGHT)
    left = (width - scale * whole) / 2 + scale * _LEFT * MODULE
    top = (height - scale * (_TALL - _HEIGHT + bars)) / 2 + scale * (_TITLE + _GAP)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">'
        f'<rect width="{width:g}" height="{height:g}" fill="#fff"/>'
        f'<g fill="#000" transform="translate({left:.4f} {top:.4f}) scale({scale:.5g})">'
        f"{''.join(_bars(digits, bars))}{''.join(_words(digits, bars))}</g></svg>"
    )


def _bars(digits: str, height: float) -> Iterator[str]:
    """The bars, from their upper left corner."""
    for start, count in iter_black_runs(encode_ean13(digits)):
        tall = height + _GUARD * any(start in guard for guard in _GUARDS)
        yield f'<rect x="{start * MODULE:.2f}" width="{count * MODULE:.2f}" height="{tall:.2f}"/>'


def _words(digits: str, height: float) -> Iterator[str]:
    """The number above the bars, and each figure below those that it stands for."""
    yield _line(f"ISBN {digits}", _BARS / 2, -_GAP, _TITLE)
    places = [-_LEFT + 4, *(6.5 + 7 * place for place in range(6)), *(53.5 + 7 * place for place in range(6))]
    for digit, place in zip(digits, places, strict=True):
        yield _line(digit, place, height + _FIGURES * 0.86, _FIGURES)


def _line(text: str, place: float, baseline: float, size: float) -> str:
    """A line around a place. place: in modules."""
    left = place * MODULE - runs.width(text, size) / 2
    return f'<g transform="translate({left:.3f} {baseline:.3f})">{runs.outlines(text, size)}</g>'
