"""Threads by themselves: the parts that books need of them, and their own files, made by workers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

from msgspec import Struct

from pipeline.bindery.book_front import BookFront
from pipeline.bindery.chapters import Chapters
from pipeline.bindery.shelving import Shelving
from pipeline.bindery.store import Job, Store
from pipeline.bindery.tasks import FrontTask, Outcome, Task, ThreadTask, Work
from pipeline.bindery.writers import Writer
from pipeline.errors import PublishError
from pipeline.progress import Progress
from pipeline.work import Workers


class _Due(Struct, frozen=True):
    """A thread of which something is to be made."""

    job: Job
    parts: list[Writer]
    """Whose part books want, and the store does not have."""
    own: list[Writer]
    """Whose own file of the thread is wanted, and is not on the shelf."""


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
        fail: Callable[[PublishError], None],
    ) -> None:
        """work: the function that workers run. fail: is told of what could not be made."""
        self._writers = writers
        self._store = store
        self._shelving = shelving
        self._chapters = chapters
        self._front = front
        self._workers = workers
        self._work = work
        self._fail = fail
        self._failed: set[str] = set()
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
    ) -> set[str]:
        """Make what is due. Returns the keys of threads that could not be made.

        parts: those that books need, by a job's key and a writer's name. own: the threads' own files are wanted.
        fronts: the tasks of books' front matter. They are begun first, for they take longest, and may be at work still
        when this returns.
        """
        due: dict[str, _Due] = {}
        for job in jobs:
            wanted = [w for w in self._writers if (job.key, w.name) in parts and not self._store.has_part(job, w)]
            missing = [w for w in self._writers if own and not self._shelving.holds(job.file(w), job.receipt(w))]
            if wanted or missing:
                due[job.thread.slug] = _Due(job, wanted, missing)
        progress.begin("Threads", len(due))
        waiting = set(due)
        tasks: Iterator[tuple[str, Task]] = chain(fronts, self._tasks(due.values(), waiting))
        results = self._workers.run(self._work, tasks)
        while waiting and (result := next(results, None)):
            name, outcome = result
            if name not in due:
                self._front.take(name, outcome)
                continue
            waiting.remove(name)
            self._take(due[name].job, outcome)
            progress.advance(due[name].job.thread.title)
        self._front.wait_for(results)
        return self._failed

    def _tasks(self, due: Iterable[_Due], waiting: set[str]) -> Iterator[tuple[str, ThreadTask]]:
        """The tasks one by one: a chapter is set when a worker is free for it.

        waiting: names of threads, of which those are taken out that no task can be made of.
        """
        for each in due:
            usable, job = self._usable, each.job
            own = tuple(w.name for w in each.own if w in usable and self._shelving.is_free(job.file(w)))
            wanted = tuple(w.name for w in each.parts if w in usable)
            chapter = self._chapters.one(job) if own or wanted else None
            if chapter:
                parts = {w.name: part for w in usable if (part := self._store.part(job, w))}
                yield job.thread.slug, ThreadTask(chapter=chapter, parts=parts, wanted=wanted, own=own)
            else:
                waiting.remove(job.thread.slug)

    def _take(self, job: Job, outcome: Outcome | PublishError) -> None:
        """Keep and shelve what a worker made of a thread."""
        failures = [outcome] if isinstance(outcome, PublishError) else outcome.failures
        for error in failures:
            self._fail(error)
            self._failed.add(job.key)
        if isinstance(outcome, PublishError):
            return
        for writer in self._writers:
            if writer.name in outcome.parts:
                self._store.keep_part(job, writer, outcome.parts[writer.name])
            if writer.name in outcome.bound:
                self._shelving.place(job.file(writer), outcome.bound[writer.name], job.receipt(writer))

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
