"""Turns: of several runs that write to one folder, one at a time; the others wait.

The system takes a turn back when a process ends, however it ends. On a disk without locks nobody waits.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_TICK = 0.1
"""Seconds between two tries."""


@contextmanager
def turn(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """A scope in which no other run is in such a scope of the folder, which exists; nothing is put into it for that.

    waiting: is called once, where another run is at work there. Raises OSError where the folder cannot be opened.
    """
    if not fcntl:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        told = False
        while not _taken(handle):
            if not told:
                waiting()
            told = True
            time.sleep(_TICK)
        yield
    finally:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_UN)  # a forked process may hold the folder open a little longer
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # there are no locks
        return True
    return True
