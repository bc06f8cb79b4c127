"""The table of threads."""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.command.listing import table
from pipeline.model import Date, Gap
from tests.collection.test_selection import thread


def test_threads_stand_in_columns_however_wide_their_signs_are() -> None:
    """Chinese takes two cells a sign; long titles are cut, names that people type again are not."""
    moss = thread("moss", Date(year=2019, month=5, day=4), "Moss has no roots.", "It drinks.")
    moss = replace(moss, declared=3, gaps=(Gap(kind="posts", message="1 of 3 posts is not here"),))
    stone = replace(thread("stone", None, "石" * 40, handle="", author="石"), slug="a-name-" * 12)
    assert list(table([moss, stone])) == [
        f"Date        Author  Posts   Gaps  {'Title':50}  Source      Name",
        f"2019-05-04  @ida    2 of 3  1     {'Moss has no roots.':50}  moss.json   moss",
        f"            石      1             {'石' * 24} …  stone.json  {'a-name-' * 12}",
    ]
