"""Reading: which files are threads, and what is in them.

`READERS` is the table of formats. A new one is a file with a `READER` and a line here; what a file is, is told from
its content by the first reader whose `sniff` says yes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import PublishError, UsageError
from pipeline.sources import (
    bluesky_car,
    bluesky_feed,
    bluesky_thread,
    gallery_dl,
    markdown,
    mastodon_archive,
    mastodon_rest,
    nitter_html,
    snscrape,
    thread_json,
    thread_reader_clip,
    thread_reader_html,
    thread_reader_text,
    threads_export,
    twscrape,
    unknown,
    x_api_v1,
    x_api_v2,
    x_archive,
    x_graphql,
)
from pipeline.sources.files import Input
from pipeline.sources.reader import Reader

READERS: tuple[Reader, ...] = (
    x_archive.READER,
    x_api_v2.READER,
    x_api_v1.READER,
    x_graphql.READER,
    twscrape.READER,
    snscrape.READER,
    gallery_dl.READER,
    threads_export.READER,
    bluesky_thread.READER,
    bluesky_feed.READER,
    bluesky_car.READER,
    mastodon_archive.READER,
    mastodon_rest.READER,
    thread_json.READER,
    thread_reader_html.READER,
    thread_reader_text.READER,
    thread_reader_clip.READER,
    nitter_html.READER,
    markdown.READER,
)

_NOT_INPUTS = {"__MACOSX", "__pycache__", "node_modules"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file or folder that the user named or that lies in a folder they named."""

    input: Input
    reader: Reader | None = None
    """Who reads it; None where it is passed over."""
    error: PublishError | None = None
    """Why it cannot be read, where it should be a thread and is not."""


def find(paths: Iterable[str], skip: Collection[Path] = ()) -> Iterator[Found]:
    """What lies under the paths, folders walked in the order of their names, each file once.

    skip: folders left out of the walk: the run's own output, its cache. Raises UsageError where a path does not exist.
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
        yield _recognised(Input(path=real, root=real.parent, label=named, name=path.name), must_be_thread=True)
        return
    pending = [(real, "")]
    while pending:
        place, below = pending.pop()
        label = f"{named.rstrip('/') or '/'}/{below}" if below else named
        item = Input(path=place, root=real, label=label, name=below or real.name)
        if not place.is_dir():
            yield _recognised(item, must_be_thread=False)
            continue
        if place in skip:
            continue
        found = _recognised(item, must_be_thread=False)
        if found.reader:
            yield found
            continue
        pending += [(entry.resolve(), _joined(below, entry.name)) for entry in reversed(_entries(place, real))]


def _entries(folder: Path, root: Path) -> list[Path]:
    """What of a folder is looked at, by name: nothing hidden, no page's companions, nothing outside the root."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError:
        return []
    pages = {entry.stem for entry in entries if entry.suffix.lower() in (".html", ".htm")}
    return [
        entry
        for entry in entries
        if not entry.name.startswith(".")
        and entry.name not in _NOT_INPUTS
        and not (entry.is_dir() and entry.name.removesuffix("_files") in pages and entry.name.endswith("_files"))
        and entry.resolve().is_relative_to(root)
    ]


def _joined(below: str, name: str) -> str:
    return f"{below}/{name}" if below else name


def _recognised(item: Input, *, must_be_thread: bool) -> Found:
    for reader in READERS:
        if reader.sniff(item):
            return Found(input=item, reader=reader)
    return Found(input=item, error=unknown.complaint(item, must_be_thread))
