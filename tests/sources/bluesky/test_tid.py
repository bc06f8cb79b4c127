"""The moment in a TID."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.sources.bluesky.tid import date_of_tid


def test_a_tid_counts_microseconds() -> None:
    """The example of the network's specification."""
    date = date_of_tid("3jzfcijpj2z2a")
    assert date
    assert date.instant == datetime(2023, 6, 30, 15, 3, 1, 887_007, tzinfo=UTC)


def test_the_clock_tells_nothing() -> None:
    """Its bits are the last ten: the last two digits."""
    assert date_of_tid("3jzfcijpj2z2a") == date_of_tid("3jzfcijpj2zzz") != date_of_tid("3jzfcijpj3222")


@pytest.mark.parametrize(
    "key", ["", "self", "firstpostever", "3jzfcijpj2z2", "3jzfcijpj2z2aa", "3JZFCIJPJ2Z2A", "0000000000000"]
)
def test_other_keys(key: str) -> None:
    """Words that people and apps choose, too few or too many digits, digits that are none."""
    assert date_of_tid(key) is None
