"""The moment in an id of X."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.sources.x.snowflake import LAST_COUNTED, date_in


def test_an_id_carries_its_moment() -> None:
    """The id that X's own documentation takes apart."""
    date = date_in("1541815603606036480")
    assert date
    assert date.instant == datetime(2022, 6, 28, 16, 7, 40, 105_000, tzinfo=UTC)
    assert date.iso == "2022-06-28"


def test_the_first_snowflake() -> None:
    """They begin in November 2010, seconds after the moment that they count from."""
    first = date_in(str(LAST_COUNTED + 1))
    assert first
    assert first.instant
    assert timedelta() < first.instant - datetime(2010, 11, 4, 1, 42, 54, tzinfo=UTC) < timedelta(seconds=10)


@pytest.mark.parametrize(
    "post_id", ["", "20", str(LAST_COUNTED), str(1 << 63), "at://did:plc:moss/app.bsky.feed.post/1", "9" * 5000]
)
def test_what_carries_no_moment(post_id: str) -> None:
    """Ids that were counted, numbers beyond any id, ids of other networks."""
    assert date_in(post_id) is None
