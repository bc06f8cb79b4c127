"""Dates in the forms of ISO 8601, as files state them."""

from __future__ import annotations

import re
from datetime import date, datetime

from pipeline.model import Date

DATE_HINT = "use ISO 8601, e.g. 2024-05-01T12:00:00Z"

_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(Z|z|[+-][0-9]{2}:?[0-9]{2})?"
)
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?|--([0-9]{2})(?:-([0-9]{2}))?")


def parse_date(text: str) -> Date:
    """The date that a text states: a moment, a day, "2024-05", "2024", or "--02-05" where the year is unknown.

    A moment without a time zone is known to the day only. Raises ValueError for anything else.
    """
    text = text.strip()
    if match := _MOMENT.fullmatch(text):
        moment = datetime.fromisoformat(text.upper())
        try:
            return Date.at(moment) if match[1] else _day(moment.date())
        except OverflowError as error:  # in UTC it lies before the year 1 or after 9999
            raise ValueError(f"not a date: {text!r}") from error
    match = _DAY.fullmatch(text)
    if not match or match[1] == "0000":
        raise ValueError(f"not a date: {text!r}")
    year, month, day, yearless_month, yearless_day = (int(part) if part else None for part in match.groups())
    return Date(year=year, month=month or yearless_month, day=day or yearless_day)


def stated_date(text: str) -> Date | None:
    """The date that a text states, as `parse_date` reads it; None where it states none."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def _day(day: date) -> Date:
    return Date(year=day.year, month=day.month, day=day.day)
