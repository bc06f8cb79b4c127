"""Conversions that are kept: made once for all books, and anew where what is kept is no picture."""

from __future__ import annotations

from pathlib import Path

from pipeline.ebook.conversions import Conversions
from pipeline.model import Picture
from pipeline.work.cache import Cache
from tests.ebook import books


def test_a_conversion_is_made_once_for_all(tmp_path: Path) -> None:
    """Another book finds it; of other facts another is made; without a cache, each time one."""
    made: list[Picture] = []

    def make() -> Picture:
        made.append(books.picture())
        return made[-1]

    cache = Cache(tmp_path / "cache")
    try:
        for facts in (("a", 1), ("a", 1), ("a", 2)):
            assert Conversions(cache).made(facts, make) == books.picture()
        assert len(made) == 2
        for _ in range(2):
            Conversions().made(("a", 1), make)
        assert len(made) == 4
    finally:
        cache.close()


def test_what_is_damaged_is_made_anew(tmp_path: Path) -> None:
    """An entry that holds something else counts as none."""
    cache = Cache(tmp_path / "cache")
    try:
        Conversions(cache).made(("a",), books.picture)
        (entry,) = [path for path in (tmp_path / "cache").iterdir() if len(path.name) == 64]
        cache.put(entry.name, b"no picture")
        assert Conversions(cache).made(("a",), books.picture) == books.picture()
    finally:
        cache.close()
