"""Which threads are wanted: by date, author, text and name."""

from __future__ import annotations

import pytest

from pipeline.collection.selection import Selection
from pipeline.model import Author, Date, Post, Source, Thread


def thread(name: str, date: Date | None, *texts: str, handle: str = "ida", author: str = "Ida Marlow") -> Thread:
    """A thread of these posts."""
    posts = tuple(
        Post(id=f"{name}-{number}", text=text, url=f"https://x.com/{name}/{number}")
        for number, text in enumerate(texts)
    )
    return Thread(
        id=f"id-{name}",
        slug=name,
        title=texts[0],
        author=Author(name=author, handle=handle),
        posts=posts,
        source=Source(name=f"{name}.json", format="thread-json", sha256="0"),
        date=date,
        url=f"https://x.com/{name}",
    )


THREADS = [
    thread("moss", Date(year=2019, month=5, day=4), "Moss has no roots.", "It drinks with its leaves."),
    thread("fern", Date(year=2021, month=2), "Ferns unroll.", handle="kofi", author="Kofi Ana"),
    thread("lichen", Date(year=2021), "LICHEN is two."),
    thread("alga", Date(month=5, day=4), "Algae are many."),
    thread("yeast", None, "Yeast buds."),
]


@pytest.mark.parametrize(
    ("selection", "names"),
    [
        (Selection(), ["moss", "fern", "lichen", "alga", "yeast"]),
        (Selection(since=Date(year=2021)), ["fern", "lichen"]),
        (Selection(since=Date(year=2021, month=2, day=28)), ["fern", "lichen"]),
        (Selection(since=Date(year=2021, month=3)), ["lichen"]),
        (Selection(until=Date(year=2019, month=5, day=4)), ["moss"]),
        (Selection(until=Date(year=2019, month=5, day=3)), []),
        (Selection(since=Date(year=2019), until=Date(year=2021, month=1)), ["moss", "lichen"]),
        (Selection(authors=("@Kofi",)), ["fern"]),
        (Selection(authors=("ida marlow", "kofi")), ["moss", "fern", "lichen", "alga", "yeast"]),
        (Selection(match="lichen"), ["lichen"]),
        (Selection(match="DRINKS with"), ["moss"]),
        (Selection(ids=("fern", "id-alga")), ["fern", "alga"]),
        (Selection(ids=("moss-1",)), ["moss"]),
        (Selection(ids=("https://x.com/moss/0", "https://x.com/yeast")), ["moss", "yeast"]),
        (Selection(ids=("moss",), match="fern"), []),
    ],
)
def test_threads_are_chosen_by_what_is_known_of_them(selection: Selection, names: list[str]) -> None:
    """A date that is half known may be meant by another; every condition has to hold."""
    assert [each.slug for each in selection.of(THREADS)[0]] == names


def test_a_thread_of_an_unknown_year_is_told_of() -> None:
    """It may be one of those that were asked for."""
    _, notices = Selection(since=Date(year=2020)).of(THREADS)
    assert [str(notice) for notice in notices] == [
        "2 threads are left out, whose year is not known: “Algae are many.”, “Yeast buds.”"
    ]
    _, notices = Selection(since=Date(year=2020), match="buds").of(THREADS)
    assert [notice.message for notice in notices] == ["1 thread is left out, whose year is not known: “Yeast buds.”"]


def test_a_name_that_nothing_has_is_told_of() -> None:
    """It is a slip of the pen."""
    _, notices = Selection(ids=("fern", "firn")).of(THREADS)
    assert [notice.message for notice in notices] == ["no thread is called 'firn'"]
