"""Threads by themselves: the parts that books need of them, and their own files, made by workers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

from msgspec import Struct

from pipeline.bindery.blame import Blame
from pipeline.bindery.book_front import BookFront
from pipeline.bindery.chapters import SHARE, Chapters
from pipeline.bindery.shelving import Shelving
from pipeline.bindery.store import Job, Store
from pipeline.bindery.tasks import CHAPTER, FrontTask, Outcome, Task, ThreadTask, Work
from pipeline.bindery.writers import Writer
from pipeline.errors import PublishError
from pipeline.progress import Progress
from pipeline.work import Workers
from pipeline.work.outcome import LostError


class _Due(Struct, frozen=True):
    """A thread of which something is to be made."""

    job: Job
    parts: list[Writer]
    """Whose part books want, and the store does not have."""
    own: list[Writer]
    """Whose own file of the thread is wanted, and is not on the shelf."""

    def without(self, stage: str) -> _Due | None:
        """The rest, without what is made at a stage; None: nothing."""
        parts, own = ([writer for writer in each if writer.name != stage] for each in (self.parts, self.own))
        return _Due(self.job, parts, own) if parts or own else None


class Threads:
    """Makes parts and own files of threads, as far as they are not there."""

    def __init__(
        self,
        *,
        writers: Sequence[Writer],
        store: Store,
        shelving: Shelving,
        chapters: Chapters,
        front: BookFront,
        workers: Workers,
        work: Work,
        sets_chapters: bool,
        blame: Blame,
        fail: Callable[[PublishError], None],
    ) -> None:
        """work: the function that workers run. sets_chapters: whether it sets chapters that are not there.
        fail: is told of what could not be made."""
        self._writers = writers
        self._store = store
        self._shelving = shelving
        self._chapters = chapters
        self._front = front
        self._workers = workers
        self._work = work
        self._sets_chapters = sets_chapters
        self._blame = blame
        self._fail = fail
        self._failed: set[tuple[str, str]] = set()
        self.remarks: list[str] = []
        """On the writers' installations."""

    def make(
        self,
        jobs: Sequence[Job],
        parts: Collection[tuple[str, str]],
        fronts: Iterable[tuple[str, FrontTask]],
        *,
        own: bool,
        progress: Progress,
    ) -> set[tuple[str, str]]:
        """Make what is due. Returns what could not be made, by a thread's key and a writer's name.

        parts: those that books need, in the same way. own: the threads' own files are wanted.
        fronts: the tasks of books' front matter. They are begun first, for they take longest, and may be at work still
        when this returns. Raises ThemeError where the theme is at fault.
        """
        due: dict[str, _Due] = {}
        for job in jobs:
            wanted = [w for w in self._writers if (job.key, w.name) in parts and not self._store.has_part(job, w)]
            missing = [w for w in self._writers if own and not self._shelving.holds(job.file(w), job.receipt(w))]
            if wanted or missing:
                due[job.thread.slug] = _Due(job, wanted, missing)
        progress.begin("Threads", len(due))
        while True:
            waiting = set(due)
            tasks: Iterator[tuple[str, Task]] = chain(fronts, self._tasks([*due.values()], waiting))
            results = self._workers.run(self._work, tasks)
            rest = self._collected(due, waiting, results, progress)
            if not rest:
                self._front.wait_for(results)
                return self._failed
            for name, outcome in results:
                self._front.take(name, outcome)
            due, fronts = rest, ()  # once more, for those whose worker was lost: they go on without what it was at

    def _collected(
        self, due: Mapping[str, _Due], waiting: set[str], results: Iterator[Any], progress: Progress
    ) -> dict[str, _Due]:
        """Take results until those of all threads are there. Returns what is still to be made."""
        rest: dict[str, _Due] = {}
        while waiting and (result := next(results, None)):
            name, outcome = result
            if name not in due:
                self._front.take(name, outcome)
                continue
            waiting.remove(name)
            if left := self._take(due[name], outcome):
                rest[name] = left
            else:
                progress.advance(due[name].job.thread.title)
        return rest

    def _tasks(self, due: Sequence[_Due], waiting: set[str]) -> Iterator[tuple[str, ThreadTask]]:
        """The tasks one by one, each made when a worker is free for it.

        waiting: names of threads, of which those are taken out that no task can be made of.
        """
        for place, each in enumerate(due):
            if not self._sets_chapters and place % SHARE == 0:
                self._chapters.set([later.job for later in due[place : place + SHARE]])
            usable, job = self._usable, each.job
            own = tuple(w.name for w in each.own if w in usable and self._shelving.is_free(job.file(w)))
            wanted = tuple(w.name for w in each.parts if w in usable)
            if not (own or wanted):
                waiting.remove(job.thread.slug)
                continue
            chapter = self._store.chapter(job) if self._sets_chapters else self._chapters.one(job)
            if not (chapter or self._sets_chapters):
                waiting.remove(job.thread.slug)
                continue
            parts = {w.name: part for w in usable if (part := self._store.part(job, w))}
            yield job.thread.slug, ThreadTask(job=job, chapter=chapter, parts=parts, wanted=wanted, own=own)

    def _take(self, due: _Due, outcome: Outcome | PublishError) -> _Due | None:
        """Keep and shelve what a worker made of a thread. Returns what is still to be made."""
        job = due.job
        if isinstance(outcome, PublishError):
            outcome.path = job.thread.source.name
            stage = (isinstance(outcome, LostError) and outcome.stage) or CHAPTER
            self._refuse(job, stage, outcome)
            return due.without(stage) if stage != CHAPTER else None
        for stage, error in outcome.failures.items():
            self._refuse(job, stage, error)
        for writer in self._writers:
            if writer.name in outcome.parts:
                self._store.keep_part(job, writer, outcome.parts[writer.name])
            if writer.name in outcome.bound:
                self._shelving.place(job.file(writer), outcome.bound[writer.name], job.receipt(writer))
        return None

    def _refuse(self, job: Job, stage: str, error: PublishError) -> None:
        """Tell of a thread that a writer, or all, could not make. Raises ThemeError where that is the theme's doing."""
        if stage == CHAPTER:
            self._failed |= {(job.key, writer.name) for writer in self._writers}
            self._chapters.fail(job, error)
            return
        self._failed.add((job.key, stage))
        if isinstance(error, LostError):
            self._blame.settle(error, job)
        self._fail(error)

    @cached_property
    def _usable(self) -> list[Writer]:
        """The writers that can make something here; loaded when there is anything to make, and not before."""
        usable = []
        for writer in self._writers:
            try:
                self.remarks += writer.prepare()
            except PublishError as error:
                self._fail(error)
            else:
                usable.append(writer)
        return usable
