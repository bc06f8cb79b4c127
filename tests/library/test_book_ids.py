"""Books that are published again are the same books to an e-reader."""

from __future__ import annotations

from pipeline.collection.volumes import volumes
from pipeline.library import Library, identified
from pipeline.model import Thread
from tests.press.conftest import thread

THREADS = [thread(name, number=number) for number, name in enumerate("abcdefgh", 1)]


def ids(library: Library, threads: list[Thread], split: str = "") -> tuple[Library, list[str]]:
    """The library after a run, and the ids of its books."""
    library, books = identified(library, volumes(threads, split=split))
    return library, [book.id for book in books]


def test_a_book_that_grows_is_the_same_book() -> None:
    """And one that loses threads, as long as half of them stay."""
    library, first = ids(Library(), THREADS[:4])
    for edition in (THREADS[:5], THREADS, THREADS[2:6]):
        library, again = ids(library, edition)
        assert again == first


def test_another_book_has_another_id() -> None:
    """Of other threads, or under another name, though it is made from the same library."""
    library, first = ids(Library(), THREADS[:4])
    library, other = ids(library, THREADS[4:])
    assert other != first
    library, parts = ids(library, THREADS[:4], split="2")
    assert first[0] not in parts
    assert ids(library, THREADS[:4])[1] == first
    assert ids(library, THREADS[4:])[1] == other


def test_without_a_library_the_threads_say_what_book_it_is() -> None:
    """The same ones always give the same id."""
    assert ids(Library(), THREADS[:4])[1] == [volumes(THREADS[:4])[0].id]
