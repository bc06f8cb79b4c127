"""Reading: the captures in everything that was found, each input read by a worker of this machine.

An input is a stranger's file: one that takes too much time or memory costs the run a worker, which is replaced, and
nothing else. Workers are processes here even where a cluster prints, for its machines do not have the files.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from functools import partial
from itertools import chain, islice
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.collection import transcript
from pipeline.errors import PublishError
from pipeline.model import Capture
from pipeline.progress import Progress
from pipeline.sources.discovery import Found
from pipeline.work.processes import Processes

_AT_ONCE = 8
"""Pieces of a transcript that cross together; a longer one is spilled to a file, which holds no memory."""


class ReadInput(Struct, frozen=True, kw_only=True):
    """The record of an input that was read."""

    name: str
    """Below the folder that the user named."""
    format: str
    """The reader's name."""
    sha256: str | None
    """Hex, of its bytes; None where there was no capture in it."""
    posts: int


class Reading(Struct, kw_only=True):
    """The result of reading: captures, and an account of every input."""

    captures: list[Capture] = field(default_factory=list)
    inputs: list[ReadInput] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    """The names of files that are no threads."""
    failures: list[PublishError] = field(default_factory=list)


class _Read(Struct, frozen=True, kw_only=True):
    """What a worker has read: a transcript of an input's captures."""

    place: int
    """The input's, among all that were found."""
    pieces: tuple[bytes, ...] = ()
    spilled: Path | None = None
    """The file that holds the pieces, where there are many."""


def read(found: Sequence[Found], progress: Progress, *, singles: bool, known: Set[str], workers: int) -> Reading:
    """Read everything that was found; what costs one input costs no other anything.

    singles: read posts that nothing ties to others; they are read, too, where another input may go on from them.
    known: ids of posts that are read all the same, for earlier runs have published them. workers: how many at once.
    """
    singles = singles or sum(item.reader is not None for item in found) > 1
    progress.begin("Reading", len(found))
    reading = Reading(passed_over=[item.input.name for item in found if not (item.reader or item.error)])
    with tempfile.TemporaryDirectory(prefix="threadbound-") as spill:
        work = partial(_read, singles=singles, known=known, spill=Path(spill))
        outcomes = _outcomes(found, work, workers, progress)
        for place in sorted(outcomes):
            item, outcome = found[place], outcomes.pop(place)
            if isinstance(outcome, PublishError):
                reading.failures.append(outcome)
            elif item.reader:
                captures = list(transcript.read_back(_pieces(outcome)))
                reading.captures += captures
                reading.inputs.append(_record(item.input.name, item.reader.name, captures))
    return reading


def _outcomes(
    found: Sequence[Found], work: Callable[[tuple[int, Found]], _Read], workers: int, progress: Progress
) -> dict[int, _Read | PublishError]:
    """What came of each input that should be read, by its place. The workers have ended: their memory is free."""
    outcomes: dict[int, _Read | PublishError] = {}
    waiting: dict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(found):
        if item.reader:
            waiting[item.input.label].append(place)
            continue
        if item.error:
            outcomes[place] = item.error
        progress.advance(item.input.label)
    tasks = [(item.input.label, (place, item)) for place, item in enumerate(found) if item.reader]
    with Processes(workers, prepare=_prepare) as processes:
        for label, outcome in processes.run(work, tasks):
            # Of several inputs of one label, as two formats of a folder are, an error says only which label it is of.
            place = outcome.place if isinstance(outcome, _Read) else waiting[label][0]
            waiting[label].remove(place)
            outcomes[place] = outcome
            progress.advance(label)
    return outcomes


def _prepare() -> None:
    """Nothing: a reader is imported when it is first asked for something, which is before there are workers."""


def _read(task: tuple[int, Found], *, singles: bool, known: Set[str], spill: Path) -> _Read:
    """In a worker: read an input. Raises PublishError."""
    place, item = task
    assert item.reader
    captures = item.reader.read(replace(item.input, singles=singles, known=known))
    written = transcript.written(captures)
    first = tuple(islice(written, _AT_ONCE))
    if len(first) < _AT_ONCE:
        return _Read(place=place, pieces=first)
    path = spill / str(place)
    transcript.spill(chain(first, written), path)
    return _Read(place=place, spilled=path)


def _pieces(outcome: _Read) -> Iterable[bytes]:
    return transcript.spilled(outcome.spilled) if outcome.spilled else outcome.pieces


def _record(name: str, format: str, captures: Sequence[Capture]) -> ReadInput:
    sha256 = captures[0].source.sha256 if captures else None
    return ReadInput(name=name, format=format, sha256=sha256, posts=sum(len(capture.posts) for capture in captures))
