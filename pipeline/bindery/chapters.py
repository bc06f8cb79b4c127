"""The chapters of threads, each set once, in a worker: nothing that a stranger wrote is set in this process.

Where files of threads are made, the worker that prints a thread sets its chapter, too (`tasks.py`). Here are those
that a book by itself wants, or that are to be sent elsewhere. They are set by workers of this machine, which has the
pictures. A worker keeps what it has set, so whatever ends it costs one chapter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from pipeline.bindery import setting
from pipeline.bindery.blame import Blame
from pipeline.bindery.store import Job, Store
from pipeline.errors import PublishError, ThemeError
from pipeline.model import Chapter
from pipeline.typeset.font_family import GivenFont
from pipeline.typeset.theme import Theme
from pipeline.work import Workers
from pipeline.work.outcome import LostError

SHARE = 25
"""Chapters that are set as one task: each takes 3 ms, and handing over a task up to 15."""


class Chapters:
    """The chapters of a run, from the store or made anew."""

    def __init__(
        self,
        *,
        theme: Theme,
        given: tuple[GivenFont, ...] = (),
        store: Store,
        local: Workers,
        blame: Blame,
        fail: Callable[[PublishError], None],
    ) -> None:
        """
        given: fonts that are used beside ours.
        local: workers of this machine.
        fail:  is told of what cannot be set.
        """
        self._store = store
        self._local = local
        self._blame = blame
        self._tell = fail
        self._failed: set[str] = set()
        self._work = partial(setting.set_share, theme, given, store)

    def one(self, job: Job) -> Chapter | None:
        """The thread's chapter; None where it cannot be set, which is told once.

        Raises ThemeError where the theme is at fault: it would be for every thread.
        """
        if job.key in self._failed:
            return None
        kept = self._store.chapter
        return kept(job) or dict(self._made([job])).get(job.key) or kept(job)

    def sure(self, job: Job) -> Chapter:
        """The chapter of a thread that `set` has found to have one."""
        chapter = self.one(job)
        if chapter is None:
            raise LookupError("its chapter was set before, and could not be set again")
        return chapter

    def set(self, jobs: Sequence[Job]) -> list[Job]:
        """Have the chapters of these threads set, as far as they are not kept; returns those that have one.

        They are not in memory together: `one` gives each.
        """
        missing = [job for job in jobs if not (job.key in self._failed or self._store.has_chapter(job))]
        made = {key for key, _ in self._made(missing)}
        return [job for job in jobs if job.key in made or self._store.has_chapter(job) or self.one(job)]

    def fail(self, job: Job, error: PublishError) -> None:
        """Tell of a chapter that cannot be set, and do not try it again. Raises ThemeError as `one` does."""
        if isinstance(error, ThemeError):
            raise error
        if isinstance(error, LostError):
            self._blame.settle(error, job)
        self._failed.add(job.key)
        self._tell(error)

    def _made(self, jobs: Sequence[Job]) -> Iterator[tuple[str, Chapter | None]]:
        """Those of the chapters that could be set, each with its job's key; None: it is kept now."""
        shares = {str(start): range(len(jobs))[start : start + SHARE] for start in range(0, len(jobs), SHARE)}
        work = partial(self._work, jobs)  # a process that is forked has them
        for name, results in self._local.run(work, shares.items()):
            share = shares[name]
            if isinstance(results, LostError) and len(share) > 1:
                continue  # all but one may be sound: they are set one by one
            each = [results] * len(share) if isinstance(results, PublishError) else results
            for job, result in zip(jobs[share.start : share.stop], each, strict=True):
                if isinstance(result, PublishError):
                    self.fail(job, result)
                else:
                    yield job.key, Chapter(thread=job.thread, **result) if result else None
