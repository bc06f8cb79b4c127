"""Start and end of a process made quick: the tricks that Python needs for that, all of them here, with their worth.

The worth is of `publish inputs/`: with nothing changed (0.5 s) or from nothing (3.8 s: "cold"), medians of interleaved
runs with and without. Two tricks lie with what they know: `typeset/bytecode.py` keeps compiled templates (cold, 3 %),
`press/layout/patches/c_declarations.py` those of C (0.2 s of every start of WeasyPrint).
"""

from __future__ import annotations

import gc
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, NoReturn

_YOUNG = 100_000
"""Objects that Python makes before it looks among them for garbage, instead of 700: nearly all of ours live on."""


def look_for_garbage_seldom() -> None:
    """Have Python look for garbage after many new objects. 6 %; of an archive of 300,000 posts, a fifth."""
    gc.set_threshold(_YOUNG)


def settle() -> None:
    """Never look for garbage among what is there now, such as imported modules. With the above."""
    gc.freeze()


@contextmanager
def about_to_fork() -> Iterator[None]:
    """A moment in which processes are forked: what is there stays out of their collections, and so in shared memory."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def keep_garbage_until_told() -> None:
    """In a worker: a document is garbage when it is done, and not before. 7 % of the time of a sheet."""
    gc.disable()
    gc.freeze()


def collect_garbage() -> None:
    """In a worker, when a task is done, or a part of a long one."""
    gc.collect()


_LARGE = 1 << 24


@cache
def keep_large_memory() -> None:
    """Have, from now on, the memory of pictures, once it is free, be used again. A quarter of the time of a cover.

    glibc asks the system for each block that is larger than any that was freed before, and gives it back at once: its
    pages are made anew for every picture. (mallopt(3), M_MMAP_THRESHOLD; elsewhere this does nothing.)
    """
    bytes(_LARGE)  # asked for and freed, never touched


class _StandIn(ModuleType):
    """A stand-in for a module: has every function of it, and imports it when one is called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *arguments, **options: getattr(import_module(self.__name__), name)(*arguments, **options)


@contextmanager
def put_off(*modules: str) -> Iterator[None]:
    """A scope whose imports get stand-ins for modules that nobody has loaded, and of which they only call functions.

    Cold, 3 %: fontTools' modules for cutting fonts down, which WeasyPrint loads and the press never needs.
    """
    absent = [name for name in modules if name not in sys.modules]
    sys.modules.update({name: _StandIn(name) for name in absent})
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


_ENDS = ("SIGTERM", "SIGHUP")
"""Signals by which the system asks a process to end."""


class Stopped(KeyboardInterrupt):
    """The system has asked the process to end; like Ctrl-C, so that everything is put away on the way out."""

    def __init__(self, number: int) -> None:
        """number: of the signal."""
        super().__init__()
        self.code = 128 + number


def stop_when_asked() -> None:
    """Have the signals that end a process raise `Stopped`, but for those that are ignored, as by nohup."""
    for name in _ENDS:
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _stop)


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)  # once is enough
    raise Stopped(number)


def open_closed_streams() -> None:
    """Open the standard streams that whoever started us has closed: or the next file would be opened in their place."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            os.dup2(os.open(os.devnull, os.O_RDWR), number)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115  it stays open


_at_the_end: list[Callable[[], None]] = []


def at_the_end(put_away: Callable[[], None]) -> None:
    """Have something put away when this process ends, by `leave` or otherwise."""
    import atexit  # few runs need it

    atexit.register(put_away)
    _at_the_end.append(put_away)


def leave(code: int) -> NoReturn:
    """End the process at once. 7 %: to take the interpreter apart, value by value, takes 40 ms, and nothing is open."""
    for name in ("SIGINT", *_ENDS):
        if number := getattr(signal, name, None):
            signal.signal(number, signal.SIG_IGN)  # it ends as it is
    for put_away in _at_the_end:
        put_away()
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(code)


_METADATA = re.compile(r"([^-]+)-([^-]+)(-py[^-]*)?\.(?:dist|egg)-info")
"""As the packaging standards have it: "markdown_it_py-4.0.0.dist-info"."""


def version(package: str) -> str:
    """The version of a package, by its name as pip shows it; "none" where it is not installed.

    Read off the names of the folders that pip keeps metadata in. 5 %: `importlib.metadata` opens and parses each file,
    which takes 25 ms.
    """
    return _versions().get(_normal(package), "none")


@cache
def _versions() -> dict[str, str]:
    """By normal name; of several installations, the first in the search path, which is the one that is imported."""
    found: dict[str, str] = {}
    for place in sys.path:
        with suppress(OSError):  # a zip, or not there
            for name in sorted(entry.name for entry in Path(place or ".").iterdir()):
                if match := _METADATA.fullmatch(name):
                    found.setdefault(_normal(match[1]), match[2])
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
