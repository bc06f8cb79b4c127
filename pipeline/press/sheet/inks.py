"""Inks: operators that set colours, rewritten so that a press prints them with the right inks (ISO 32000-1, 8.6.8).

What is drawn has one operator a line, as `pydyf` writes it, and no string has a line feed: so lines can be matched
without parsing what is between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_RED, _GREEN, _BLUE = 0.299, 0.587, 0.114
"""Weights of a pixel's channels in its grey, those by which Pillow makes grey pictures (ITU-R BT.601)."""
_COLOUR = re.compile(
    rb"^(?:(?P<rgb>(?:[\d.eE+-]+ ){3})(?P<mode>rg|RG)"
    rb"|/(?P<space>lab-d50|lab-d65|DeviceCMYK) (?:cs|CS)\n(?P<special>(?:[\d.eE+-]+ ){3,4})(?P<special_mode>scn|SCN))$",
    re.MULTILINE,
)
_NEUTRAL = re.compile(rb"^([\d.]+) \1 \1 (rg|RG)$", re.MULTILINE)
_GREYS = {b"rg": b"g", b"RG": b"G", b"scn": b"g", b"SCN": b"G"}
_OPACITY = re.compile(rb"/([aA])([\d.eE-]+) gs")
"""The operator that sets the opacity of what is filled (a) or stroked (A), by the name that WeasyPrint gives it."""
_LAB_BEND, _LAB_SLOPE = 8.0, 903.3
"""Of CIE lightness: where it begins to be a cube root, and its slope before (CIE 15)."""
_SRGB_BEND = 0.0031308
"""Of sRGB's curve: where it begins to be a power (IEC 61966-2-1)."""


def grey_of(red: float, green: float, blue: float) -> float:
    """The grey of a colour in sRGB, all from 0 to 1."""
    return red if red == green == blue else _RED * red + _GREEN * green + _BLUE * blue


def filling(color: str, *, grey: bool, neutral: bool) -> bytes:
    """The operator that fills with a colour. color: "#rrggbb". grey: as a grey. neutral: as one, if it is one."""
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    if grey or (neutral and red == green == blue):
        return _written(grey_of(red, green, blue), b"g")
    return f"{red:.3f} {green:.3f} {blue:.3f} rg".encode()


def without_grey_rgb(operators: bytes) -> bytes:
    """Operators with those greys that were three colours as greys, so that black is black ink alone."""
    return _NEUTRAL.sub(lambda found: b"%b %b" % (found[1], _GREYS[found[2]]), operators)


def in_greys(operators: bytes) -> bytes:
    """Operators with all colours as greys. Patterns are colours of their own, and stay."""
    return _COLOUR.sub(_in_grey, operators)


def _in_grey(found: re.Match[bytes]) -> bytes:
    if found["rgb"]:
        return _written(grey_of(*map(float, found["rgb"].split())), _GREYS[found["mode"]])
    values = [float(each) for each in found["special"].split()]
    if found["space"] == b"DeviceCMYK":
        cyan, magenta, yellow, black = values
        grey = grey_of(1 - cyan, 1 - magenta, 1 - yellow) * (1 - black)
    else:
        grey = _grey_of_lightness(values[0])
    return _written(grey, _GREYS[found["special_mode"]])


def _grey_of_lightness(lightness: float) -> float:
    """The grey, in sRGB, of a CIE lightness from 0 to 100."""
    light = ((lightness + 16) / 116) ** 3 if lightness > _LAB_BEND else lightness / _LAB_SLOPE
    return float(1.055 * light ** (1 / 2.4) - 0.055 if light > _SRGB_BEND else 12.92 * light)


class _State(NamedTuple):
    """A state of what is drawn: greys of what is filled and stroked, and their opacities."""

    fill: float = 0.0
    stroke: float = 0.0
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0


def opaque(operators: bytes) -> bytes:
    """Operators in greys, with what is transparent as light as it is on white paper.

    Names of other graphics states (soft masks, blend modes) are left out.
    """
    if b" gs" not in operators:
        return operators
    return b"\n".join(_opaque(operators.split(b"\n")))


def _opaque(lines: list[bytes]) -> Iterator[bytes]:
    above: list[_State] = []
    state = _State()
    for line in lines:
        if line == b"q":
            above.append(state)
        elif line == b"Q":
            state = above.pop() if above else _State()
        elif line.endswith(b" gs"):
            if opacity := _OPACITY.fullmatch(line):
                is_stroke, value = opacity[1] == b"A", float(opacity[2])
                state = state._replace(**{"stroke_opacity" if is_stroke else "fill_opacity": value})
                yield _lightened(state, is_stroke=is_stroke)
            continue
        elif line.endswith((b" g", b" G")):
            is_stroke = line.endswith(b"G")
            state = state._replace(**{"stroke" if is_stroke else "fill": float(line[:-2])})
            yield _lightened(state, is_stroke=is_stroke)
            continue
        yield line


def _lightened(state: _State, *, is_stroke: bool) -> bytes:
    grey, opacity = (state.stroke, state.stroke_opacity) if is_stroke else (state.fill, state.fill_opacity)
    return _written(1 - (1 - grey) * opacity, b"G" if is_stroke else b"g")


def _written(grey: float, operator: bytes) -> bytes:
    return b"%b %b" % (f"{min(max(grey, 0), 1):.4f}".rstrip("0").rstrip(".").encode(), operator)
