"""Tasks and their outcomes between processes: pickled, or an error that names the task."""

from __future__ import annotations

import pickle
import signal
from typing import Any

from pipeline.errors import PublishError, unexpected
from pipeline.work.worker import OUT_OF_MEMORY

_REPORT = "Everything else is published. Something in it is out of the ordinary; please report it."


class LostError(PublishError):
    """A task that took more than it may, or whose process ended."""


def packed(name: str, task: object) -> bytes | PublishError:
    """The task pickled, or the error that prevents it."""
    try:
        return pickle.dumps(task, pickle.HIGHEST_PROTOCOL)
    except PublishError as error:
        return error
    except Exception as fault:
        return unexpected(fault, name)


def unpacked(name: str, reply: bytes) -> Any:
    """The outcome in a worker's reply: the task's result, or a PublishError that names the task."""
    try:
        outcome = pickle.loads(reply)
    except Exception as fault:
        return unexpected(fault, name)
    if isinstance(outcome, PublishError):
        outcome.path = outcome.path or name
    return outcome


def overdue(name: str, seconds: float) -> LostError:
    """The error of a task that took longer than it may."""
    return LostError(f"took longer than {seconds:g} seconds and was stopped", path=name, hint=_REPORT)


def death(name: str, code: int, memory: int) -> LostError:
    """The error of a task whose process ended. code: its exit code; memory: bytes that it was allowed."""
    if code == OUT_OF_MEMORY:
        return LostError(f"needs more than {memory / 2**30:.1f} GB of memory", path=name, hint=_REPORT)
    reason = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return LostError(
        f"the process that worked on it ended ({reason})",
        path=name,
        hint="Everything else is published. If memory is short, try again with fewer workers.",
    )
