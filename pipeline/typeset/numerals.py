"""Numerals of scripts: the figures of the numbers that a book adds, by its language, and those of lists as typed."""

from __future__ import annotations

from functools import cache

from pipeline.typeset import fonts
from pipeline.wording.numbers import ARABIC, BENGALI, BURMESE, DEVANAGARI, PERSIAN, zero

COUNTERS = {
    ARABIC: "arabic-indic", PERSIAN: "persian", BENGALI: "bengali", DEVANAGARI: "devanagari", BURMESE: "myanmar",
    "੦": "gurmukhi", "૦": "gujarati", "୦": "oriya", "௦": "tamil", "౦": "telugu", "೦": "kannada", "൦": "malayalam",
    "๐": "thai", "໐": "lao", "༠": "tibetan", "០": "khmer", "᠐": "mongolian",
}  # fmt: skip
"""Counter styles of CSS, by the zero of their figures."""


def number(value: int, language: str) -> str:
    """A number in the figures that readers of a language (BCP 47) use; Western ones where no font of ours has them."""
    figures = digits(language)
    return "".join(figures[int(digit)] for digit in str(value))


@cache
def digits(language: str) -> str:
    """The figures from 0 to 9 that readers of a language use, as far as they can be printed."""
    figures = "".join(chr(ord(zero(language)) + value) for value in range(10))
    return "0123456789" if fonts.missing(figures) else figures
