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

    stage: str
    """The last that its work noted that it was at, or ""."""


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


def overdue(name: str, seconds: float, stage: str) -> LostError:
    """The error of a task that took longer than it may."""
    return _lost(f"took longer than {seconds:g} seconds and was stopped", name, stage, _REPORT)


def death(name: str, code: int, memory: int, stage: str) -> LostError:
    """The error of a task whose process ended. code: its exit code; memory: bytes that it was allowed."""
    if code == OUT_OF_MEMORY:
        return _lost(f"needs more than {memory / 2**30:.1f} GB of memory", name, stage, _REPORT)
    reason = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return _lost(
        f"the process that worked on it ended ({reason})",
        name,
        stage,
        "Everything else is published. If memory is short, try again with fewer workers.",
    )


def _lost(message: str, name: str, stage: str, hint: str) -> LostError:
    error = LostError(message, path=name, hint=hint)
    error.stage = stage
    return error
