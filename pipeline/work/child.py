"""Child processes of a Dask worker, which cannot be forked safely, for our tasks.

Both ends are here: `Child`, and `main`, which `python -m pipeline.work.child` runs. First the child sends its
environment; then it gets its work function; then it serves like any worker process (`worker.py`).
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from pipeline.errors import PublishError, unexpected
from pipeline.work.environment import environment
from pipeline.work.worker import noted, serve


class ChildLostError(Exception):
    """The process ended before it answered."""

    def __init__(self, code: int, stage: str = "") -> None:
        """code: its exit code; negative: the signal that ended it. stage: the last that its work noted."""
        super().__init__(f"the process ended with {code}")
        self.code = code
        self.stage = stage


class Child:
    """A child process, seen from the one that gives it work. With a ChildLostError or TimeoutError it has ended."""

    environment: tuple[str, ...]
    """Result of `environment.environment` in the child: versions of all that shapes the bytes it makes."""
    stage = ""
    """The last that the work of its task noted that it was at."""

    def __init__(self) -> None:
        self._pipe, end = Pipe()
        with end:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", __name__, str(end.fileno())],
                pass_fds=[end.fileno()],
                stdin=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},  # what we can import, it can
                start_new_session=True,  # Ctrl-C is for us, and we end it
            )
        self.environment = tuple(pickle.loads(self._receive()))

    def begin(self, work: bytes, prepare: bytes, memory: int) -> None:
        """Send it its work function. Raises the PublishError that preparing for it ends with.

        work, prepare: pickled functions, of a task and of nothing.
        memory:        see `worker.serve`.
        """
        self._send(pickle.dumps((work, prepare, memory, os.getpid())))
        refusal: PublishError | None = pickle.loads(self._receive())
        if refusal:
            self.close()
            raise refusal

    def do(self, task: bytes, seconds: float) -> bytes:
        """Have a pickled task done; returns its result or its PublishError, pickled.

        Raises TimeoutError after so many seconds.
        """
        self.stage = ""
        self._send(task)
        end = time.monotonic() + seconds
        while self._pipe.poll(max(0, end - time.monotonic())):
            message = self._receive()
            stage = noted(message)
            if stage is None:
                return message
            self.stage = stage
        self.close()
        raise TimeoutError

    def close(self) -> None:
        """Kill the process, whatever it does."""
        self._process.kill()
        self._process.wait()

    def _send(self, message: bytes) -> None:
        with suppress(BrokenPipeError):  # it has ended, as `_receive` will find
            self._pipe.send_bytes(message)

    def _receive(self) -> bytes:
        try:
            return self._pipe.recv_bytes()
        except (EOFError, OSError) as error:
            raise ChildLostError(self._process.wait(), self.stage) from error


def main() -> None:
    """The child's end of the pipe."""
    pipe = Connection(int(sys.argv[1]))
    pipe.send_bytes(pickle.dumps(environment()))
    work, prepare, memory, parent = pickle.loads(pipe.recv_bytes())
    refusal: PublishError | None = None
    try:
        ready, does = pickle.loads(prepare), pickle.loads(work)
        ready()
    except PublishError as error:
        refusal = error
    except Exception as fault:
        refusal = unexpected(fault, "")
    pipe.send_bytes(pickle.dumps(refusal))
    if not refusal:
        serve(pipe, (), does, ready, memory, parent)


if __name__ == "__main__":
    main()
