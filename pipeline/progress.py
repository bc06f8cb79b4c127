"""Progress of a run, as callbacks for whoever shows it."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """A listener to the progress of a run: a bar, plain lines, or nothing. See `command/console.py`."""

    def wait(self, why: str) -> None:
        """Called where the run waits for another one. why: a line for people."""

    def begin(self, step: str, total: int) -> None:
        """Called when a step begins. total: the number of its parts."""

    def advance(self, what: str) -> None:
        """Called when a part of the step is done. what: the part's name."""
