"""Numbers in the figures of a language.

Which language's readers use which is Unicode's word: CLDR 49, `defaultNumberingSystem`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.wording.formats import Formats

WESTERN = "0"
"""Zero of the figures 0 to 9. Figures of a script are known by their zero: those of 1 to 9 follow it in Unicode."""
ARABIC, PERSIAN, BENGALI, DEVANAGARI, BURMESE = "٠۰০०၀"
_DEFAULTS = {
    **dict.fromkeys(("ar", "ckb", "sd", "sdh"), ARABIC),
    **dict.fromkeys(("ar-ae", "ar-dz", "ar-eh", "ar-ly", "ar-ma", "ar-tn", "bn-in", "ks-deva", "sd-deva"), WESTERN),
    **dict.fromkeys(("az-arab", "bgn", "fa", "ks", "lrc", "mzn", "pa-arab", "ps", "ur-in", "uz-arab"), PERSIAN),
    **dict.fromkeys(("as", "bn", "mni"), BENGALI),
    **dict.fromkeys(("bgc", "bho", "mr", "ne", "raj", "sa", "sat-deva"), DEVANAGARI),
    "my": BURMESE,
}
"""Zeros by language, with script or region where that differs. Plain "ar" is Egypt's, as in CLDR's likely subtags."""


@cache
def zero(language: str) -> str:
    """Zero of the figures that readers of a language (BCP 47) use."""
    first, *others = language.lower().split("-")
    names = (*(f"{first}-{other}" for other in others), first)
    return next((_DEFAULTS[name] for name in names if name in _DEFAULTS), WESTERN)


def in_figures(text: str, language: str) -> str:
    """The text with its figures as readers of a language use them: "0:42" in Persian is "۰:۴۲"."""
    first = zero(language)
    return text if first == WESTERN else text.translate({ord(WESTERN) + n: ord(first) + n for n in range(10)})


def grouped(value: int, formats: Formats) -> str:
    """A number with its figures in groups, Western ones: "12,345"."""
    figures = str(value)
    last, others = formats.groups
    head, tail = figures[:-last], figures[-last:]
    groups = [head[max(0, end - others) : end] for end in range(len(head), 0, -others)]
    return formats.group.join((*reversed(groups), tail))


def stretches(values: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Ascending numbers as a book writes them, three and more that follow each other as the first and the last:
    (1, 3), (5, 5), (6, 6)."""
    runs: list[list[int]] = []
    for value in values:
        if runs and value == runs[-1][-1] + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    for run in runs:
        yield from [(run[0], run[-1])] if len(run) > 2 else zip(run, run, strict=True)
