"""A Dask scheduler and its workers, as processes on this machine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
"""Where `tests` can be imported from."""


class Dask:
    """A scheduler and workers that a test may kill."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        self._log = folder / "scheduler.log"
        options = ("--port", "0", "--host", "127.0.0.1", "--no-dashboard")
        self.scheduler = self._start("scheduler", *options, log=self._log, **environment)
        self.address = self._wait_for(r"Scheduler at: +(tcp://\S+)")

    def worker(self, python: str = sys.executable, **environment: str) -> subprocess.Popen[bytes]:
        """Start a worker of one thread that nobody restarts, and wait until the scheduler has it."""
        registered = self._log.read_text().count("Register worker")
        options = (self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        log = self._folder / f"worker-{len(self._processes)}.log"
        place = ("--local-directory", str(self._folder))
        worker = self._start("worker", *options, *place, log=log, python=python, **environment)
        self._wait_for(rf"(?s)(?:Register worker.*?){{{registered + 1}}}()")
        return worker

    def stop(self) -> None:
        """End everything."""
        for process in reversed(self._processes):
            process.terminate()
            process.wait()

    def _start(
        self, *command: str, log: Path, python: str = sys.executable, **environment: str
    ) -> subprocess.Popen[bytes]:
        with log.open("wb") as file:
            process = subprocess.Popen(
                [python, "-m", "dask", *command],
                stdout=file,
                stderr=file,
                cwd=self._folder,
                env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])} | environment,
            )
        self._processes.append(process)
        return process

    def _wait_for(self, pattern: str) -> str:
        while not (match := re.search(pattern, self._log.read_text())):
            assert all(process.poll() in (None, -signal.SIGKILL) for process in self._processes), self._log.read_text()
            time.sleep(0.05)
        return match[1]


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Dask]:
    """A scheduler without workers."""
    cluster = Dask(tmp_path)
    yield cluster
    cluster.stop()


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """A scheduler with two workers, for tests that leave them alive."""
    cluster = Dask(tmp_path_factory.mktemp("dask"))
    cluster.worker()
    cluster.worker()
    yield cluster
    cluster.stop()


@pytest.fixture
def bare(tmp_path: Path) -> str:
    """A PYTHONPATH on which Threadbound cannot be found."""
    package = tmp_path / "bare" / "pipeline"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    return str(package.parent)
