"""The loop of a worker process: receive a task, do it, send back its outcome, within limits, until the pipe closes.

On the way, work may `note` what it is at. A message is an outcome, pickled, or a note, which begins as no pickle does.

A process that cannot go on says so by its exit code alone: there may be no memory left to say more.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import startup
from pipeline.errors import PublishError, unexpected

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

OUT_OF_MEMORY = 12
"""The exit code of a worker that met its memory limit (as errno has it)."""
_PR_SET_PDEATHSIG = 1
_NOTE = b"\0"
"""The first byte of a note."""
_pipe: Connection | None = None
"""Where notes go; None in a process that is no worker."""


def note(stage: str) -> None:
    """Tell whoever waits for the task what it is at: should this process end, the `LostError` says so."""
    if _pipe:
        _pipe.send_bytes(_NOTE + stage.encode())


def noted(message: bytes) -> str | None:
    """The stage that a message tells of; None where it is an outcome."""
    return message.removeprefix(_NOTE).decode() if message.startswith(_NOTE) else None


def serve(
    tasks: Connection,
    others: tuple[Connection, ...],
    work: Callable[[Any], Any],
    prepare: Callable[[], None],
    memory: int,
    parent: int,
) -> None:
    """Do `work` for each task that comes, until the other end of the pipe closes.

    others: the parent's ends of all pipes, this one's among them, which a forked process holds, too: a pipe closes
            only when nobody holds it. A spawned process has none.
    memory: bytes that it may take beyond those that it has once prepared.
    parent: the process id of the one that it works for, and without which it ends.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches it too, but the parent decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # it has nothing to put away, which the parent has
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])  # which no signal was to disturb while it began
    _end_with(parent)
    for other in others:
        other.close()
    global _pipe
    _pipe = tasks
    prepare()
    startup.keep_garbage_until_told()
    _limit_memory(memory)
    try:
        while True:
            tasks.send_bytes(_reply(work, tasks.recv_bytes))
            startup.collect_garbage()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except (EOFError, OSError):
        return  # the parent wants no more, or is gone


def _reply(work: Callable[[Any], Any], receive: Callable[[], bytes]) -> bytes:
    """The outcome of the next task, pickled. Raises MemoryError, and whatever `receive` raises."""
    message = receive()
    try:
        task = pickle.loads(message)
        del message  # many megabytes, now and then, that nobody wants while the task is done
        return pickle.dumps(work(task), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        raise
    except PublishError as error:
        return pickle.dumps(error)
    except BaseException as fault:  # some of WeasyPrint's are no Exception; nothing may end the process silently
        return pickle.dumps(unexpected(fault, ""))


def _end_with(parent: int) -> None:
    """Be killed when the parent ends, however it ends. Elsewhere than on Linux the pipe's end is noticed later."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it was faster
            os._exit(1)


def _limit_memory(memory: int) -> None:
    """Limit the address space to `memory` bytes beyond what is taken now. Only Linux holds a process to that."""
    if sys.platform == "linux":
        import resource

        taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = taken + memory if hard == resource.RLIM_INFINITY else min(taken + memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
