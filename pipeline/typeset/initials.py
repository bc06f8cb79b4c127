"""Initials: the letter that stands for a name where there is no portrait."""

from __future__ import annotations

import regex

_LETTER = regex.compile(r"[\p{L}\p{N}]\p{M}*")


def initial(name: str) -> str:
    """The first letter or figure of a name, as a capital where its script has these: "M" of "🌊 mira"; "" of "🌊"."""
    letter = _LETTER.search(name)
    return letter[0].upper() if letter else ""
