"""Numerals of scripts: the figures of the numbers that a book adds, by its language, and those of lists as typed.

Which language's readers use which is Unicode's word: CLDR 49, `defaultNumberingSystem`. Numbers in English sentences of
ours ("12 posts") are English.
"""

from __future__ import annotations

from functools import cache

from pipeline.typeset import fonts

WESTERN = "0"
"""Zero of the figures 0 to 9. Figures of a script are known by their zero: those of 1 to 9 follow it in Unicode."""
_ARABIC, _PERSIAN, _BENGALI, _DEVANAGARI, _BURMESE = "٠۰০०၀"
COUNTERS = {
    _ARABIC: "arabic-indic", _PERSIAN: "persian", _BENGALI: "bengali", _DEVANAGARI: "devanagari", _BURMESE: "myanmar",
    "੦": "gurmukhi", "૦": "gujarati", "୦": "oriya", "௦": "tamil", "౦": "telugu", "೦": "kannada", "൦": "malayalam",
    "๐": "thai", "໐": "lao", "༠": "tibetan", "០": "khmer", "᠐": "mongolian",
}  # fmt: skip
"""Counter styles of CSS, by the zero of their figures."""
_DEFAULTS = {
    **dict.fromkeys(("ar", "ckb", "sd", "sdh"), _ARABIC),
    **dict.fromkeys(("ar-ae", "ar-dz", "ar-eh", "ar-ly", "ar-ma", "ar-tn", "bn-in", "ks-deva", "sd-deva"), WESTERN),
    **dict.fromkeys(("az-arab", "bgn", "fa", "ks", "lrc", "mzn", "pa-arab", "ps", "ur-in", "uz-arab"), _PERSIAN),
    **dict.fromkeys(("as", "bn", "mni"), _BENGALI),
    **dict.fromkeys(("bgc", "bho", "mr", "ne", "raj", "sa", "sat-deva"), _DEVANAGARI),
    "my": _BURMESE,
}
"""Zeros by language, with script or region where that differs. Plain "ar" is Egypt's, as in CLDR's likely subtags."""


def number(value: int, language: str) -> str:
    """A number in the figures that readers of a language (BCP 47) use; Western ones where no font of ours has them."""
    figures = digits(language)
    return "".join(figures[int(digit)] for digit in str(value))


@cache
def digits(language: str) -> str:
    """The figures from 0 to 9 that readers of a language use, as far as they can be printed."""
    first, *others = language.lower().split("-")
    names = (*(f"{first}-{other}" for other in others), first)
    zero = next((_DEFAULTS[name] for name in names if name in _DEFAULTS), WESTERN)
    figures = "".join(chr(ord(zero) + value) for value in range(10))
    return "0123456789" if fonts.missing(figures) else figures
