"""Ids of books: one that is published again keeps the id that e-readers know it by, whatever was added to it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.library.record import BookEntry, Library
from pipeline.model import Volume

_SHARE = 0.5
"""Least share of the shorter one's threads that two editions of one book have in common."""


def identified(library: Library, volumes: Sequence[Volume]) -> tuple[Library, list[Volume]]:
    """The library with these volumes in it, and the volumes, with the ids that they had in earlier editions."""
    books = {(book.name, book.id): book for book in library.books}
    known: list[Volume] = []
    for volume in volumes:
        threads = tuple(thread.id for thread in volume.threads)
        earlier = [book for book in books.values() if book.name == volume.name and _is_same(book, threads)]
        if earlier:
            volume = replace(volume, known_id=max(earlier, key=lambda book: _shared(book, threads)).id)
        books[volume.name, volume.id] = BookEntry(name=volume.name, id=volume.id, threads=threads)
        known.append(volume)
    return replace(library, books=tuple(books[key] for key in sorted(books))), known


def _shared(book: BookEntry, threads: Sequence[str]) -> int:
    return len(set(book.threads) & set(threads))


def _is_same(book: BookEntry, threads: Sequence[str]) -> bool:
    return _shared(book, threads) >= max(1, _SHARE * min(len(book.threads), len(threads)))
