"""Functions that the tests have workers do: they must be importable there."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def nothing() -> None:
    """Prepare for nothing."""


def square(number: int) -> int:
    """A task with a result."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 4:
        time.sleep(20)
    if number == 5:
        raise ValueError("five")
    if number == 6:
        bytearray(5 << 30)
    return number * number

def big(x): return x
