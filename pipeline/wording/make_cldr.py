"""The generator of `cldr.py`: what Unicode's CLDR says of the catalogues' languages, as Babel has it.

Babel takes 36 MB and is there for development alone. Run this by `python -m pipeline.wording.make_cldr`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.plural import PluralRule
from msgspec.structs import fields

from pipeline.wording.catalogue import tags
from pipeline.wording.formats import Formats
from pipeline.wording.numbers import zero

_HEAD = '''"""Plural rules, dates and numbers of the catalogues' languages, from CLDR. Made by make_cldr.py."""

from __future__ import annotations

from pipeline.wording.formats import Formats, Plural

'''
_REGIONS = {"en": "en_GB"}
"""Locales of languages whose plain tag stands for another country's habits than a book's."""
_WORDS = re.compile(r"('[^']*')|([dMLy]+)|([^'dMLy]+)")
_RELATION = re.compile(r"(\w)(?: mod (\d+))?( not)? in ([\d.,]+)")
_THIN = re.compile("[\u2009\u202f]")
_BIDI = re.compile("[\u061c\u200e\u200f]")


def table() -> str:
    """Source of `cldr.py`."""
    locales = {tag: Locale.parse(_REGIONS.get(tag, tag.replace("-", "_"))) for tag in tags()}
    plurals = "".join(f'    "{tag}": lambda n: {_plural(locale.plural_form)},\n' for tag, locale in locales.items())
    formats = "".join(f'    "{tag}": {_formats(tag, locale)},\n' for tag, locale in locales.items())
    return (
        f"{_HEAD}PLURALS: dict[str, Plural] = {{\n{plurals}}}\n"
        f'"""The plural category of a whole number, by language."""\n\n'
        f"FORMATS: dict[str, Formats] = {{\n{formats}}}\n"
    )


def _plural(rule: PluralRule) -> str:
    """A conditional expression that gives the category of n, a whole number without a fraction or an exponent."""
    said = {category: _either(words) for category, words in rule.rules.items()}
    return "".join(f'"{category}" if {words} else ' for category, words in said.items() if words) + '"other"'


def _either(rule: str) -> str:
    """A rule as an expression; "" where it is never true of whole numbers."""
    parts = [_all(part) for part in rule.split(" or ")]
    return " or ".join(filter(None, parts))


def _all(rule: str) -> str:
    relations = list(_relations(rule))
    return "" if "False" in relations else " and ".join(each for each in relations if each != "True")


def _relations(rule: str) -> Iterator[str]:
    """Relations as CLDR writes them, as expressions: v, w, f, t, c and e are 0 of a whole number, i is n."""
    for operand, modulus, negated, values in _RELATION.findall(rule):
        ranges = [tuple(map(int, each.split(".."))) for each in values.split(",")]
        if operand not in "in":
            yield str(any(each[0] <= 0 <= each[-1] for each in ranges) is not bool(negated))
            continue
        number = f"n % {modulus}" if modulus else "n"
        tests = [
            f"{number} == {each[0]}" if len(each) == 1 else f"{each[0]} <= {number} <= {each[1]}" for each in ranges
        ]
        if negated:
            yield " and ".join(f"not {test}" if "<" in test else test.replace("==", "!=") for test in tests)
        else:
            yield tests[0] if len(tests) == 1 else f"({' or '.join(tests)})"


def _formats(tag: str, locale: Locale) -> str:
    skeletons, intervals = locale.datetime_skeletons, locale.interval_formats
    system = "arab" if zero(tag) == "٠" else locale.default_numbering_system
    symbols = locale.number_symbols[system]
    days = intervals.get("yMMMMd") or intervals["yMMMd"]
    values = {
        **{name: _date(skeletons[key].pattern) for name, key in _DATES.items()},
        **{name: _interval(days[key], locale) for name, key in _INTERVALS.items()},
        "stretch": _THIN.sub(" ", intervals[None]),
        "months": _names(locale, "format"),
        "bare_months": _names(locale, "stand-alone"),
        "group": _THIN.sub("\N{NO-BREAK SPACE}", symbols["group"]),
        "percent": _percent(locale.percent_formats[None].pattern, symbols["percentSign"]),
        "groups": locale.decimal_formats[None].grouping,
    }
    usual = {field.name: field.default for field in fields(Formats)}
    told = {name: value for name, value in values.items() if value != usual[name]}
    return "Formats(\n" + "".join(f"        {name}={value!r},\n" for name, value in told.items()) + "    )"


_DATES = {"day": "yMMMMd", "day_of_month": "MMMMd", "month": "yMMMM", "year": "y"}
_INTERVALS = {"days": "d", "months_apart": "M"}


def _percent(pattern: str, sign: str) -> str:
    return _BIDI.sub("", re.sub("#[#,0]*", "{}", pattern).replace("%", sign))


def _names(locale: Locale, context: str) -> tuple[str, ...]:
    return tuple(locale.months[context]["wide"][month] for month in range(1, 13))


def _interval(halves: list[str], locale: Locale) -> tuple[str, ...]:
    """The halves of a pattern with short names of months, for long ones. Days of a month have no space around their
    dash."""
    month = "M月" if locale.months["format"]["abbreviated"][3] == "3月" else "MMMM"
    first, last = (_date(re.sub("MMMM?|LLL", month, half).replace("dd", "d")) for half in halves)
    return first.replace(" – ", "–") if first == "{d} – " else first, last


def _date(pattern: str) -> str:
    """A pattern of CLDR as one for `str.format`, with the spaces that every font has."""
    filled = "".join(_field(*found) for found in _WORDS.findall(pattern))
    return _THIN.sub(" ", filled.replace("\u202f", "\N{NO-BREAK SPACE}"))


def _field(quoted: str, field: str, other: str) -> str:
    return quoted[1:-1] if quoted else f"{{{field}}}" if field else other


if __name__ == "__main__":
    Path(__file__).with_name("cldr.py").write_text(table(), encoding="utf-8")
