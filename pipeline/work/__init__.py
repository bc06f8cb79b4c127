"""Work: tasks run in worker processes, here or on a cluster, and the cache of their results.

`Workers` is the interface of both executors: `Processes` (`processes.py`: forked on this machine, each process running
`worker.py`) and `Cluster` (`cluster.py`: by Dask, each of its workers giving its tasks to a child process). `Cache`
(`cache.py`) keeps results under the keys that `key.py` and `environment.py` make.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from pipeline.errors import PublishError

Task = TypeVar("Task")
Result = TypeVar("Result")


def patience(task: object) -> float:
    """How many times the limit of time a task may take: its own `patience`, for a long one; else once."""
    return float(getattr(task, "patience", 1))


class Workers(Protocol):
    """An executor of tasks, several at a time. A context manager: leaving it stops all that still works."""

    def run(
        self, work: Callable[[Task], Result], tasks: Iterable[tuple[str, Task]]
    ) -> Iterator[tuple[str, Result | PublishError]]:
        """Do `work` for each (name, task) and give (name, what came out) as each is done, in any order.

        A task whose worker dies, runs out of memory or of time, or raises, gives a PublishError that names it; the
        others are done. Tasks are taken as workers get free, so that a stream of them never piles up. The first ones
        may be worked on before a result is asked for.
        """
        ...
