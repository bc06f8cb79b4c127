"""Advances: how wide letters are, each in the first of our families that has it."""

from __future__ import annotations

from typing import Any

import uharfbuzz

from pipeline.typeset import fonts
from pipeline.typeset.font_family import Family


@fonts.remembered
def family_of(character: str) -> Family | None:
    """The family that a character is set in; None where none has it, as no font has some emoji."""
    return next((family for family in fonts.every() if fonts.has(family, character)), None)


@fonts.remembered
def advance(character: str) -> float | None:
    """Width of a character in ems, by itself and upright; None where no family has it."""
    family = family_of(character)
    if family is None:
        return None
    font: Any = uharfbuzz.Font(fonts.face(family))
    width: float = font.get_glyph_h_advance(font.get_nominal_glyph(ord(character))) / font.face.upem
    return width
