"""The executor for other machines, by Dask Distributed: tasks go out with all they need, results come back as bytes.

The workers share no disk with us. Dask's part is to keep track of them and to try a task elsewhere when one is lost;
how a task is held to its limits is `remote.py`'s. Dask is imported when a cluster is entered. See docs/cluster.md.
"""

from __future__ import annotations

import pickle
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from itertools import count
from typing import TYPE_CHECKING, Any

from pipeline.errors import PublishError
from pipeline.work import Result, Task, Workers, outcome, patience, remote, scheduler
from pipeline.work.child import ChildLostError
from pipeline.work.environment import environment
from pipeline.work.processes import MEMORY, SECONDS
from pipeline.work.remote import Job, UnfitError
from pipeline.work.scheduler import INSTALL, LOST, PATIENCE, reaching

if TYPE_CHECKING:
    from distributed import Future

AHEAD = 3
"""Tasks sent out for each thread of the workers: enough that none waits for us, few enough to hold in memory."""
RETRIES = 2
"""Number of times that a task is tried again whose process ended."""
TRANSFER = 300.0
"""Seconds that bringing a result may take."""


class Cluster(Workers):
    """Workers of a Dask cluster; a context manager, and leaving it stops what still works for us."""

    def __init__(
        self, address: str, *, prepare: Callable[[], None], memory: int = MEMORY, seconds: float = SECONDS
    ) -> None:
        """
        address: of the scheduler, "tcp://host:8786" or "tls://…", or "local". Raises UsageError for any other.
        prepare: loads what the work needs, in each process of the workers; harmless to call twice.
        memory:  bytes that a task may take beyond what its process has when prepared. Held only on Linux.
        seconds: that a task may take, times its patience, once a worker has begun with it.
        """
        self._address = scheduler.check(address)
        self._prepare = prepare
        self._memory = memory
        self._seconds = seconds
        self._id = uuid.uuid4().hex
        self._jobs = (f"{self._id}/{number}" for number in count())

    def __enter__(self) -> Cluster:
        """Connect. Raises PublishError where Dask, the scheduler or a worker is missing, or a worker is of no use."""
        with ExitStack() as stack:
            self._client = stack.enter_context(scheduler.connect(self._address))
            stack.callback(self._stop, self._id)
            self._check_scheduler()
            self._check_workers()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def run(
        self, work: Callable[[Task], Result], tasks: Iterable[tuple[str, Task]]
    ) -> Iterator[tuple[str, Result | PublishError]]:
        """See `pipeline.work.Workers`. `work`, tasks and results must be picklable (`work`: a function of a module, or
        a `functools.partial` of one; it is sent to each worker once, and unpickled once in each process).

        Raises PublishError where the scheduler or the last worker is lost, or a worker joins that is of no use.
        """
        job_id = next(self._jobs)
        job = self._submit(Job, **self._terms(job_id, work))
        todo = iter(tasks)
        sent: dict[Future[bytes], str] = {}
        done: list[tuple[str, Any]] = []
        try:
            while True:
                limit = self._window()
                while len(sent) < limit and (item := next(todo, None)):
                    name, message = item[0], outcome.packed(*item)
                    if isinstance(message, PublishError):
                        done.append((name, message))
                    else:
                        sent[self._submit(remote.do, job, message, patience(item[1]), retries=RETRIES)] = name
                yield from done
                if not sent:
                    return
                done = [(name, self._outcome(name, future)) for future, name in self._finished(sent)]
        finally:
            with suppress(*LOST):
                self._client.cancel([job, *sent])
            self._stop(job_id)

    def _check_workers(self) -> None:
        """Raise PublishError unless there are workers, and all of them make the bytes that this machine would make."""
        self._wait_for_worker()
        with reaching(self._address):
            answers = self._client.run(remote.environment, on_error="return")
        ours = environment()
        for address, answer in sorted(answers.items()):
            if isinstance(answer, Exception):
                raise UnfitError(f"cannot work: {answer}", path=f"worker {address}", hint=INSTALL)
            remote.compare(answer, ours, address)

    def _check_scheduler(self) -> None:
        """Raise PublishError where the scheduler cannot read what it passes on: it must have Threadbound, too."""
        try:
            self._client.run_on_scheduler(remote.stop, self._id)  # any function of ours would do
        except ImportError as error:
            raise PublishError(f"the scheduler cannot work: {error}", path=self._address, hint=INSTALL) from error

    def _wait_for_worker(self) -> None:
        """Raise PublishError where no worker comes in time."""
        try:
            with reaching(self._address):
                self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise PublishError(
                "the scheduler has no workers",
                path=self._address,
                hint=f"On each machine that is to work: dask worker {self._address}. See docs/cluster.md.",
            ) from error

    def _terms(self, job_id: str, work: Callable[[Any], Any]) -> dict[str, Any]:
        """Arguments of a Job. It is made as a task: Dask brings it to each worker, and again when it is lost."""
        return {
            "id": job_id,
            "work": pickle.dumps(work),
            "prepare": pickle.dumps(self._prepare),
            "memory": self._memory,
            "seconds": self._seconds,
            "environment": environment(),
        }

    def _submit(self, function: Callable[..., Any], *arguments: Any, **options: Any) -> Future[Any]:
        with reaching(self._address):
            return self._client.submit(function, *arguments, pure=False, **options)

    def _window(self) -> int:
        """Number of tasks that may be out now: workers come and go."""
        with reaching(self._address):
            return AHEAD * max(1, sum(map(int, self._client.nthreads().values())))

    def _finished(self, sent: dict[Future[bytes], str]) -> list[tuple[Future[bytes], str]]:
        """The tasks that are done, at least one, with their names; they are no longer among those sent."""
        from distributed import wait

        while True:
            try:
                with reaching(self._address), self._client.as_current():
                    finished = wait(list(sent), timeout=PATIENCE, return_when="FIRST_COMPLETED").done
                return [(future, sent.pop(future)) for future in finished]
            except TimeoutError:
                self._wait_for_worker()  # as long as there is one, a task may take its time

    def _outcome(self, name: str, future: Future[bytes]) -> Any:
        """The result of a task, or the PublishError that names it. Raises PublishError where that ends the run."""
        with reaching(self._address):
            failure = future.exception(timeout=TRANSFER)
            reply = b"" if failure else future.result(timeout=TRANSFER)
        if failure:
            return self._failure(name, failure)
        result = outcome.unpacked(name, reply)
        if isinstance(result, UnfitError):
            raise result
        return result

    def _failure(self, name: str, failure: Exception) -> PublishError:
        """The error of a task that was given up. Raises UnfitError where it was not so much as begun."""
        from distributed import KilledWorker

        if isinstance(failure, ChildLostError):
            return outcome.death(name, failure.code, self._memory, failure.stage)
        if isinstance(failure, KilledWorker):
            return PublishError(
                f"{failure.allowed_failures + 1} workers were lost while they worked on it",
                path=name,
                hint="Everything else is published. If their memory is short, start fewer on each machine.",
            )
        raise UnfitError(f"a worker cannot work: {failure}", path=self._address, hint=INSTALL) from failure

    def _stop(self, jobs: str) -> None:
        """End the processes of the jobs whose ids begin with `jobs`, as far as workers can be reached."""
        with suppress(*LOST):
            self._client.run(remote.stop, jobs, on_error="ignore")
