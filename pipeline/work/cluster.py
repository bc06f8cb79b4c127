"""Work spread over other machines, by Dask Distributed: tasks go out with all they need, results come back as bytes.

The workers share no disk with us. Dask's part is to keep track of them and to try a task elsewhere when one is lost;
how a task is held to its limits is `remote.py`'s. Dask is imported when a cluster is entered. See docs/cluster.md.
"""

from __future__ import annotations

import os
import pickle
import re
import uuid
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from pipeline.errors import PublishError, UsageError, unexpected
from pipeline.work import Result, Task, remote
from pipeline.work.child import ChildLostError
from pipeline.work.key import environment
from pipeline.work.processes import MEMORY, SECONDS
from pipeline.work.remote import Job, UnfitError

if TYPE_CHECKING:
    from distributed import Client, Future

LOCAL = "local"
"""The address of a cluster of this machine, started for the run: for trying."""
PATIENCE = 10.0
"""Seconds to wait for a scheduler that does not answer, or for the first worker."""
AHEAD = 3
"""Tasks sent out for each thread of the workers: enough that none waits for us, few enough to hold in memory."""
RETRIES = 2
"""How often a task is tried again whose process ended."""
TRANSFER = 300.0
"""Seconds that bringing a result may take."""
INSTALL = "python3 -m pip install 'threadbound[cluster]', here, where the scheduler runs, and where workers run."
REPORT = "Everything else is published. Something in it is out of the ordinary; please report it."
_LOST = (CancelledError, OSError, RuntimeError)
"""What Dask raises where the scheduler is gone."""
_ADDRESS = re.compile(r"(tcp|tls)://[^/\s]+:\d+")


class Cluster:
    """Workers of a Dask cluster; a context manager, and leaving it stops what still works for us."""

    def __init__(
        self, address: str, *, prepare: Callable[[], None], memory: int = MEMORY, seconds: float = SECONDS
    ) -> None:
        """
        address: of the scheduler, "tcp://host:8786" or "tls://…", or "local". Raises UsageError for anything else.
        prepare: loads what the work needs, in each process of the workers; harmless to call twice.
        memory:  bytes that a task may take beyond what its process has when prepared.
        seconds: that a task may take.
        """
        if address != LOCAL and not _ADDRESS.fullmatch(address):
            raise UsageError(
                f"not the address of a scheduler: {address!r}", hint="For example tcp://localhost:8786, or local."
            )
        self._address = address
        self._prepare = prepare
        self._memory = memory
        self._seconds = seconds
        self._id = uuid.uuid4().hex
        self._ids = (f"{self._id}/{number}" for number in count())

    def __enter__(self) -> Cluster:
        """Connect. Raises PublishError where Dask, the scheduler or a worker is missing, or a worker is of no use."""
        with ExitStack() as stack:
            stack.enter_context(_dask())
            self._client = stack.enter_context(_connect(self._address))
            stack.callback(self._stop, self._id)
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
        todo = iter(tasks)
        sent: dict[Future[bytes], str] = {}
        job_id = next(self._ids)
        job = self._submit(Job, **self._facts(job_id, work))
        try:
            while True:
                for name, task in islice(todo, max(0, self._window() - len(sent))):
                    message = _pickled(name, task)
                    if isinstance(message, PublishError):
                        yield name, message
                    else:
                        sent[self._submit(remote.do, job, message, retries=RETRIES)] = name
                if not sent:
                    return
                for future in self._done(sent):
                    yield (name := sent.pop(future)), self._outcome(name, future)
        finally:
            with suppress(*_LOST):
                self._client.cancel([job, *sent])
            self._stop(job_id)

    def _check_workers(self) -> None:
        """Raise PublishError unless there are workers, and all of them make the bytes that we would make."""
        self._wait_for_worker()
        with self._reaching():
            self._client.run_on_scheduler(remote.misfit, (), ())  # what it cannot import, it cannot pass on
            answers = self._client.run(remote.environment, on_error="return")
        for address, answer in sorted(answers.items()):
            if isinstance(answer, Exception):
                raise PublishError(
                    f"cannot work for us: {type(answer).__name__}: {answer}", path=f"worker {address}", hint=INSTALL
                )
            if difference := remote.misfit(answer, environment()):
                raise UnfitError(difference, path=f"worker {address}", hint=remote.SAME_VERSIONS)

    def _wait_for_worker(self) -> None:
        with self._reaching():
            try:
                self._client.wait_for_workers(1, timeout=PATIENCE)
            except TimeoutError as error:
                raise PublishError(
                    "the scheduler has no workers",
                    path=self._address,
                    hint=f"On each machine that is to work: dask worker {self._address}",
                ) from error

    def _facts(self, job_id: str, work: Callable[[Any], Any]) -> dict[str, Any]:
        """What a job is made of."""
        return {
            "id": job_id,
            "work": pickle.dumps(work),
            "prepare": pickle.dumps(self._prepare),
            "memory": self._memory,
            "seconds": self._seconds,
            "environment": environment(),
        }

    def _submit(self, function: Callable[..., Any], *arguments: Any, **options: Any) -> Future[Any]:
        with self._reaching():
            return self._client.submit(function, *arguments, pure=False, **options)

    def _window(self) -> int:
        """How many tasks may be out: workers come and go."""
        with self._reaching():
            return AHEAD * max(1, sum(self._client.nthreads().values()))

    def _done(self, sent: Iterable[Future[bytes]]) -> Iterable[Future[bytes]]:
        """Those that are done, at least one."""
        from distributed import wait

        while True:
            try:
                with self._reaching():
                    return wait(list(sent), timeout=PATIENCE, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                self._wait_for_worker()  # as long as there is one, a task may take its time

    def _outcome(self, name: str, future: Future[bytes]) -> Any:
        """The result of a task, or the PublishError that names it. Raises UnfitError."""
        from distributed import KilledWorker

        try:
            with self._reaching():
                outcome = pickle.loads(future.result(timeout=TRANSFER))
        except PublishError:
            raise
        except ChildLostError as error:
            return PublishError(f"each time {error}, in {RETRIES + 1} attempts", path=name, hint=REPORT)
        except KilledWorker as error:
            return PublishError(f"{error.allowed_failures + 1} workers were lost over it", path=name, hint=REPORT)
        except Exception as fault:
            return unexpected(fault, name)
        if isinstance(outcome, UnfitError):
            raise outcome
        if isinstance(outcome, PublishError) and not outcome.path:
            outcome.path, outcome.hint = name, outcome.hint or REPORT
        return outcome

    def _stop(self, jobs: str) -> None:
        """End the processes of the jobs whose ids start so, as far as workers can be reached."""
        with suppress(*_LOST):
            self._client.run(remote.stop, jobs, on_error="ignore")

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        """Where Dask is asked for something, the scheduler may be out of reach."""
        try:
            yield
        except TimeoutError:
            raise
        except _LOST as error:
            raise PublishError(
                "the scheduler went away",
                path=self._address,
                hint="See what it says, start it again, and then run the command again.",
            ) from error


def _pickled(name: str, task: Any) -> bytes | PublishError:
    try:
        return pickle.dumps((name, task), pickle.HIGHEST_PROTOCOL)
    except PublishError as error:
        return error
    except Exception as fault:
        return unexpected(fault, name)


@contextmanager
def _dask() -> Iterator[None]:
    """Import Dask, quiet. Raises PublishError where it is not installed."""
    try:
        import dask.config

        dask.config.set({"distributed.logging": {"distributed": "critical", "distributed.client": "critical"}})
        import distributed  # noqa: F401
    except ImportError as error:
        raise PublishError("a cluster needs the package distributed", hint=INSTALL) from error
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 TB"}):
        yield


@contextmanager
def _connect(address: str) -> Iterator[Client]:
    from distributed import Client, LocalCluster

    with ExitStack() as stack, warnings.catch_warnings():
        # It compares many packages that have no part in our bytes; those that have, we compare.
        warnings.filterwarnings("ignore", module="distributed")
        here: Any = address
        if address == LOCAL:
            here = stack.enter_context(
                LocalCluster(
                    n_workers=os.cpu_count(),
                    threads_per_worker=1,
                    host="127.0.0.1",
                    dashboard_address=None,
                    memory_limit=None,
                )
            )
        try:
            client = stack.enter_context(Client(here, timeout=PATIENCE, set_as_default=False))
        except (OSError, TypeError, ValueError) as error:
            raise PublishError(
                f"no scheduler can be reached: {str(error).splitlines()[0]}",
                path=address,
                hint="Start one: dask scheduler",
            ) from error
        yield client
