"""The chapters of threads, each set once: here, or by a worker at hand.

A chapter takes milliseconds, so sending its thread elsewhere does not pay. Where a book wants many that are not kept,
processes forked from this one, which have the threads already, take a share each, and this one does the rest meanwhile.
A thread of uncommon length, or in a stranger's theme, is set by a worker under limits: one that hangs costs itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from msgspec.structs import replace

from pipeline.bindery.store import Job, Store
from pipeline.errors import PublishError, unexpected
from pipeline.model import Chapter, Thread
from pipeline.typeset.theme import Theme
from pipeline.work import Workers
from pipeline.work.outcome import LostError
from pipeline.work.processes import Processes

_FEWEST, _MOST = 16, 64
"""Chapters of a share: fewer take less time than a process to start, and more would be much to hold at once."""
_ORDINARY = 200_000
"""Characters of a thread up to which it is set here; a longer one might take any time and memory, and goes to a worker,
which is held to limits. 500 posts of X at their longest have 140,000."""

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
        self._matter = partial(_matter, theme)
        self._apart = Processes(1, prepare=_prepare)

    def one(self, job: Job) -> Chapter | None:
        """The thread's chapter; None where a fault of ours, which is told, prevents it.

        Raises PublishError where the theme is at fault: it would be for every thread.
        """
        return self._store.chapter(job) or self._set(job)

    def all(self, jobs: Sequence[Job]) -> list[tuple[Job, Chapter | None]]:
        """The threads of a book, each with its chapter as `one` gives it, but for the Markdown: books have none, and
        that of a long book takes much memory."""
        missing = [job for job in jobs if not self._store.has_chapter(job)]
        made: dict[str, Chapter | None] = {}
        shares = min(self._workers.at_hand + 1, len(missing) // _FEWEST)
        if shares > 1:
            made[missing[0].key] = _bare(self._set(missing[0]))  # what this loads, workers have from the start
            for start in range(1, len(missing), shares * _MOST):
                made |= self._shared(missing[start : start + shares * _MOST], shares)
        return [(job, made[job.key] if job.key in made else _bare(self.one(job))) for job in jobs]

    def _shared(self, jobs: Sequence[Job], shares: int) -> dict[str, Chapter | None]:
        """The chapters of these threads, all but one of the shares set by workers."""
        ours, *theirs = (range(start, len(jobs), shares) for start in range(shares))
        work = partial(_set_share, self._theme, self._store, jobs)
        results = self._workers.run(work, [("chapters", share) for share in theirs])
        made = {jobs[index].key: _bare(self._set(jobs[index])) for index in ours}
        for _, matter in results:
            for index, rest in {} if isinstance(matter, PublishError) else matter.items():
                made[jobs[index].key] = Chapter(thread=jobs[index].thread, **rest)
        return made  # what hinders a worker is found, and told of, where the chapter is set here

    def _set(self, job: Job) -> Chapter | None:
        name = job.thread.source.name
        try:
            made = Chapter(thread=job.thread, **(self._set_apart(job) if self._is_risky(job) else self._matter(job)))
        except PublishError as error:
            if error.path != name:
                raise
            self._fail(error)
            return None
        except Exception as fault:
            self._fail(unexpected(fault, name))
            return None
        self._store.keep_chapter(job, made)
        return made

    def _is_risky(self, job: Job) -> bool:
        """Whether it may take any time and memory to set the thread."""
        return not self._theme.is_ours or _characters(job.thread) > _ORDINARY

    def _set_apart(self, job: Job) -> dict[str, Any]:
        """The other fields of a chapter, set by a worker of this machine, under its limits. Raises PublishError: where
        these are met, one with the name of the thread's source for its path, or the theme's."""
        ((_, matter),) = self._apart.run(self._matter, [(job.thread.source.name, job)])
        if not isinstance(matter, PublishError):
            return matter
        if isinstance(matter, LostError) and _characters(job.thread) <= _ORDINARY:  # it would be so for every thread
            matter.path = str(self._theme.folders[0])
        raise matter


def _characters(thread: Thread) -> int:
    return sum(len(post.text) + sum(len(quote.text) for quote in post.quotes) for post in thread.posts)


def _prepare() -> None:
    """Nothing: what sets chapters is here already."""


def _matter(theme: Theme, job: Job) -> dict[str, Any]:
    """The other fields of a chapter."""
    from pipeline.typeset import chapter  # here: where nothing has changed, no chapter is set

    made = chapter.typeset(job.thread, theme, job.links)
    return {name: getattr(made, name) for name in _MATTER}


def _set_share(theme: Theme, store: Store, jobs: Sequence[Job], share: range) -> dict[int, dict[str, Any]]:
    """In a worker: the other fields of some of the chapters, but for Markdown, as far as these could be set."""
    matter = {}
    for index in share:
        with suppress(Exception):
            matter[index] = _matter(theme, jobs[index])
            store.keep_chapter(jobs[index], Chapter(thread=jobs[index].thread, **matter[index]))
            del matter[index]["markdown"]
    return matter


def _bare(chapter: Chapter | None) -> Chapter | None:
    """The chapter without its Markdown."""
    return replace(chapter, markdown="") if chapter else None
