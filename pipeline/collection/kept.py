"""Kept captures: what was read of an input is read again only where something has changed that a reader may look at.

That is, beside the options and all that takes part in reading: the content of each file that the reader opened (the
input, a file beside it that states its posts), as Python told of it, and the names of all files around it, which it may
have looked for. What a reader opens is not known before it has read. So an entry under a key of everything else names
those files, and the captures lie under a key that has their contents, too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Set
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from pipeline.collection import transcript
from pipeline.collection.surroundings import names
from pipeline.model import Capture
from pipeline.opening import real
from pipeline.sources.discovery import Found
from pipeline.work import opened
from pipeline.work.cache import Cache
from pipeline.work.environment import of_reading
from pipeline.work.key import key
from pipeline.work.opened import Opened
from pipeline.work.pack import pack, unpack

T = TypeVar("T")


class Kept:
    """The captures that are kept in a cache."""

    def __init__(self, entries: Cache, *, singles: bool, known: Set[str], skip: Collection[Path]) -> None:
        """singles, known: see `reading.read`. skip: files and folders that no reader looks at: a run's own output."""
        self._cache = entries
        self._shape = key("captures", of_reading(), singles, frozenset() if singles else frozenset(known))
        self._around = cache(partial(names, skip=skip))

    def captures(self, item: Found) -> list[Capture] | None:
        """The captures of an input, where they are kept and still true."""
        if not (name := self._name(item)) or (files := self._get(name, tuple[Path, ...])) is None:
            return None
        whole = key(name, opened.contents(map(str, files)))
        count = self._get(whole, int)
        if count is None:
            return None
        try:
            return list(transcript.read_back(self._pieces(whole, count), (real(item.input.root),)))
        except ValueError:  # one of them was removed, to make room, or is damaged
            return None

    def keep(self, item: Found, files: Opened, pieces: Iterable[bytes]) -> None:
        """Keep what was read of an input."""
        if name := self._name(item):
            whole = key(name, files)
            count = 0
            for count, piece in enumerate(pieces, start=1):
                self._cache.put(key(whole, count), piece)
            self._cache.put(whole, pack(count))
            self._cache.put(name, pack(tuple(Path(path) for path, _ in files)))

    def _pieces(self, whole: str, count: int) -> Iterator[bytes]:
        for number in range(1, count + 1):
            yield self._cache.get(key(whole, number)) or b""

    def _name(self, item: Found) -> str:
        """The key of all that shapes the captures, but for the contents of files; "" where that is too much to tell."""
        around = self._around(item.input.root)
        if not (around and item.reader):
            return ""
        own, said = item.input, item.input.beginnings
        stated = (said.path, said.words) if said else None
        place = (str(own.path), str(own.root), own.label, own.name)
        return key("read", self._shape, item.reader.name, item.reader.module, place, stated, around)

    def _get(self, name: str, kind: type[T]) -> T | None:
        data = self._cache.get(name)
        return unpack(data, kind) if data is not None else None
