"""Reading: the captures in everything that was found, each input read by a worker of this machine.

An input is a stranger's file: one that takes too much time or memory costs the run a worker, which is replaced, and
nothing else. Workers are processes here even where a cluster prints, for its machines do not have the files.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.collection import transcript
from pipeline.collection.search import ReadInput
from pipeline.errors import PublishError, unexpected
from pipeline.model import Capture
from pipeline.progress import Progress
from pipeline.shelf.temporary import temporary_folder
from pipeline.sources.discovery import Found
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.reader import Reader
from pipeline.work import opened
from pipeline.work.cache import Cache
from pipeline.work.opened import Opened
from pipeline.work.processes import Processes

if TYPE_CHECKING:
    from pipeline.collection.kept import Kept

_SMALL = 2**16
"""Bytes of a file that is read in this process, at most."""
_FEW = 2**21
"""Bytes of all such files: of more, several processes make short work."""
_SECONDS = 30.0
"""Seconds that any input may take."""
_PACE = 100_000
"""Bytes for each second more: a slow reader is 20 times as quick."""
_DATA = (".js", ".json", ".html", ".htm", ".txt", ".md", ".csv")
"""Endings of data files in folders."""
_AT_ONCE = 8
"""Pieces of a transcript that cross together; a longer one is spilled to a file, which holds no memory."""


class Reading(Struct, kw_only=True):
    """The result of reading: captures, and an account of every input."""

    captures: list[Capture] = field(default_factory=list)
    inputs: list[ReadInput] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    """The names of files that are no threads."""
    failures: list[PublishError] = field(default_factory=list)
    opened: set[str] | None = field(default_factory=set)
    """The files that workers opened; None where one of them may have changed meanwhile."""


class _Task(Struct, frozen=True):
    """An input that is to be read."""

    place: int
    """Its place among all that were found."""
    item: Found

    @property
    def patience(self) -> float:
        """See `work.patience`: a large input has more time."""
        return 1 + sum(map(_size, _data(self.item.input.path))) // _PACE / _SECONDS


class _Read(Struct, frozen=True, kw_only=True):
    """What a worker has read: a transcript of an input's captures."""

    place: int
    """The input's."""
    opened: Opened | None
    """The files that were opened; None where nothing is to be kept."""
    pieces: tuple[bytes, ...] = ()
    spilled: Path | None = None
    """The file that holds the pieces, where there are many."""

    def transcript(self) -> Iterable[bytes]:
        """The pieces, wherever they are."""
        return transcript.spilled(self.spilled) if self.spilled else self.pieces


def read(
    found: Sequence[Found],
    progress: Progress,
    *,
    singles: bool,
    known: Set[str],
    workers: int,
    cache: Cache | None = None,
    skip: Collection[Path] = (),
) -> Reading:
    """Read everything that was found; what costs one input costs no other anything.

    singles: read posts that nothing ties to others; they are read, too, where another input may go on from them.
    known: ids of posts that are read all the same, for earlier runs have published them. workers: how many at once.
    cache: where captures are kept between runs; None: nowhere. skip: files and folders that no reader looks at.
    """
    singles = singles or sum(item.reader is not None for item in found) > 1
    progress.begin("Reading", len(found))
    if cache:
        from pipeline.collection.kept import Kept  # with all that makes keys

    kept = Kept(cache, singles=singles, known=known, skip=skip) if cache else None
    results: dict[int, list[Capture] | PublishError] = {}
    for place, item in enumerate(found):
        captures = kept.captures(item) if kept and item.reader else None
        if captures is not None or item.error:
            results[place] = item.error or captures or []
        if place in results or not item.reader:
            progress.advance(item.input.label)
    seen: set[str] = set()
    settled = True
    todo = [place for place, item in enumerate(found) if item.reader and place not in results]
    for place in _light(found, todo):
        results[place], is_settled = _read_here(found[place], kept, singles=singles, known=known)
        settled = settled and is_settled
        progress.advance(found[place].input.label)
    todo = [place for place in todo if place not in results]
    with temporary_folder() as spill:
        work = partial(_read, singles=singles, known=known, spill=spill, keep=kept is not None)
        outcomes = _outcomes(found, todo, work, workers, progress)
        while outcomes:
            place, outcome = outcomes.popitem()
            if isinstance(outcome, _Read):
                if kept and outcome.opened is not None:
                    kept.keep(found[place], outcome.opened, outcome.transcript())
                    seen.update(path for path, _ in outcome.opened)
                settled = settled and outcome.opened is not None
                results[place] = list(transcript.read_back(outcome.transcript()))
            else:
                results[place] = outcome
    reading = _account(found, results)
    reading.opened = seen if settled else None
    return reading


def _read_here(
    item: Found, kept: Kept | None, *, singles: bool, known: Set[str]
) -> tuple[list[Capture] | PublishError, bool]:
    """What came of an input, read in this process; and whether no file that was opened may have changed meanwhile."""
    try:
        captures, files = _captures(item, singles=singles, known=known, keep=kept is not None)
    except PublishError as error:
        return error, True
    except Exception as fault:
        return unexpected(fault, item.input.label), True
    if kept and files is not None:
        kept.keep(item, files, transcript.written(captures))
    return captures, kept is None or files is not None


def _light(found: Sequence[Found], todo: Sequence[int]) -> list[int]:
    """The inputs, by their places, that this process reads itself: a few small files of plain records.

    There is nothing in them that takes long, and to have them read elsewhere takes more than to read them.
    """
    plain = [place for place in todo if (reader := found[place].reader) and reader.plain]
    sizes = {place: _size(found[place].input.path) for place in plain}
    small = [place for place in plain if sizes[place] <= _SMALL]
    return small if sum(sizes[place] for place in small) <= _FEW else []


def _size(path: Path) -> int:
    """Bytes of a file; of one that cannot be asked, more than a light one has."""
    try:
        return path.stat().st_size
    except OSError:
        return _SMALL + 1


def _outcomes(
    found: Sequence[Found],
    todo: Sequence[int],
    work: Callable[[_Task], _Read],
    workers: int,
    progress: Progress,
) -> dict[int, _Read | PublishError]:
    """What came of each input that is to be read, by its place. The workers have ended: their memory is free."""
    outcomes: dict[int, _Read | PublishError] = {}
    waiting: dict[str, list[int]] = defaultdict(list)
    for place in todo:
        waiting[found[place].input.label].append(place)
    with Processes(workers, prepare=_prepare, seconds=_SECONDS) as processes:
        for label, outcome in processes.run(
            work, [(found[place].input.label, _Task(place, found[place])) for place in todo]
        ):
            # Of several inputs of one label, as two formats of a folder are, an error says only which label it is of.
            place = outcome.place if isinstance(outcome, _Read) else waiting[label][0]
            waiting[label].remove(place)
            outcomes[place] = outcome
            progress.advance(label)
    return outcomes


def _data(path: Path) -> Iterator[Path]:
    """A file; of a folder those that hold data, rather than pictures."""
    if not path.is_dir():
        yield path
    for folder, _, names in os.walk(path):
        yield from (Path(folder, name) for name in names if name.endswith(_DATA))


def _account(found: Sequence[Found], results: Mapping[int, list[Capture] | PublishError]) -> Reading:
    """The result of reading, in the order in which inputs were found."""
    reading = Reading(passed_over=[item.input.name for item in found if not (item.reader or item.error)])
    for place in sorted(results):
        item, result = found[place], results[place]
        if isinstance(result, PublishError):
            reading.failures.append(result)
        elif item.reader:
            reading.captures += result
            reading.inputs.append(_record(item.input.name, item.reader.name, result))
    return reading


def _prepare() -> None:
    """Nothing: a reader is imported when it is first asked for something, which is before there are workers."""


def _read(task: _Task, *, singles: bool, known: Set[str], spill: Path, keep: bool) -> _Read:
    """In a worker: read an input. keep: find out which files are opened. Raises PublishError."""
    captures, seen = _captures(task.item, singles=singles, known=known, keep=keep)
    pieces = transcript.written(captures)
    first = tuple(islice(pieces, _AT_ONCE))
    if len(first) < _AT_ONCE:
        return _Read(place=task.place, opened=seen, pieces=first)
    path = spill / str(task.place)
    transcript.spill(chain(first, pieces), path)
    return _Read(place=task.place, opened=seen, spilled=path)


def _captures(item: Found, *, singles: bool, known: Set[str], keep: bool) -> tuple[list[Capture], Opened | None]:
    """The captures in an input, and the files that were opened, if one is to `keep` them. Raises PublishError."""
    assert item.reader
    given = replace(item.input, singles=singles, known=known)
    return _traced(item.reader, given) if keep else (item.reader.read(given), None)


def _traced(reader: Reader, item: Input) -> tuple[list[Capture], Opened | None]:
    """The captures in an input, and the files that were opened; None where one of them may have changed meanwhile."""
    begun = time.time_ns()
    with opened.traced() as paths:
        captures = reader.read(item)
    files = [path for path in paths if Path(path).is_relative_to(item.root)]  # others are Python's own
    return captures, opened.settled(files, since=begun)


def _record(name: str, format: str, captures: Sequence[Capture]) -> ReadInput:
    sha256 = captures[0].source.sha256 if captures else None
    return ReadInput(name=name, format=format, sha256=sha256, posts=sum(len(capture.posts) for capture in captures))
