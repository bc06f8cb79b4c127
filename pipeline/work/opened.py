"""The files that a piece of work opens, as Python itself tells of them, and their contents."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.opening.regular import open_file

_SETTLED = 1_000_000_000
"""Nanoseconds for which a file must not have changed before it is opened: the dates of files are coarse."""
_MOST_BYTES = 2**28
"""Bytes of files, beyond which to digest them all takes too long."""

Opened = tuple[tuple[str, str], ...]
"""Files that were opened, with the digests of their contents."""

_scopes: list[set[str]] = []


@contextmanager
def traced() -> Iterator[set[str]]:
    """A scope in which files are opened: gives the set of their absolute paths.

    Python cannot be told to stop telling: from then on, each file that is opened takes it some microseconds more.
    """
    _listen()
    _scopes.append(set())
    try:
        yield _scopes[-1]
    finally:
        _scopes.pop()


@cache
def _listen() -> None:
    sys.addaudithook(_hear)


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and _scopes and isinstance(arguments[0], (str, bytes, os.PathLike)):
        path = os.path.abspath(os.fsdecode(arguments[0]))  # noqa: PTH100  # no path of Path's is as quick
        for paths in _scopes:
            paths.add(path)


def contents(paths: Iterable[str]) -> Opened:
    """The files, by name, each with the SHA-256 of its content; "" for one that cannot be read."""
    return tuple((path, _content(path)) for path in sorted(paths))


def _content(path: str) -> str:
    try:
        with open_file(Path(path)) as file:  # a device never ends
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def are_small(paths: Iterable[str]) -> bool:
    """Whether all files together are small enough to be digested in each run."""
    return sum(path.stat().st_size for path in map(Path, paths) if path.is_file()) <= _MOST_BYTES


def settled(paths: Collection[str], since: int) -> Opened | None:
    """The files with the digests of their contents; None where one of them may have changed since a moment."""
    found = contents(paths)
    return found if are_settled(paths, since) else None


def are_settled(paths: Iterable[str], since: int) -> bool:
    """Whether no file has changed since a moment, nor right before it, by the dates that nobody can set.

    since: of `time.time_ns`. A clock that was set back since makes it False.
    """
    try:
        facts = [Path(path).stat() for path in paths]
    except OSError:
        return False
    last = max((max(each.st_ctime_ns, each.st_mtime_ns) for each in facts), default=0)
    return last < since - _SETTLED and since <= time.time_ns()
