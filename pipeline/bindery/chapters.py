"""The chapters of threads, each set once: here, or by a worker at hand.

A chapter takes milliseconds, so sending its thread elsewhere does not pay. Where a book wants many that are not kept,
processes forked from this one, which have the threads already, take a share each, and this one does the rest meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from pipeline.bindery.store import Job, Store
from pipeline.errors import PublishError, unexpected
from pipeline.model import Chapter
from pipeline.typeset import chapter
from pipeline.typeset.theme import Theme
from pipeline.work import Workers

_FEWEST, _MOST = 16, 64
"""Chapters of a share: fewer take less time than a process to start, and more would be much to hold at once."""

_MATTER = [name for name in Chapter.__struct_fields__ if name != "thread"]
"""The fields of a chapter beside its thread, which need not come back from a worker."""


class Chapters:
    """The chapters of a run, from the store or made anew."""

    def __init__(self, *, theme: Theme, store: Store, workers: Workers, fail: Callable[[PublishError], None]) -> None:
        """fail: is told of each fault of ours."""
        self._theme = theme
        self._store = store
        self._workers = workers
        self._fail = fail

    def one(self, job: Job) -> Chapter | None:
        """The thread's chapter; None where a fault of ours, which is told, prevents it.

        Raises PublishError where the theme is at fault: it would be for every thread.
        """
        return self._store.chapter(job) or self._set(job)

    def all(self, jobs: Sequence[Job]) -> list[tuple[Job, Chapter | None]]:
        """The threads of a book, each with its chapter as `one` gives it."""
        missing = [job for job in jobs if not self._store.has_chapter(job)]
        made: dict[str, Chapter | None] = {}
        shares = min(self._workers.at_hand + 1, len(missing) // _FEWEST)
        if shares > 1:
            made[missing[0].key] = self._set(missing[0])  # what this loads, workers have from the start
            for start in range(1, len(missing), shares * _MOST):
                made |= self._shared(missing[start : start + shares * _MOST], shares)
        return [(job, made[job.key] if job.key in made else self.one(job)) for job in jobs]

    def _shared(self, jobs: Sequence[Job], shares: int) -> dict[str, Chapter | None]:
        """The chapters of these threads, all but one of the shares set by workers."""
        ours, *theirs = (range(start, len(jobs), shares) for start in range(shares))
        work = partial(_set_share, self._theme, self._store, jobs)
        results = self._workers.run(work, [("chapters", share) for share in theirs])
        made = {jobs[index].key: self._set(jobs[index]) for index in ours}
        for _, matter in results:
            for index, rest in {} if isinstance(matter, PublishError) else matter.items():
                made[jobs[index].key] = Chapter(thread=jobs[index].thread, **rest)
        return made  # what hinders a worker is found, and told of, where the chapter is set here

    def _set(self, job: Job) -> Chapter | None:
        try:
            made = chapter.typeset(job.thread, self._theme, job.links)
        except PublishError:
            raise
        except Exception as fault:
            self._fail(unexpected(fault, job.thread.source.name))
            return None
        self._store.keep_chapter(job, made)
        return made


def _set_share(theme: Theme, store: Store, jobs: Sequence[Job], share: range) -> dict[int, dict[str, Any]]:
    """In a worker: the other fields of some of the chapters, as far as these could be set."""
    matter = {}
    for index in share:
        with suppress(Exception):
            made = chapter.typeset(jobs[index].thread, theme, jobs[index].links)
            store.keep_chapter(jobs[index], made)
            matter[index] = {name: getattr(made, name) for name in _MATTER}
    return matter
