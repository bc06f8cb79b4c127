"""Mutated inputs give threads or clear errors, through all that happens before pages are laid out, in this process."""

from __future__ import annotations

import os
import signal
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cache, partial
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn
from unittest.mock import patch

from pipeline.collection import edition, kept, reading
from pipeline.collection.finding import find
from pipeline.collection.search import Findings, Search
from pipeline.collection.volumes import volumes
from pipeline.command import listing
from pipeline.errors import PublishError, unexpected
from pipeline.library import LibraryFile, identified
from pipeline.report import Report
from pipeline.shelf import Shelf
from pipeline.typeset import chapter
from pipeline.typeset import theme as themes
from pipeline.typeset.links import Index
from pipeline.work import opened
from pipeline.work.cache import Cache
from tests.attack.mutations import Mutant, mutant
from tests.conftest import Quiet

_ALL = Search(min_posts=1, include_private=True, include_answers=True)
"""A search that leaves nothing out."""
_SECONDS = 60
"""Seconds that a mutant may take; a worker that reads or sets it has more."""


_DESCRIPTIONS = "alt_text.json"
"""The one file among the inputs that ends everything where it is broken, as other files of the editor's do."""
_SET = 3
"""Of so many mutants of inputs, one is set in chapters as well."""


class _Here:
    """An executor in place of processes: it has no limits, and costs no time."""

    def __init__(self, count: int, *, prepare: Callable[[], None], seconds: float) -> None: ...

    def __enter__(self) -> _Here:
        return self

    def __exit__(self, *_: object) -> None: ...

    def run(self, work: Callable[[Any], Any], tasks: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
        for name, task in tasks:
            try:
                yield name, work(task)
            except PublishError as error:
                yield name, error
            except Exception as fault:
                yield name, unexpected(fault, name)


class _LateError(BaseException):
    """A mutant that takes too long."""


def trial(number: int) -> str:
    """Read and set the mutant of this number."""
    shared = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=shared) as folder:
        return fault(number, Path(folder))


def fault(number: int, folder: Path) -> str:
    """Read and set the mutant of this number, made in a folder; gives the fault that it brings to light, or ""."""
    with _quick():
        made = mutant(number, folder, _published)
        said = _fault(made, to_the_end=bool(made.changed) or number % _SET == 0)
    return f"{made.told}\n{said}" if said else ""


def _fault(made: Mutant, *, to_the_end: bool) -> str:
    try:
        with _in_time():
            findings = _published(made) if to_the_end else _found(made)
    except PublishError as error:  # nothing at all can be made: that is to be said of what was changed
        ours = (made.changed or _DESCRIPTIONS) not in str(error) or "a fault of" in str(error)
        return f"ends everything: {error}" if ours else ""
    except (_LateError, Exception):
        return traceback.format_exc()
    said = [str(error) for error in findings.failures]
    told = [each for each in said if "a fault of Threadbound" in each or "\n" in each]
    return next(iter((*told, *(str(error) for error in findings.failures if not error.path))), "")


@contextmanager
def _quick() -> Iterator[None]:
    """Without processes, without waiting for files to settle, without a digest of our own source for each."""
    with (
        patch.object(reading, "Processes", _Here),
        patch.object(opened, "are_settled", lambda *_, **__: True),
        patch.object(kept, "of_reading", lambda: ""),
    ):
        yield


@contextmanager
def _in_time() -> Iterator[None]:
    def late(_number: int, _frame: FrameType | None) -> NoReturn:
        raise _LateError(f"more than {_SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


_classic = cache(partial(themes.load, themes.DEFAULT))


def _published(made: Mutant) -> Findings:
    """All of a run but the layout."""
    with closing(Shelf(made.output, "out")) as shelf, closing(Cache(made.output / ".cache")) as entries:
        theme = themes.load(made.theme) if made.changed else _classic()
        findings = _found(made, entries)
        shelf.place("report.json", Report.of(findings).as_json())
    index = Index(findings.threads)
    for thread in findings.threads:
        chapter.typeset(thread, theme, index.links(thread))
    return findings


def _found(made: Mutant, entries: Cache | None = None) -> Findings:
    """The threads, listed, and kept in a library that can be read again."""
    paths = [str(made.path)]
    file = LibraryFile(made.output / "library.json", "library.json")
    findings = find(paths, edition.find(paths), _ALL, Quiet(), library=file.load(), cache=entries)
    Report.of(findings).as_json()
    list(listing.table(findings.threads))
    assert findings.library
    file.save(identified(findings.library, volumes(findings.threads, "", "", findings.imprint))[0])
    file.load()
    return findings
