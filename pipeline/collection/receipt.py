"""The receipt of a search: what it found, which stands as long as nothing has changed that it was found by.

That is all that the command line and the editor say, the library, our own source and the packages that take part, the
names of all files around the inputs, and the content of each that was opened. Which these are is not known before they
are: so an entry under a key of everything else names them, and the findings lie under a key that has their contents.

Where anything failed there is no receipt: what ran out of time or memory, or could not be opened, may do better.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.collection.search import Findings, Search
from pipeline.collection.surroundings import names
from pipeline.library.record import Library
from pipeline.opening import real
from pipeline.work import opened
from pipeline.work.cache import Cache
from pipeline.work.environment import of_reading
from pipeline.work.key import key
from pipeline.work.opened import Opened
from pipeline.work.pack import pack, unpack

if TYPE_CHECKING:
    from pipeline.collection.edition import Edition

_MOST_POSTS = 50_000
"""Posts that were read, beyond which a receipt would take too much memory."""


class Receipt:
    """The receipt of one search, if there is one."""

    def __init__(
        self, cache: Cache, paths: Sequence[str], editor: Edition, search: Search, skip: Collection[Path]
    ) -> None:
        """What the search goes by: see `finding.gather`."""
        self._cache = cache
        self._roots = dict.fromkeys(path if path.is_dir() else path.parent for path in map(real, map(Path, paths)))
        self._skip = skip
        self._asked = key("find", of_reading(), tuple(paths), editor, search, tuple(map(str, skip)))
        self._name = self._around()

    def findings(self, library: Library | None) -> Findings | None:
        """What the search found, if that still stands. library: as it is now."""
        files = self._cache.get(self._name) if self._name else None
        paths = unpack(files, tuple[Path, ...]) if files else None
        if paths is None or not opened.are_small(map(str, paths)):
            return None
        found = self._cache.get(self._whole(opened.contents(map(str, paths)), library))
        return unpack(found, Findings, (*self._roots, *map(real, self._skip))) if found else None

    def keep(self, files: Opened | None, library: Library | None, findings: Findings) -> None:
        """Keep what was found. files: those that were opened, None where that is not certain. library: the one that the
        next run will begin with, and find the same."""
        posts = sum(each.posts for each in findings.inputs)
        if files is None or findings.failures or posts > _MOST_POSTS:
            return
        paths = tuple(Path(path) for path, _ in files)
        if self._name and self._name == self._around():
            self._cache.put(self._whole(files, library), pack(findings))
            self._cache.put(self._name, pack(paths))

    def _around(self) -> str:
        """The key of all but the contents of files; "" where that is too much to tell."""
        around = [names(root, self._skip) for root in self._roots]
        return key(self._asked, *around) if all(around) else ""

    def _whole(self, files: Opened, library: Library | None) -> str:
        return key(self._name, files, pack(library))
