"""Front matter of a collection: each piece is made once, by a worker, and kept while nothing changes it.

It is known from the threads' words alone, so it is in print beside them. The numbers of pages are filled in when a book
is bound: an edition is mostly bound from what is kept, and its news alone are made anew.
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

Results = Iterator[tuple[str, Outcome | PublishError]]


class BookFront:
    """Makes the front matter of a run's books."""

    def __init__(self, *, store: Store, workers: Workers, work: Work, shapes: Mapping[str, str]) -> None:
        """work: the function that workers run. shapes: by the writers' names, keys of what shapes every page, whatever
        stands on it."""
        self._store = store
        self._workers = workers
        self._work = work
        self._shapes = shapes
        self._in_print: Results = iter(())
        self._failures: dict[str, PublishError] = {}
        """By the name of the task."""

    def tasks(self, writer: Writer, name: str, title: str, pieces: Sequence[Any]) -> Iterator[tuple[str, FrontTask]]:
        """The task, by that name, to make those pieces of a collection that are not kept; none where all are.

        pieces: the writer's, in words. title: the collection's.
        """
        keyed = {self._key(writer, piece): piece for piece in pieces}
        due = {each: piece for each, piece in keyed.items() if self._store.front(each, writer) is None}
        if due and name not in self._failures:
            yield name, FrontTask(writer=writer.name, title=title, pieces=due)

    def wait_for(self, results: Results) -> None:
        """Take the results of tasks when the first piece is asked for."""
        self._in_print = results

    def take(self, name: str, outcome: Outcome | PublishError) -> None:
        """Keep what a worker made."""
        failures = [outcome] if isinstance(outcome, PublishError) else [*outcome.failures.values()]
        if failures:
            self._failures[name] = failures[0]
        elif isinstance(outcome, Outcome):
            for piece, part in outcome.parts.items():
                self._store.keep_front(piece, part)

    def made(self, writer: Writer, name: str, title: str, pieces: Sequence[Any]) -> Iterator[Any]:
        """The pieces, ready. Those that nobody has begun, or that the cache had no room for, are made now.

        Taking one raises PublishError where one could not be made.
        """
        for each, outcome in self._in_print:  # all of them, or the workers would not know that they are done
            self.take(each, outcome)
        late: dict[str, Any] = {}
        for each, outcome in self._workers.run(self._work, self.tasks(writer, name, title, pieces)):
            self.take(each, outcome)
            late = {} if isinstance(outcome, PublishError) else outcome.parts
        if name in self._failures:
            raise self._failures[name]
        for piece in pieces:
            kept = self._key(writer, piece)
            yield late[kept] if kept in late else self._store.front(kept, writer)

    def _key(self, writer: Writer, piece: Any) -> str:
        return key("front", writer.name, self._shapes[writer.name], piece)
