"""Volumes of a collection: one book, or one for each author, year, month or number of threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, repeat

from msgspec.structs import replace

from pipeline.collection import periods
from pipeline.collection.book_parts import Parts, divided
from pipeline.errors import UsageError
from pipeline.model import Imprint, Profile, Series, Thread, Volume
from pipeline.unroll import file_names
from pipeline.wording import ENGLISH, Wording, wording

SPLITS = "Split by author, year, month, or a number of threads."
"""What a collection can be divided by, as a hint."""


def is_split(split: str) -> bool:
    """Whether a collection can be divided by that."""
    return split in ("", "none", *_PLACES) or (split.isdecimal() and int(split) > 0)


def volumes(
    threads: Sequence[Thread],
    title: str = "",
    split: str = "",
    imprint: Imprint | None = None,
    *,
    parts: Parts = "none",
    profiles: Iterable[Profile] = (),
    language: str = "",
    words: Wording | None = None,
) -> list[Volume]:
    """The books of a collection, in reading order.

    title: of the whole; "": made from its authors. split: "author", "year", "month", a number of threads, "" or "none".
    imprint: of the whole. parts: what each book is divided by. profiles: of authors, for their parts. language: of all
    of them (BCP 47); "": of each that of most of its threads. words: the books' own; None: English ones. Raises
    UsageError for any other split, and for an ISBN that several volumes would have.
    """
    if not threads:
        return []
    imprint, words = imprint or Imprint(), words or wording(ENGLISH)
    if split in ("", "none"):
        whole = Volume(name="book", title=title or collected(threads, words), threads=tuple(threads))
        return [_bearing(imprint, language, divided(whole, parts, words, profiles))]
    shelves: dict[tuple[str, str], list[Thread]] = {}
    for thread, place in zip(threads, _places(threads, split, words), strict=True):
        shelves.setdefault(place, []).append(thread)
    named = [*_named(shelves, title, words, by_author=split == "author")]
    series = title or collected(threads, words)
    return [
        _bearing(own, language, divided(volume, parts, words, profiles))
        for own, volume in zip(_in_series(imprint, series, len(named)), named, strict=True)
    ]


def parted(volume: Volume, counts: Sequence[int], words: Wording) -> list[Volume]:
    """The volume divided into several, with so many threads each: called as by a number of threads, and a series.

    Its parts are divided with it. An ISBN is that of the whole, so they have none; where it is a volume of a series
    already, all have its number.
    """
    stated = replace(volume.imprint.stated, isbn="")
    imprint = replace(volume.imprint, stated=stated)
    is_numbered = bool(stated.series and stated.series.number)
    imprints = repeat(imprint) if is_numbered else _in_series(imprint, volume.title, len(counts))
    width = len(str(len(counts)))
    threads = iter(volume.threads)
    return [
        _bearing(
            own,
            volume.stated_language,
            _some_of(
                volume, tuple(islice(threads, count)), f"-{number:0{width}}", words.say("part", number=number), words
            ),
        )
        for number, (count, own) in enumerate(zip(counts, imprints, strict=False), 1)
    ]


def _some_of(volume: Volume, threads: tuple[Thread, ...], suffix: str, part: str, words: Wording) -> Volume:
    """A volume of some threads of another. suffix: to its name. part: what it is called beside its title."""
    ids = {thread.id for thread in threads}
    parts = (replace(each, threads=tuple(id for id in each.threads if id in ids)) for each in volume.parts)
    title = words.say("volume-title", title=volume.title, part=part)
    held = tuple(each for each in parts if each.threads)
    return Volume(name=volume.name + suffix, title=title, threads=threads, parts=held)


def _in_series(imprint: Imprint, title: str, count: int) -> Iterator[Imprint]:
    """The imprint of each of so many volumes: several make a series, by default of the collection's title."""
    stated = imprint.stated
    if count > 1 and stated.isbn:
        hint = "Take `isbn` out of book.toml, or split by nothing."
        raise UsageError(f"{count} volumes cannot share the ISBN {stated.isbn}", hint=hint)
    series = stated.series or (Series(title=title) if count > 1 else None)
    for number in range(count):
        own = replace(series, number=(series.number or 1) + number) if series and count > 1 else series
        yield replace(imprint, stated=replace(stated, series=own))


def _bearing(imprint: Imprint, language: str, volume: Volume) -> Volume:
    """The volume with the collection's imprint, in which only the news of its own threads are left, and language."""
    news = imprint.news.of(volume.threads) if imprint.news else None
    return replace(volume, imprint=replace(imprint, news=news), stated_language=language)


def _named(
    shelves: dict[tuple[str, str], list[Thread]], title: str, words: Wording, *, by_author: bool
) -> Iterator[Volume]:
    names: set[str] = set()
    for (key, label), held in shelves.items():
        name = base = f"book-{key}"
        number = 1
        while name in names:
            number += 1
            name = f"{base}-{number}"
        names.add(name)
        if title or not by_author:
            label = words.say("volume-title", title=title or collected(held, words), part=label)
        yield Volume(name=name, title=label, threads=tuple(held))


def _places(threads: Sequence[Thread], split: str, words: Wording) -> Iterator[tuple[str, str]]:
    """For each thread the key (for file names) and the label (for titles) of its volume."""
    if split in _PLACES:
        yield from (_PLACES[split](thread, words) for thread in threads)
    elif is_split(split):
        size = int(split)
        width = len(str(-(-len(threads) // size)))
        for number in range(len(threads)):
            part = number // size + 1
            yield f"{part:0{width}}", words.say("part", number=part)
    else:
        raise UsageError(f"cannot split by {split!r}", hint=SPLITS)


def _author(thread: Thread, words: Wording) -> tuple[str, str]:
    name = file_names.part(thread.author.handle) or file_names.part(thread.author.name)
    return file_names.joined(name) or "unknown", words.say("threads-by", author=thread.author.label)


_PLACES: dict[str, Callable[[Thread, Wording], tuple[str, str]]] = {
    "author": _author,
    "year": periods.year,
    "month": periods.month,
}


def collected(threads: Sequence[Thread], words: Wording) -> str:
    """Default title of a collection."""
    authors = list(dict.fromkeys(thread.author.label for thread in threads))
    return words.say("threads-by", author=authors[0]) if len(authors) == 1 else words.say("collected-threads")
