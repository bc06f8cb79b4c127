"""Threads as chapters, each set once: here, or by a worker at hand.

A chapter takes milliseconds, so sending its thread elsewhere does not pay. Where a book wants many that are not kept,
processes forked from this one, which have the threads already, take a share each, and this one does the rest meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from pipeline.bindery.store import Job, Kept
from pipeline.errors import PublishError, unexpected
from pipeline.model import Chapter
from pipeline.report import Report
from pipeline.typeset import chapter
from pipeline.typeset.theme import Theme
from pipeline.work import Workers

_FEWEST, _MOST = 16, 64
"""Chapters of a share: fewer take less time than a process to start, and more would be much to hold at once."""

_MATTER = [name for name in Chapter.__struct_fields__ if name != "thread"]
"""What a chapter has beside its thread, which need not come back from a worker."""


class Chapters:
    """The chapters of a run, from what is kept or made anew."""

    def __init__(self, *, theme: Theme, kept: Kept, workers: Workers, report: Report) -> None:
        self._theme = theme
        self._kept = kept
        self._workers = workers
        self._report = report

    def one(self, job: Job) -> Chapter | None:
        """The thread's chapter; None where a fault of ours, which is recorded, prevents it.

        Raises PublishError where the theme is at fault: it would be for every thread.
        """
        return self._kept.chapter(job) or self._set(job)

    def all(self, jobs: Sequence[Job]) -> list[Chapter | None]:
        """The chapters of a book, as `one` gives them."""
        missing = [job for job in jobs if not self._kept.has_chapter(job)]
        made: dict[str, Chapter | None] = {}
        shares = min(self._workers.at_hand + 1, len(missing) // _FEWEST)
        if shares > 1:
            made[missing[0].key] = self._set(missing[0])  # what this loads, workers have from the start
            for start in range(1, len(missing), shares * _MOST):
                made |= self._shared(missing[start : start + shares * _MOST], shares)
        return [made[job.key] if job.key in made else self.one(job) for job in jobs]

    def _shared(self, jobs: Sequence[Job], shares: int) -> dict[str, Chapter | None]:
        """The chapters of these threads, all but one of the shares set by workers."""
        ours, *theirs = (range(start, len(jobs), shares) for start in range(shares))
        work = partial(_set_share, self._theme, self._kept, jobs)
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
            self._report.fail(unexpected(fault, job.thread.source.name))
            return None
        self._kept.keep_chapter(job, made)
        return made


def _set_share(theme: Theme, kept: Kept, jobs: Sequence[Job], share: range) -> dict[int, dict[str, Any]]:
    """In a worker: what the chapters of some of the threads have beside the thread, as far as they could be set."""
    matter = {}
    for index in share:
        with suppress(Exception):
            made = chapter.typeset(jobs[index].thread, theme, jobs[index].links)
            kept.keep_chapter(jobs[index], made)
            matter[index] = {name: getattr(made, name) for name in _MATTER}
    return matter
