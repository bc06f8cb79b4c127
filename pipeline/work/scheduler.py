"""Connections to a Dask scheduler: Dask imported, kept quiet, its client connected, its errors put in our words."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from pipeline.errors import PublishError, UsageError

if TYPE_CHECKING:
    from distributed import Client

LOCAL = "local"
"""The address of a cluster on this machine that is started for the run: for trying."""
PATIENCE = 10.0
"""Seconds to wait for a scheduler that does not answer, or for a worker."""
INSTALL = "python3 -m pip install 'threadbound[cluster]', here, where the scheduler runs, and where workers run."
LOST = (CancelledError, OSError, RuntimeError)
"""Exceptions that Dask raises where the scheduler is gone."""
_ADDRESS = re.compile(r"(tcp|tls)://[^/\s]+:\d+")


def check(address: str) -> str:
    """The address itself: "tcp://host:port", "tls://host:port" or "local". Raises UsageError for anything else."""
    if address != LOCAL and not _ADDRESS.fullmatch(address):
        raise UsageError(
            f"not the address of a scheduler: {address!r}", hint="For example tcp://localhost:8786, or local."
        )
    return address


@contextmanager
def connect(address: str) -> Iterator[Client]:
    """A client of the scheduler. Raises PublishError where Dask is not installed or no scheduler answers."""
    with ExitStack() as stack:
        dask = _load()
        # Pictures travel with their task, so that Dask can send them anew: it would warn of what is meant.
        stack.enter_context(dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 TB"}))
        if address == LOCAL:
            there = stack.enter_context(_local_cluster())
        else:
            asyncio.run(_knock(address))
            there = address
        yield stack.enter_context(_client(there))


def _client(there: Any) -> Client:
    from distributed import Client

    with warnings.catch_warnings():
        # Versions that differ: Dask looks at many packages that have no part in our bytes. We compare those that have.
        warnings.filterwarnings("ignore", module=r"distributed\b")
        return Client(there, timeout=PATIENCE, set_as_default=False)


async def _knock(address: str) -> None:
    """Raise PublishError unless a scheduler answers: a client waits for one that says nothing, and leaves a thread."""
    from distributed.core import rpc
    from distributed.security import Security

    try:
        security = Security().get_connection_args("client")
        async with rpc(address, timeout=PATIENCE, connection_args=security) as there:
            await asyncio.wait_for(there.identity(), PATIENCE)
    except (OSError, TypeError, RuntimeError) as error:
        reason = str(error) or f"{PATIENCE:g} seconds of silence"
        raise PublishError(
            f"no scheduler answers: {reason.splitlines()[0]}",
            path=address,
            hint="Start one with: dask scheduler. See docs/cluster.md.",
        ) from error


@contextmanager
def reaching(address: str) -> Iterator[None]:
    """A context to ask Dask for something in: raises PublishError where the scheduler is gone."""
    try:
        yield
    except (TimeoutError, PublishError):
        raise
    except LOST as error:
        raise PublishError(
            "the scheduler has gone away",
            path=address,
            hint="See what it says on its machine, and start it again. What was made is kept.",
        ) from error


def _load() -> Any:
    """Dask, with its own messages off: they are for who runs the cluster, not for who runs the command."""
    try:
        import dask.config

        dask.config.set({"distributed.logging": {"distributed": "critical", "distributed.client": "critical"}})
        import distributed  # noqa: F401
    except ImportError as error:
        raise PublishError("a cluster needs the package distributed", hint=INSTALL) from error
    return dask


def _local_cluster() -> Any:
    from distributed import LocalCluster

    with _uninterrupted():
        return LocalCluster(
            n_workers=os.cpu_count(),
            threads_per_worker=1,
            host="127.0.0.1",
            memory_limit=None,  # each task has its own
            silence_logs=logging.CRITICAL,
            scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},  # any port, not the usual one
        )


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """A context to start processes in that do not get Ctrl-C: it is for us, and we end them."""
    if threading.current_thread() is not threading.main_thread():
        yield  # where handlers cannot be set
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
