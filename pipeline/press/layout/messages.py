"""Messages of WeasyPrint, collected as warnings: it tells of mistakes in style sheets."""

from __future__ import annotations

import logging
from typing import Self

from pipeline.errors import Notice

_LOGGER = logging.getLogger("weasyprint")


class Messages(logging.Handler):
    """A context in which WeasyPrint's warnings and errors are collected, and go nowhere else."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def __enter__(self) -> Self:
        self._before = _LOGGER.handlers[:], _LOGGER.propagate
        _LOGGER.handlers[:], _LOGGER.propagate = [self], False
        return self

    def __exit__(self, *_: object) -> None:
        _LOGGER.handlers[:], _LOGGER.propagate = self._before

    def emit(self, record: logging.LogRecord) -> None:
        """Collect a message; called by `logging`."""
        self.said.append(record.getMessage())

    def notices(self, path: str) -> tuple[Notice, ...]:
        """Each message once, as a notice about a path."""
        return tuple(Notice(message=said, path=path) for said in dict.fromkeys(self.said))


def repeat(said: tuple[str, ...]) -> None:
    """Log messages again that were logged when a cached result was made."""
    for message in said:
        _LOGGER.warning("%s", message)
