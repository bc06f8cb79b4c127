"""Times of posts: as far as they are known, and never of another day than the post's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from pipeline.model import Date, Post
from pipeline.typeset.days import time
from pipeline.wording import wording

EAST = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("date", "language", "said"),
    [
        (Date.at(datetime(2021, 3, 14, 9, 5, tzinfo=UTC)), "en", "09:05"),
        (Date.at(datetime(2021, 3, 14, 18, 5, tzinfo=EAST)), "en", "09:05"),
        (Date.at(datetime(2021, 3, 14, 8, 5, tzinfo=EAST)), "en", ""),
        (Date.at(datetime(2021, 3, 14, 9, 5, tzinfo=UTC)), "fa", "۰۹:۰۵"),
        (Date(year=2021, month=3, day=14), "en", ""),
        (None, "en", ""),
    ],
)
def test_a_post_has_the_time_of_its_day(date: Date | None, language: str, said: str) -> None:
    """In UTC; where it is eight in the morning of the 14th in Japan, it is still the 13th there, and nothing is said."""
    assert time(Post(text="Low tide.", date=date), wording(language)) == said
