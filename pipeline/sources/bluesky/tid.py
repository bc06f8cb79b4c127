"""TIDs (timestamp identifiers): names that Bluesky's apps and servers give to records and revisions."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import reduce

from pipeline.model import Date

_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
_TID = re.compile(f"[{_DIGITS[:8]}][{_DIGITS}]{{12}}")
"""Pattern of a TID. Before the year 2255 its first digit is one of the first eight."""
_CLOCK_BITS = 10
"""Number of the last bits, which tell clocks apart."""
_START = datetime(1970, 1, 1, tzinfo=UTC)


def date_of_tid(tid: str) -> Date | None:
    """The moment that a TID counts, in microseconds; None for any other text."""
    if not _TID.fullmatch(tid):
        return None
    number = reduce(lambda value, digit: value << 5 | _DIGITS.index(digit), tid, 0)
    return Date.at(_START + timedelta(microseconds=number >> _CLOCK_BITS))
