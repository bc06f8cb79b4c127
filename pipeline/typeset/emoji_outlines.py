"""Outlines of emoji, as drawings in black alone: of Noto Emoji (OFL), in the package manimgx-fonts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from pipeline.typeset.font_family import blob

_PACKAGE, _FILE = "manimgx_fonts", "NotoEmoji[wght].ttf"
_X, _Y = 1300, -700
"""Centre of its glyphs, in units of the font; y goes down, as in drawings."""
SIDE = 36
"""Side of a drawing, in its own units."""
_SIDE = 2400
"""Side of the square that a glyph fills, in the same; some are a little wider."""


def outline(key: str) -> bytes | None:
    """The SVG of an emoji in black; None where the font has no single glyph for it. key: see `emoji.Emoji`."""
    import uharfbuzz  # 10 ms, and most books have their emoji in colours

    font = _font()
    buffer = uharfbuzz.Buffer()
    buffer.add_str("".join(chr(int(code, 16)) for code in key.split("-")))
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    shown = [
        info.codepoint
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        if position.x_advance
    ]
    if len(shown) != 1 or not shown[0]:
        return None
    steps: list[str] = []
    font.draw_glyph(shown[0], _pen(), (steps, max(_SIDE, font.get_glyph_extents(shown[0]).width)))
    path = f'<path d="{"".join(steps)}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">{path}</svg>'.encode()


@cache
def _font() -> Any:
    import uharfbuzz

    return uharfbuzz.Font(uharfbuzz.Face(blob(_PACKAGE, _FILE)))


@cache
def _pen() -> Any:
    """Callbacks that write an outline as the steps of an SVG path. Their state: the steps, and the side of the square
    in the font's units."""
    import uharfbuzz

    def writes(letter: str) -> Callable[..., None]:
        def write(*given: Any) -> None:
            *places, (steps, side) = given
            pairs = zip(places[::2], places[1::2], strict=True)
            steps.append(letter + " ".join(f"{_scaled(x, _X, side)} {_scaled(-y, _Y, side)}" for x, y in pairs))

        return write

    pen = uharfbuzz.DrawFuncs()
    pen.set_move_to_func(writes("M"))
    pen.set_line_to_func(writes("L"))
    pen.set_quadratic_to_func(writes("Q"))
    pen.set_cubic_to_func(writes("C"))
    pen.set_close_path_func(writes("Z"))
    return pen


def _scaled(place: float, middle: float, side: float) -> str:
    return f"{(place - middle) * SIDE / side + SIDE / 2:.2f}"
