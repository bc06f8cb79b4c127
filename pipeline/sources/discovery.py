"""Discovery: the files and folders that are inputs, each with the reader that knows its format."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from pipeline import sources
from pipeline.errors import PublishError, UsageError
from pipeline.opening import real, reason
from pipeline.sources.reading import unknown
from pipeline.sources.reading.files import UNREADABLE, Input, as_text
from pipeline.sources.reading.reader import Reader

_PAGES = ("html", "htm")
_NOT_INPUTS = {"__MACOSX", "__pycache__", "node_modules"}


class Found(Struct, frozen=True, kw_only=True):
    """A file or folder that the user named or that lies in a folder they named."""

    input: Input
    reader: Reader | None = None
    """Who reads it; None where it is passed over."""
    error: PublishError | None = None
    """Why it cannot be read, where it should be a thread and is not."""


def find(paths: Iterable[str], skip: Collection[Path] = ()) -> Iterator[Found]:
    """The files and folders under the paths, folders walked in the order of their names, each file once.

    skip: folders and files below the paths that are left out: the run's own output, its cache. Raises UsageError where
    a path does not exist.
    """
    seen: set[tuple[Path, str]] = set()
    for named in paths:
        path = Path(named)
        try:
            path.stat()
        except FileNotFoundError as error:
            raise UsageError("no such file or folder", path=named, hint="Check the spelling of the path.") from error
        except OSError as error:
            raise UsageError(f"cannot be read: {reason(error)}", path=named, hint=UNREADABLE) from error
        for found in _under(path, named, skip):
            key = (found.input.path, found.reader.name if found.reader else "")
            if key not in seen:
                seen.add(key)
                yield found


class _Claim(Struct, frozen=True, kw_only=True):
    """A folder that as a whole is of a reader's format."""

    folder: Input
    below: str
    """Its path below the folder that the user named, with "/" at its end, or ""."""
    reader: Reader

    def covers(self, name: str) -> bool:
        """Whether a file is a part of it, or a folder all of it. name: below the folder that the user named."""
        return self.reader.owns(self.folder, name.removeprefix(self.below))


class _Place(Struct, frozen=True, kw_only=True):
    """A file or folder to look at."""

    path: Path
    below: str
    """Its path below the folder that the user named, or ""."""
    claims: tuple[_Claim, ...] = ()
    """The folders above it that are of a format; what they own is not looked at."""

    def is_covered(self) -> bool:
        """Whether it is a part of one of those folders."""
        if not self.claims:
            return False
        name = f"{self.below}/" if self.path.is_dir() else self.below
        return any(claim.covers(name) for claim in self.claims)


def _under(path: Path, named: str, skip: Collection[Path]) -> Iterator[Found]:
    root = real(path)
    if not path.is_dir():
        item = Input(path=root, root=root.parent, label=as_text(named), name=as_text(path.name))
        yield _recognised(item, must_be_thread=True)
        return
    pending = [_Place(path=root, below="")]
    walked: set[Path] = set()
    while pending:
        place = pending.pop()
        if (place.below and place.path in skip) or place.is_covered():  # what the user names is read
            continue
        label = f"{named.rstrip('/') or '/'}/{place.below}" if place.below else named
        item = Input(path=place.path, root=root, label=as_text(label), name=as_text(place.below or root.name))
        if not place.path.is_dir():
            yield _recognised(item, must_be_thread=False)
            continue
        if place.path in walked:  # a link has led back to it
            continue
        walked.add(place.path)
        below = f"{place.below}/" if place.below else ""
        claims = [
            _Claim(folder=item, below=below, reader=reader)
            for reader in sources.READERS
            if reader.claims_folders and reader.sniff(item)
        ]
        yield from (Found(input=item, reader=claim.reader) for claim in claims)
        try:
            entries = _entries(place.path, root)
        except OSError as error:
            yield Found(input=item, error=item.unreadable(error))
            continue
        pending += [
            _Place(path=entry, below=below + name, claims=(*place.claims, *claims)) for name, entry in reversed(entries)
        ]


def _entries(folder: Path, root: Path) -> list[tuple[str, Path]]:
    """The entries of a folder to look at, by name, links resolved: nothing hidden, no page's companions, nothing
    outside the root. Raises OSError where the folder cannot be read."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    pages = {stem for stem, _, suffix in (entry.name.rpartition(".") for entry in entries) if suffix.lower() in _PAGES}
    seen = (
        (entry.name, real(Path(entry.path)) if entry.is_symlink() else Path(entry.path))
        for entry in entries
        if not entry.name.startswith(".")
        and entry.name not in _NOT_INPUTS
        and not (entry.name.endswith("_files") and entry.name.removesuffix("_files") in pages and entry.is_dir())
    )
    return [(name, path) for name, path in seen if path.is_relative_to(root)]


def _recognised(item: Input, *, must_be_thread: bool) -> Found:
    """A file, and the first reader that knows it; nobody is asked about a picture, of which there may be thousands."""
    if not item.is_picture:
        for reader in sources.READERS:
            if reader.sniff(item):
                return Found(input=item, reader=reader)
    endings = tuple({ending for reader in sources.READERS for ending in reader.endings})
    return Found(input=item, error=unknown.complaint(item, endings, must_be_thread=must_be_thread))
