"""Discovery: the files and folders that are inputs, each with the reader that knows its format."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from pipeline import sources
from pipeline.errors import PublishError, UsageError
from pipeline.sources.reading import unknown
from pipeline.sources.reading.files import Input, as_text
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
    seen: set[Path] = set()
    for named in paths:
        path = Path(named)
        if not path.exists():
            raise UsageError("no such file or folder", path=named, hint="Check the spelling of the path.")
        for found in _under(path, named, skip):
            if found.input.path not in seen:
                seen.add(found.input.path)
                yield found


def _under(path: Path, named: str, skip: Collection[Path]) -> Iterator[Found]:
    real = path.resolve()
    if not path.is_dir():
        item = Input(path=real, root=real.parent, label=as_text(named), name=as_text(path.name))
        yield _recognised(item, must_be_thread=True)
        return
    pending = [(real, "")]
    while pending:
        place, below = pending.pop()
        if below and place in skip:  # what the user names is read
            continue
        label = f"{named.rstrip('/') or '/'}/{below}" if below else named
        item = Input(path=place, root=real, label=as_text(label), name=as_text(below or real.name))
        if not place.is_dir():
            yield _recognised(item, must_be_thread=False)
            continue
        found = _recognised(item, must_be_thread=False)
        if found.reader:
            yield found
            continue
        pending += [(entry, _joined(below, name)) for name, entry in reversed(_entries(place, real))]


def _entries(folder: Path, root: Path) -> list[tuple[str, Path]]:
    """The entries of a folder to look at, by name, links resolved: nothing hidden, no page's companions, nothing
    outside the root."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return []
    pages = {stem for stem, _, suffix in (entry.name.rpartition(".") for entry in entries) if suffix.lower() in _PAGES}
    seen = (
        (entry.name, Path(entry.path).resolve() if entry.is_symlink() else Path(entry.path))
        for entry in entries
        if not entry.name.startswith(".")
        and entry.name not in _NOT_INPUTS
        and not (entry.name.endswith("_files") and entry.name.removesuffix("_files") in pages and entry.is_dir())
    )
    return [(name, path) for name, path in seen if path.is_relative_to(root)]


def _joined(below: str, name: str) -> str:
    return f"{below}/{name}" if below else name


def _recognised(item: Input, *, must_be_thread: bool) -> Found:
    for reader in _asked(item):
        if reader.sniff(item):
            return Found(input=item, reader=reader)
    endings = tuple({ending for reader in sources.READERS for ending in reader.endings})
    return Found(input=item, error=unknown.complaint(item, endings, must_be_thread=must_be_thread))


def _asked(item: Input) -> Iterator[Reader]:
    """The readers that may know an input; nobody is asked about a picture, of which there may be thousands."""
    is_folder = item.path.is_dir()
    if is_folder or not item.is_picture:
        yield from (reader for reader in sources.READERS if reader.claims_folders or not is_folder)
