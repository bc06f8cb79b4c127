"""A process apart for libraries that read strangers' files: it has limits of time and memory, and may die.

A module that runs so ends with `apart.serve(work)`; `apart.run` has the work done for some bytes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from pipeline.assets import BadPictureError

SECONDS = 30
"""Seconds that a file may take."""
_MEMORY = 2 * 2**30
"""Bytes of address space of the process. Only Linux holds a process to that."""


def run(module: str, source: bytes | BinaryIO, *arguments: str) -> bytes:
    """The bytes that a module's work makes of these, or of a file of the system. Raises BadPictureError where it fails,
    or takes too much."""
    import subprocess  # few runs need it

    given: dict[str, Any] = {"input": source} if isinstance(source, bytes) else {"stdin": source}
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", module, *arguments],
            **given,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},  # what we can import, it can
        )
    except subprocess.TimeoutExpired as error:
        raise BadPictureError("takes too long to be drawn") from error
    except OSError as error:
        raise BadPictureError("cannot be drawn") from error
    if done.returncode or not done.stdout:
        raise BadPictureError("is damaged, or too much to be drawn")
    made: bytes = done.stdout
    return made


def serve(work: Callable[[BinaryIO, list[str]], bytes]) -> None:
    """In the process: do the work, within limits."""
    if sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)  # of the worker that this process belongs to
        most = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.buffer.write(work(sys.stdin.buffer, sys.argv[1:]))
