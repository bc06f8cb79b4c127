"""Volumes of a collection: one book, or one for each author, year, month or number of threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from pipeline.errors import UsageError
from pipeline.model import Imprint, Thread, Volume
from pipeline.unroll import file_names


def volumes(
    threads: Sequence[Thread], title: str = "", split: str = "", imprint: Imprint | None = None
) -> list[Volume]:
    """The books of a collection, in reading order.

    title: of the whole; "": made from its authors. split: "author", "year", "month", a number of threads, or "".
    imprint: of the whole. Raises UsageError for any other split.
    """
    if not threads:
        return []
    imprint = imprint or Imprint()
    if not split:
        return [_bearing(imprint, Volume(name="book", title=title or collected(threads), threads=tuple(threads)))]
    shelves: dict[tuple[str, str], list[Thread]] = {}
    for thread, place in zip(threads, _places(threads, split), strict=True):
        shelves.setdefault(place, []).append(thread)
    return [_bearing(imprint, volume) for volume in _named(shelves, title, by_author=split == "author")]


def _bearing(imprint: Imprint, volume: Volume) -> Volume:
    """The volume with the collection's imprint, in which only the news of its own threads are left."""
    news = imprint.news.of(volume.threads) if imprint.news else None
    return replace(volume, imprint=replace(imprint, news=news))


def _named(shelves: dict[tuple[str, str], list[Thread]], title: str, *, by_author: bool) -> Iterator[Volume]:
    names: set[str] = set()
    for (key, label), held in shelves.items():
        name = base = f"book-{key}"
        number = 1
        while name in names:
            number += 1
            name = f"{base}-{number}"
        names.add(name)
        own = label if by_author and not title else f"{title or collected(held)}, {label}"
        yield Volume(name=name, title=own, threads=tuple(held))


def _places(threads: Sequence[Thread], split: str) -> Iterator[tuple[str, str]]:
    """For each thread the key (for file names) and the label (for titles) of its volume."""
    if split in _PLACES:
        yield from map(_PLACES[split], threads)
    elif split.isdecimal() and int(split) > 0:
        size = int(split)
        width = len(str(-(-len(threads) // size)))
        for number in range(len(threads)):
            part = number // size + 1
            yield f"{part:0{width}}", f"part {part}"
    else:
        raise UsageError(f"cannot split by {split!r}", hint="Split by author, year, month, or a number of threads.")


def _author(thread: Thread) -> tuple[str, str]:
    name = file_names.part(thread.author.handle) or file_names.part(thread.author.name)
    return file_names.joined(name) or "unknown", f"Threads by {thread.author.label}"


def _year(thread: Thread) -> tuple[str, str]:
    year = str(thread.date.year or "") if thread.date else ""
    return (year, year) if year else ("undated", "without a year")


def _month(thread: Thread) -> tuple[str, str]:
    year, label = _year(thread)
    if not (thread.date and thread.date.year and thread.date.month):
        return year, label
    return f"{year}-{thread.date.month:02}", str(thread.date).removeprefix(f"{thread.date.day} ")


_PLACES: dict[str, Callable[[Thread], tuple[str, str]]] = {"author": _author, "year": _year, "month": _month}


def collected(threads: Sequence[Thread]) -> str:
    """Default title of a collection."""
    authors = list(dict.fromkeys(thread.author.label for thread in threads))
    return f"Threads by {authors[0]}" if len(authors) == 1 else "Collected Threads"
