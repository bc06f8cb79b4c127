"""Words of a text, counted for the time that it takes to read it, and for the room."""

from __future__ import annotations

import regex

from pipeline.text.ideographs import IDEOGRAPHS

IDEOGRAPHS_A_WORD = 2.5
"""Chinese and Japanese characters that count as a word."""
_IDEOGRAPH = regex.compile(f"[{IDEOGRAPHS}]")


def word_count(text: str) -> float:
    """Number of words, Chinese and Japanese ones by their characters."""
    rest, ideographs = (text, 0) if text.isascii() else _IDEOGRAPH.subn(" ", text)
    return ideographs / IDEOGRAPHS_A_WORD + len(rest.split())
