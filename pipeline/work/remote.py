"""Functions that run on a Dask worker: each task is handed to a child process, so that none can harm the worker.

Dask runs tasks in threads: two at a time would meet in what WeasyPrint and Pango keep for a process, and one that hangs
could not be stopped. The children of a job end with it, and with their worker.
"""

from __future__ import annotations

import pickle
from collections import defaultdict

from msgspec import Struct

from pipeline.errors import PublishError
from pipeline.work import outcome
from pipeline.work.child import Child, ChildLostError
from pipeline.work.worker import OUT_OF_MEMORY


class Job(Struct, frozen=True, kw_only=True):
    """The part that all tasks of a run share."""

    id: str
    """Random, for several people's runs may share a worker."""
    work: bytes
    """The function of a task, pickled."""
    prepare: bytes
    """The function that loads what the work needs, pickled."""
    memory: int
    """Bytes that a task may take."""
    seconds: float
    """Seconds that a task may take, times its patience."""
    environment: tuple[str, ...]
    """Environment of the machine that wants the results."""


class UnfitError(PublishError):
    """A worker cannot make the bytes that a local run makes. No task is to blame, and the whole run ends."""


_children: defaultdict[str, list[Child]] = defaultdict(list)
"""All children, by the job's id."""
_free: defaultdict[str, list[Child]] = defaultdict(list)
"""Children without a task, by the job's id."""


def environment() -> tuple[str, ...]:
    """Environment of this worker's children. Raises ChildLostError where none can even start."""
    child = Child()
    child.close()
    return child.environment


def compare(theirs: tuple[str, ...], ours: tuple[str, ...], address: str) -> None:
    """Raise UnfitError unless a worker's environment is that of the machine that wants the results.

    address: of the worker, for the message.
    """
    there = ", ".join(each for each in theirs if each not in ours)
    here = ", ".join(each for each in ours if each not in theirs)
    if there or here:
        raise UnfitError(
            f"would make other bytes than this machine: it has {there or 'nothing else'}, we {here or 'nothing else'}",
            path=f"worker {address}",
            hint="Install the same Python and the same packages on both (compare: pip freeze).",
        )


def do(job: Job, task: bytes, patience: float) -> bytes:
    """The outcome of a task, both pickled: its result or a PublishError. patience: see `work.patience`.

    Raises ChildLostError, so that Dask tries again, where the process ended: that may be another's doing.
    """
    try:
        child = _take(job)
    except UnfitError as error:
        return pickle.dumps(error)
    try:
        reply = child.do(task, job.seconds * patience)
    except TimeoutError:
        return pickle.dumps(outcome.overdue("", job.seconds * patience, child.stage))
    except ChildLostError as error:
        if error.code == OUT_OF_MEMORY:
            return pickle.dumps(outcome.death("", error.code, job.memory, error.stage))
        raise
    _free[job.id].append(child)
    return reply


def stop(jobs: str) -> None:
    """End all children of the jobs whose ids begin with `jobs`."""
    for job in [job for job in _children if job.startswith(jobs)]:
        _free.pop(job, None)
        for child in _children.pop(job):
            child.close()


def _take(job: Job) -> Child:
    """A child without a task, a new one if need be."""
    try:
        return _free[job.id].pop()
    except IndexError:
        child = Child()
    try:
        compare(child.environment, job.environment, _address())
        child.begin(job.work, job.prepare, job.memory)
    except PublishError as error:
        child.close()
        raise UnfitError(error.message, path=f"worker {_address()}", hint=error.hint) from error
    _children[job.id].append(child)
    return child


def _address() -> str:
    from distributed import get_worker  # not needed where the module is only named

    return str(get_worker().address)
