"""A collection is one book, or a volume for each author, year, month or number of threads."""

from __future__ import annotations

import pytest

from pipeline.collection.volumes import parted, volumes
from pipeline.errors import UsageError
from pipeline.model import Author, BibliographicRecord, Date, Imprint, Series, Thread
from pipeline.wording import wording
from tests.press.conftest import thread

BO = Author(name="Bo Ek", handle="bo_ek")


def threads() -> list[Thread]:
    """Four threads by two authors over two years, one without a year."""
    return [
        thread("a", number=1, date=Date(year=2021, month=3, day=1)),
        thread("b", number=2, date=Date(year=2021, month=12, day=24), author=BO),
        thread("c", number=3, date=Date(year=2022)),
        thread("d", number=4, date=Date(month=5, day=9)),
    ]


def shape(split: str, title: str = "") -> list[tuple[str, str, int]]:
    return [(volume.name, volume.title, len(volume.threads)) for volume in volumes(threads(), title, split)]


def test_without_a_split_there_is_one_book() -> None:
    """Titled by the user, or by its authors."""
    assert shape("") == [("book", "Collected Threads", 4)]
    assert shape("", "Walls") == [("book", "Walls", 4)]
    assert volumes(threads()[:1])[0].title == "Threads by Ida Marlow"
    assert volumes([]) == []


@pytest.mark.parametrize(
    ("split", "title", "expected"),
    [
        ("author", "", [("book-idamarlow", "Threads by Ida Marlow", 3), ("book-bo-ek", "Threads by Bo Ek", 1)]),
        ("author", "Walls", [("book-idamarlow", "Walls, Threads by Ida Marlow", 3), ("book-bo-ek", "Walls, Threads by Bo Ek", 1)]),
        ("year", "Walls", [("book-2021", "Walls, 2021", 2), ("book-2022", "Walls, 2022", 1), ("book-undated", "Walls, without a year", 1)]),
        ("month", "Walls", [
            ("book-2021-03", "Walls, March 2021", 1), ("book-2021-12", "Walls, December 2021", 1),
            ("book-2022", "Walls, 2022", 1), ("book-undated", "Walls, without a year", 1),
        ]),
        ("3", "Walls", [("book-1", "Walls, part 1", 3), ("book-2", "Walls, part 2", 1)]),
    ],
)  # fmt: skip
def test_a_split_makes_volumes(split: str, title: str, expected: list[tuple[str, str, int]]) -> None:
    """Each thread in one, in order; a year that is not known is never made up."""
    assert shape(split, title) == expected


@pytest.mark.parametrize("split", ["0", "-1", "day", "1.5"])
def test_an_unknown_split_is_a_usage_error(split: str) -> None:
    """With what there is."""
    with pytest.raises(UsageError, match="cannot split by") as caught:
        shape(split)
    assert "author, year, month" in caught.value.hint


def test_two_authors_of_one_name_have_two_volumes() -> None:
    """Their files do not overwrite each other."""
    both = [thread("a", number=n, author=Author(name=name)) for n, name in ((1, "Bo!"), (2, "Bo?"))]
    assert [volume.name for volume in volumes(both, "", "author")] == ["book-bo", "book-bo-2"]


def test_a_volume_is_known_by_its_threads() -> None:
    """The same threads, the same id, whatever the title; in the language of most of them."""
    (one,), (two,) = volumes(threads(), "A"), volumes(threads(), "B")
    assert one.id == two.id
    assert one.id != volumes(threads()[:3])[0].id
    assert one.language == "en"


def series(split: str, title: str = "", stated: Series | None = None) -> list[Series | None]:
    imprint = Imprint(stated=BibliographicRecord(series=stated))
    return [volume.imprint.stated.series for volume in volumes(threads(), title, split, imprint)]


def test_volumes_are_a_series_under_the_collections_title() -> None:
    """In their order; one book is none by itself."""
    assert series("year", "Walls") == [Series(title="Walls", number=number) for number in (1, 2, 3)]
    assert series("author") == [Series(title="Collected Threads", number=number) for number in (1, 2)]
    assert series("", "Walls") == series("9", "Walls") == [None]


def test_a_stated_series_goes_on() -> None:
    """From the number of the first volume; a book by itself has a number only where one is stated."""
    assert series("2", "Walls", Series(title="Shores", number=4)) == [
        Series(title="Shores", number=4),
        Series(title="Shores", number=5),
    ]
    assert series("2", "Walls", Series(title="Shores"))[1] == Series(title="Shores", number=2)
    assert series("", "Walls", Series(title="Shores")) == [Series(title="Shores")]


def test_volumes_cannot_share_an_isbn() -> None:
    """It is one book's."""
    imprint = Imprint(stated=BibliographicRecord(isbn="9783161484100"))
    assert [volume.imprint for volume in volumes(threads(), "", "none", imprint)] == [imprint]
    with pytest.raises(UsageError, match="2 volumes cannot share the ISBN 9783161484100"):
        volumes(threads(), "", "author", imprint)


def test_a_volume_is_divided_as_by_a_number_of_threads() -> None:
    """Named, titled and numbered like those, with the parts that its threads are in; an ISBN is that of the whole."""
    stated = Imprint(stated=BibliographicRecord(isbn="9783161484100", publisher="Wall & Stone"))
    (whole,) = volumes(threads(), "Walls", imprint=stated, parts="author")
    first, second = parted(whole, (3, 1), wording("en"))
    assert [(each.name, each.title) for each in (first, second)] == [
        (each.name, each.title) for each in volumes(threads(), "Walls", "3")
    ]
    assert first.threads + second.threads == whole.threads
    assert [len(part.threads) for each in (first, second) for part in each.parts] == [3, 1]
    records = [each.imprint.stated for each in (first, second)]
    assert [(each.isbn, each.publisher, each.series) for each in records] == [
        ("", "Wall & Stone", Series(title="Walls", number=number)) for number in (1, 2)
    ]


def test_a_volume_of_a_series_keeps_its_number_when_it_is_divided() -> None:
    """The next volume has the next one already."""
    _, second = volumes([*threads(), thread("e", number=5)], "Walls", "3")
    halves = parted(second, (1, 1), wording("en"))
    assert [each.name for each in halves] == ["book-2-1", "book-2-2"]
    assert {each.imprint.stated.series for each in halves} == {Series(title="Walls", number=2)}
