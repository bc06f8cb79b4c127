"""Front matter of a collection: each piece is made once, by a worker, and kept while nothing changes it.

The contents stay as they are where an edit moves no thread to another page, so an edition is mostly bound from what is
kept; its news alone are made anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.bindery.store import Store
from pipeline.bindery.tasks import FrontTask, Outcome, Work
from pipeline.bindery.writers import Writer
from pipeline.errors import PublishError
from pipeline.work import Workers
from pipeline.work.key import key


class BookFront:
    """Makes the front matter of a run's books."""

    def __init__(self, *, store: Store, workers: Workers, work: Work, shape: str) -> None:
        """work: the function that workers run. shape: the key of what shapes every page, whatever stands on it."""
        self._store = store
        self._workers = workers
        self._work = work
        self._shape = shape

    def made(self, writer: Writer, title: str, pieces: Sequence[Any]) -> Iterator[Any]:
        """The pieces, ready. Those that are not kept are begun at once; who takes the first waits for all.

        title: the collection's. pieces: the writer's, in words. Taking one raises PublishError where one could not be
        made.
        """
        names = [key("front", writer.name, self._shape, piece) for piece in pieces]
        ready = {name: piece for name in names if (piece := self._store.front(name, writer)) is not None}
        due = {name: piece for name, piece in zip(names, pieces, strict=True) if name not in ready}
        tasks = [(title, FrontTask(writer=writer.name, title=title, pieces=tuple(due.values())))] if due else []
        return self._collected(names, ready, tuple(due), self._workers.run(self._work, tasks), writer)

    def _collected(
        self,
        names: Sequence[str],
        ready: Mapping[str, Any],
        due: Sequence[str],
        results: Iterator[tuple[str, Outcome | PublishError]],
        writer: Writer,
    ) -> Iterator[Any]:
        made = dict(ready)
        for _, outcome in [*results]:  # all of them, or the workers would not know that they are done
            if isinstance(outcome, PublishError):
                raise outcome
            if outcome.failures:
                raise outcome.failures[writer.name]
            for name, piece in zip(due, outcome.parts[writer.name], strict=True):
                self._store.keep_front(name, piece)
                made[name] = piece
        yield from (made[name] for name in names)
