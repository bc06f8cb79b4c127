"""What runs on a Dask worker: it hands each task to a child process, so that no task can harm the worker.

Dask runs tasks in threads: two at a time would meet in what WeasyPrint and Pango keep for a process, and one that hangs
could not be stopped. The children of a job end with it, and with their worker.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from dataclasses import dataclass, field

from pipeline.errors import PublishError
from pipeline.work.child import Child, ChildLostError
from pipeline.work.worker import OUT_OF_MEMORY


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is the same for all tasks of a run."""

    id: str
    """A random one: several people's runs may share a worker."""
    work: bytes = field(repr=False)
    """The function of a task, pickled."""
    prepare: bytes = field(repr=False)
    """What loads what it needs, pickled."""
    memory: int
    """Bytes that a task may take."""
    seconds: float
    """That a task may take."""
    environment: tuple[str, ...] = field(repr=False)
    """Of the machine that wants the results."""


OTHER_VERSIONS = "has other versions than this machine, so its books would differ:"
SAME_VERSIONS = "Install the same Python and the same packages on both (pip freeze lists them)."


class UnfitError(PublishError):
    """A worker cannot make the bytes that a local run makes. No task is to blame, and the whole run ends."""


_children: defaultdict[str, list[Child]] = defaultdict(list)
"""Of each job, all that there are."""
_free: defaultdict[str, list[Child]] = defaultdict(list)
"""Of each job, those without a task."""


def environment() -> tuple[str, ...]:
    """What a child of this worker is made of. Raises ChildLostError where it cannot even start."""
    child = Child()
    child.close()
    return child.environment


def do(job: Job, task: bytes) -> bytes:
    """What came of a task, a pickled (name, task): its result or a PublishError, pickled.

    Raises ChildLostError, so that Dask tries again, where the process ended: here that may be another's doing.
    """
    try:
        child = _take(job)
        result = child.do(task, job.seconds)
    except UnfitError as error:
        return pickle.dumps(error)
    except TimeoutError:
        return pickle.dumps(PublishError(f"took longer than {job.seconds:g} seconds and was stopped"))
    except ChildLostError as error:
        if error.code == OUT_OF_MEMORY:
            return pickle.dumps(PublishError(f"needs more than {job.memory / 2**30:.1f} GB of memory"))
        raise
    _free[job.id].append(child)
    return result


def stop(job: str) -> None:
    """End all children of the jobs whose ids start so."""
    for each in [each for each in _children if each.startswith(job)]:
        _free.pop(each, None)
        for child in _children.pop(each):
            child.close()


def misfit(theirs: tuple[str, ...], ours: tuple[str, ...]) -> str:
    """What to tell the user where two environments differ, or ""."""
    there = ", ".join(each for each in theirs if each not in ours)
    here = ", ".join(each for each in ours if each not in theirs)
    return f"{OTHER_VERSIONS} {there or 'none'} (here {here or 'none'})" if there or here else ""


def _take(job: Job) -> Child:
    """A child without a task, a new one if need be."""
    try:
        return _free[job.id].pop()
    except IndexError:
        child = Child()
    if difference := misfit(child.environment, job.environment):
        child.close()
        raise UnfitError(difference, path=_here(), hint=SAME_VERSIONS)
    try:
        child.begin(job.work, job.prepare, job.memory)
    except PublishError as error:
        raise UnfitError(error.message, path=_here(), hint=error.hint) from error
    _children[job.id].append(child)
    return child


def _here() -> str:
    from distributed import get_worker  # on a Dask worker it is there

    return f"worker {get_worker().address}"
