"""Rules for spaces at which no line ends."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.typeset.typography.language_table import FIXED, NARROW, NUMBERED, Conventions
from pipeline.typeset.typography.rule import APART, NO_MORE, WORD, Rule, any_of, rule

_UNITS = (
    r"km|m|cm|mm|µm|nm|mi|ft|yd|kg|g|mg|µg|t|lbs?|oz|l|L|dl|ml|mL|ha|[km]?m²|m³|km/h|mph|ms|min|[kMG]?Hz|[kMGT]?Wh?|k?V|mA"
    r"|k?J|kcal|[hk]?Pa|bar|K|°C|°F|[kKMGT]B|dpi|px|pt|[€$£¥%‰]"
)
"""Signs of units, of the SI and of everyday life. Those that are words, too, are left out."""
_SPACE = r"\ "
_END = r"""(?: [\s"'»”’)\],] | $ )"""
"""What may follow the signs that end a sentence or a part of one."""


def rules(conventions: Conventions) -> Iterator[Rule]:
    """The rules of a language."""
    if conventions.groups:
        after = r"(?<! [\p{N}.,-] | \p{N}\s ) \d{1,3} (?: \s\d{3} )*"
        yield rule(" ", _SPACE, NARROW, after=after, before=r"\d{3} (?: \s\d{3} )* (?! \d | \s\d )")
    numbered = any_of((*NUMBERED, *conventions.numbered))
    yield rule(" ", _SPACE, FIXED, after=f"{APART} {numbered}", before=r"\p{N}")
    yield rule(" ", _SPACE, FIXED, after=r"\d", before=f"(?: {_UNITS} ) {NO_MORE}")
    initial = rf"{APART} \p{{Lu}}\."
    yield rule(". ", _SPACE, FIXED, after=initial, before=r"\p{Lu}\.")
    yield rule(". ", _SPACE, FIXED, after=rf"{initial} [ {FIXED}] {initial}", before=r"\p{Lu}\p{Ll}")
    for each in conventions.abbreviations:
        yield rule(each, any_of((each,)), each.replace(" ", NARROW), after=APART, before=r"(?! \p{L} )")
    if conventions.proclitics:
        after = rf"(?<! [{WORD}'’.-] ) [{conventions.proclitics}]"
        yield rule(" ", _SPACE, FIXED, after=after, before=r"[\p{L}\p{N}„«(\"]")
    yield from _of_signs(conventions)


def _of_signs(conventions: Conventions) -> Iterator[Rule]:
    for sign, space in conventions.before:
        if sign == "»":
            yield rule(sign, r"\ ?»", space + sign, after=r"[^\s«]")
        else:
            yield rule(sign, rf"\{sign}", space + sign, after=r"[^\s¿¡;:!?«(\[/]", before=f"[;:!?]* {_END}")
            yield rule(f" {sign}", rf"\ \{sign}", space + sign, before=f"[;:!?]* {_END}")
    if conventions.before and conventions.double:
        yield rule("«", r"«\ ?", conventions.double[0], before=r"[^\s«»]")
