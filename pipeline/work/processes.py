"""The executor for this machine: processes, each under a limit of memory and of time.

A worker has one task at a time and a pipe of its own. It is forked when a task is there for it, so that a run with
nothing to do starts none and loads nothing, and it inherits what `prepare` loaded. Whatever ends a worker ends one
task; another worker takes its place. Why not `concurrent.futures`: docs/decisions/0005-workers-and-cache.md.
"""

from __future__ import annotations

import os
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Literal, cast

from pipeline import startup
from pipeline.errors import PublishError
from pipeline.work import Result, Task, Workers, outcome, patience
from pipeline.work.worker import noted, serve

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MEMORY = 3 * 2**29
"""Bytes that a task may take: 1.5 GB."""
SECONDS = 120.0
"""Seconds that a task may take, unless it says that it is long (`work.patience`)."""
START: Literal["fork", "spawn"] = "fork" if sys.platform == "linux" else "spawn"
"""Start method of processes. macOS can fork, but its own libraries crash in the forked process; Windows cannot."""
TASKS_EACH = 64
"""Tasks after which a process is replaced: Pango keeps about half a megabyte of each document, however it is asked."""
FRESH = 8
"""Tasks after which a process is not kept for another run: it is larger by then than a new one."""
_TICK = 1.0
"""Seconds between two looks at the clock. Where more have passed, the whole program stood still (Ctrl-Z), the workers
as well; that counts as this long."""


class Processes(Workers):
    """Worker processes of this machine; a context manager, and leaving it kills those that still work."""

    def __init__(
        self,
        count: int,
        *,
        prepare: Callable[[], None],
        memory: int = MEMORY,
        seconds: float = SECONDS,
    ) -> None:
        """
        count:   number of tasks worked on at a time, at least 1; even a single one has a process of its own.
        prepare: loads what the work needs. Called here before the first process is forked, and again in each process;
                 so it must be harmless to call twice. What it raises, `run` raises.
        memory:  bytes that a process may take beyond what it has when prepared. Held only on Linux.
        seconds: that a task may take, times its patience. Time in which this process stands still, or in which
                 whoever takes the results is busy with one, counts as a second at most: the task may be done by
                 then.
        """
        self._count = count
        self._prepare = prepare
        self._memory = memory
        self._seconds = seconds
        self._workers: set[_Worker] = set()
        self._spare: tuple[Callable[[Any], Any], _Worker] | None = None
        """A worker that is free between two runs, and the work that it does."""

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in tuple(self._workers):
            self._end(worker)

    def run(
        self, work: Callable[[Task], Result], tasks: Iterable[tuple[str, Task]]
    ) -> Iterator[tuple[str, Result | PublishError]]:
        """See `pipeline.work.Workers`. `work`, tasks and results must be picklable (`work`: a function of a module,
        or a `functools.partial` of one); a task or a result that is not gives an error that names it.

        Everyone is at work when this returns. One process outlives the run, for the next one with the same `work`,
        if it has not had many tasks."""
        run = self._run(work, iter(tasks))
        next(run)
        return run

    def _run(self, work: Callable[[Any], Any], todo: Iterator[tuple[str, Any]]) -> Iterator[Any]:
        """The results, and before them None, once everyone is at work."""
        free = self._spared(work)
        busy: dict[Connection, _Worker] = {}
        done: list[Any] = [None]
        try:
            while True:
                # First everyone gets work, and only then are results handed out: that may take its time.
                while len(busy) < self._count and (item := next(todo, None)):
                    name, message = item[0], outcome.packed(*item)
                    if isinstance(message, PublishError):
                        done.append((name, message))
                        continue
                    worker = free.pop() if free else self._start(work)
                    busy[worker.pipe] = worker
                    worker.give(name, message, self._seconds * patience(item[1]))
                    del message  # it may be large, and is with the worker
                yield from done
                if not busy:
                    return
                done = [(worker.name, self._outcome(worker, free)) for worker in self._wait(busy)]
        finally:
            fresh = [worker for worker in free if worker.taken <= FRESH and not self._spare][:1]
            for worker in self._workers.intersection((*free, *busy.values())).difference(fresh):
                self._end(worker)
            if fresh:
                self._spare = (work, fresh[0])

    def _spared(self, work: Callable[[Any], Any]) -> list[_Worker]:
        """The worker that an earlier run left, if it does this work."""
        spare, self._spare = self._spare, None
        if spare and spare[0] is work:
            return [spare[1]]
        if spare:
            self._end(spare[1])
        return []

    def _wait(self, busy: dict[Connection, _Worker]) -> list[_Worker]:
        """The workers that are through with their task, or out of time; they are removed from the busy ones."""
        from multiprocessing.connection import wait

        while True:
            timeout = min(_TICK, *(worker.left for worker in busy.values()))
            ready = wait(list(busy), timeout=max(0, timeout))
            now = time.monotonic()
            for worker in busy.values():
                worker.count_time(now)
            for pipe in ready:
                busy[cast("Connection", pipe)].receive()
            over = [pipe for pipe, worker in busy.items() if worker.reply is not None or worker.left <= 0]
            if over:
                return [busy.pop(pipe) for pipe in over]

    def _outcome(self, worker: _Worker, free: list[_Worker]) -> Any:
        """The outcome of a worker's task: a result or a PublishError. The worker is free again, or else it is ended."""
        if worker.reply:
            result = outcome.unpacked(worker.name, worker.reply)
            if worker.taken < TASKS_EACH:
                free.append(worker)
            else:
                self._end(worker)
            return result
        code = self._end(worker)
        if worker.reply is None:
            return outcome.overdue(worker.name, worker.limit, worker.stage)
        return outcome.death(worker.name, code, self._memory, worker.stage)

    def _start(self, work: Callable[[Any], Any]) -> _Worker:
        if START == "fork":
            self._prepare()
        others = tuple(worker.pipe for worker in self._workers)
        with _undisturbed():
            worker = _Worker(others, work, self._prepare, self._memory)
            self._workers.add(worker)
        return worker

    def _end(self, worker: _Worker) -> int:
        """End a process; returns its exit code: negative, the signal that ended it."""
        self._workers.discard(worker)
        return worker.end()


class _Worker:
    """A handle to a worker process, for the one that gives it work."""

    name = ""
    """Name of its task."""
    limit = 0.0
    """Seconds that its task may take."""
    left = 0.0
    """Seconds that its task may still take."""
    taken = 0
    """Number of tasks that it has had."""
    stage = ""
    """The stage of its task that it noted last."""
    reply: bytes | None = None
    """The outcome of its task, pickled; nothing in it where the process has ended; None: not yet."""

    def __init__(
        self,
        others: tuple[Connection, ...],
        work: Callable[[Any], Any],
        prepare: Callable[[], None],
        memory: int,
    ) -> None:
        import multiprocessing  # 15 ms, which a run that has nothing to do need not wait for

        context: Any = multiprocessing.get_context(START)
        self.pipe, end = context.Pipe()
        held = (self.pipe, *others) if START == "fork" else ()
        self._process = context.Process(target=serve, args=(end, held, work, prepare, memory, os.getpid()), daemon=True)
        self._process.start()
        end.close()

    def give(self, name: str, message: bytes, seconds: float) -> None:
        """Give it a task, pickled. seconds: that it may take."""
        self.name, self.limit, self.left, self._counted = name, seconds, seconds, time.monotonic()
        self.stage, self.reply = "", None
        self.taken += 1
        with suppress(OSError):  # that a worker is dead is found when its outcome is taken
            self.pipe.send_bytes(message)

    def count_time(self, now: float) -> None:
        """Subtract the time since the last count from what is left. now: of the monotonic clock, in seconds."""
        self.left -= min(now - self._counted, _TICK)
        self._counted = now

    def receive(self) -> None:
        """Receive a message that is there: a note, the outcome of its task, or that the process has ended."""
        try:
            message = self.pipe.recv_bytes()
        except (EOFError, OSError):
            message = b""
        stage = noted(message)
        if stage is None:
            self.reply = message
        else:
            self.stage = stage

    def end(self) -> int:
        """Kill the process, unless it has ended; returns its exit code."""
        self.pipe.close()
        self._process.kill()
        self._process.join()
        code = self._process.exitcode or 0
        self._process.close()
        return code


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A context to start a process in: nothing that makes shared memory unshared, and no signal in the midst of it, for
    Python drops what a handler raises while libraries make ready for a fork."""
    masks = hasattr(signal, "pthread_sigmask")
    ends = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP] if masks else []
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ends) if masks else set()
    try:
        with startup.about_to_fork(), warnings.catch_warnings():
            # Python 3.12 warns of threads, whose locks a forked process would wait for in vain. The one that may be
            # there is a progress bar's, whose locks no worker takes.
            warnings.simplefilter("ignore", DeprecationWarning)
            yield
    finally:
        if masks:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
