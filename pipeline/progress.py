"""Who wants to know how far a run is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """A bar, plain lines, or nothing: see `cli.py`."""

    def begin(self, step: str, total: int) -> None:
        """A step of so many parts starts."""

    def advance(self, what: str) -> None:
        """One part of it is done."""
