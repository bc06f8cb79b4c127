"""Formats of a language: patterns for its dates, its numbers and its shares."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

Plural = Callable[[int], str]
"""The plural category (CLDR) of a whole number: "zero", "one", "two", "few", "many" or "other"."""


class Formats(Struct, frozen=True, kw_only=True):
    """Formats of a language. In dates {d} is a day, {M} the number of a month, {MMMM} its name with a day, {LLLL} its
    name by itself, {y} a year."""

    day: str
    """Day, month and year."""
    day_of_month: str
    """Day and month."""
    month: str
    """Month and year."""
    year: str
    days: tuple[str, str]
    """Two days of a month: what is of the earlier one, with the sign behind it, and what is of the later one."""
    months_apart: tuple[str, str]
    """Two days of a year, of two months, in the same way."""
    stretch: str
    """Any two dates, {0} and {1}."""
    months: tuple[str, ...]
    """Names of the months, with a day."""
    bare_months: tuple[str, ...]
    """Names of the months, by themselves."""
    group: str
    """Sign between groups of figures."""
    percent: str
    """Share in hundredths, {}."""
    groups: tuple[int, int] = (3, 3)
    """Figures of the last group, and of those before it."""
