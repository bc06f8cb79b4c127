"""A book in parts: by author, year or month, each part with the threads that belong to it, in the order that they had."""

from __future__ import annotations

from itertools import permutations

import pytest
from msgspec.structs import replace

from pipeline.collection.book_parts import Parts
from pipeline.collection.volumes import volumes
from pipeline.model import Author, Chapter, Profile, Volume
from tests.collection.test_volumes import threads
from tests.press.conftest import IDA, book


def parted(by: Parts, split: str = "") -> list[Volume]:
    return volumes(threads(), "Walls", split, parts=by)


def shape(volume: Volume) -> list[tuple[str, list[str]]]:
    """The parts, each with the numbers of its threads."""
    return [(part.title, [str(int(thread[:8])) for thread in part.threads]) for part in volume.parts]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("author", [("Ida Marlow", ["1", "3", "4"]), ("Bo Ek", ["2"])]),
        ("year", [("2021", ["1", "2"]), ("2022", ["3"]), ("Undated", ["4"])]),
        ("month", [("March 2021", ["1"]), ("December 2021", ["2"]), ("2022", ["3"]), ("Undated", ["4"])]),
        ("none", []),
    ],
)
def test_threads_are_put_together(by: Parts, expected: list[tuple[str, list[str]]]) -> None:
    """Authors as they appear, years and months in time, what has no year last."""
    (volume,) = parted(by)
    assert shape(volume) == expected
    if expected:
        assert [thread.id for thread in volume.threads] == [thread for part in volume.parts for thread in part.threads]


def test_years_are_in_order_of_time_whatever_the_editors_order() -> None:
    """Which stays in force within a part."""
    for order in permutations(threads()):
        (volume,) = volumes(order, parts="year")
        assert [part.title for part in volume.parts] == ["2021", "2022", "Undated"]
        within = [thread.id for thread in order if thread.date and thread.date.year == 2021]
        assert list(volume.parts[0].threads) == within


def test_a_volume_has_parts_of_its_own() -> None:
    """One year is no part of a volume of that year; one author's page opens a volume of that author."""
    assert [shape(volume) for volume in parted("year", "year")] == [[], [], []]
    assert [shape(volume) for volume in parted("author", "author")] == [
        [("Ida Marlow", ["1", "3", "4"])],
        [("Bo Ek", ["2"])],
    ]


def test_an_authors_part_has_the_profile() -> None:
    """Known by the handle, whatever else has changed."""
    told = Profile(author=Author(name="Ida M.", handle="IdaMarlow"), bio="Walls.")
    (volume,) = volumes(threads(), parts="author", profiles=[told])
    assert [part.profile for part in volume.parts] == [told, None]
    assert volume.parts[0].author == IDA
    (volume,) = volumes(threads(), parts="year", profiles=[told])
    assert [part.profile for part in volume.parts] == [None, None, None]


def test_sections_leave_out_what_could_not_be_made() -> None:
    """A part of which no thread is left goes, too."""
    (volume,) = parted("year")
    chapters = tuple(Chapter(thread=thread, body="") for thread in volume.threads)
    whole = replace(book(*volume.threads[:2]), parts=volume.parts)
    for left, expected in (
        (chapters, [("2021", range(2)), ("2022", range(2, 3)), ("Undated", range(3, 4))]),
        (chapters[1:2] + chapters[3:], [("2021", range(1)), ("Undated", range(1, 2))]),
        (chapters[2:3], [("2022", range(1))]),
    ):
        sections = replace(whole, chapters=left).sections
        assert [(part.title, places) for part, places in sections if part] == expected
    assert replace(whole, parts=(), chapters=chapters).sections == [(None, range(4))]
