"""Dates in a language, as far as they are known. Figures are Western here; see `numbers.in_figures`."""

from __future__ import annotations

from pipeline.model import Date
from pipeline.wording.formats import Formats


def written(date: Date, formats: Formats) -> str:
    """The date for a reader: "5 February 2021", "5 February", "2021"; "" for nothing known."""
    if date.month is None:
        return formats.year.format(y=date.year) if date.year is not None else ""
    if date.day is None:
        return _filled(formats.month, date, formats) if date.year is not None else formats.bare_months[date.month - 1]
    return _filled(formats.day if date.year is not None else formats.day_of_month, date, formats)


def stretch(first: Date, last: Date, formats: Formats) -> str:
    """The stretch from a day to a later one: "1–3 March 2021", "1 March – 5 April 2021".

    Where that is not later, or it is not known whether it is, the first date alone.
    """
    if not last.is_known_to_follow(first):
        return written(first, formats)
    if not (first.day and last.day and first.year and first.year == last.year):
        return formats.stretch.format(written(first, formats), written(last, formats))
    earlier, later = formats.days if first.month == last.month else formats.months_apart
    return _filled(earlier, first, formats) + _filled(later, last, formats)


def _filled(pattern: str, date: Date, formats: Formats) -> str:
    month = date.month or 1
    return pattern.format(
        d=date.day, M=date.month, MMMM=formats.months[month - 1], LLLL=formats.bare_months[month - 1], y=date.year
    )
