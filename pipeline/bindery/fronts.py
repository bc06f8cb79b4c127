"""What stands before the threads of a collection: each piece is made once, and kept while nothing changes it.

The contents stay as they are where an edit moves no thread to another page, so an edition is mostly bound from what is
kept; its news alone are made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pipeline.bindery.store import Kept
from pipeline.bindery.tasks import FrontTask, Work
from pipeline.bindery.writers import Writer
from pipeline.errors import PublishError
from pipeline.work import Workers
from pipeline.work.key import key


class Fronts:
    """The front matter of a run's books."""

    def __init__(self, *, kept: Kept, workers: Workers, work: Work, shape: str) -> None:
        """work: what workers do. shape: the key of what shapes every page, whatever stands on it."""
        self._kept = kept
        self._workers = workers
        self._work = work
        self._shape = shape

    def begin(self, writer: Writer, title: str, matter: Sequence[Any]) -> Callable[[], list[Any]]:
        """Have a worker make the pieces that are not kept. What is given waits for all.

        title: the collection's. matter: what the writer says of each piece. What is given raises PublishError where one
        could not be made.
        """
        names = [key("front", writer.name, self._shape, piece) for piece in matter]
        made = {name: piece for name in names if (piece := self._kept.front(name, writer)) is not None}
        due = {name: piece for name, piece in zip(names, matter, strict=True) if name not in made}
        tasks = [(title, FrontTask(writer=writer.name, title=title, matter=tuple(due.values())))] if due else []
        results = self._workers.run(self._work, tasks)

        def wait() -> list[Any]:
            for _, outcome in [*results]:  # all of them, or the workers would not know that they are done
                if isinstance(outcome, PublishError):
                    raise outcome
                if outcome.failures:
                    raise outcome.failures[0]
                for name, piece in zip(due, outcome.parts[writer.name], strict=True):
                    self._kept.keep_front(name, piece)
                    made[name] = piece
            return [made[name] for name in names]

        return wait
