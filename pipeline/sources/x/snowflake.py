"""Snowflakes: X's ids since November 2010, each of which carries the moment in which it was made."""

from __future__ import annotations

from datetime import UTC, datetime

from pipeline.model import Date

LAST_COUNTED = 29_700_000_000
"""Greatest of the ids that were counted one by one, and carry nothing."""
_BITS = 63
_EPOCH = 1_288_834_974_657
"""Moment that X counts from, in milliseconds from 1970."""
_LOW_BITS = 22
"""Number of bits behind the milliseconds, which tell machines apart and what they made within one."""


def date_in(post_id: str) -> Date | None:
    """The moment that a post's id carries; None where it is no snowflake."""
    try:
        number = int(post_id)
    except ValueError:
        return None
    if not LAST_COUNTED < number < 1 << _BITS:
        return None
    return Date.at(datetime.fromtimestamp(((number >> _LOW_BITS) + _EPOCH) / 1000, tz=UTC))
