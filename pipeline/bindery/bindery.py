"""Each thread once: what is made of a thread is kept, and every book is bound from what is kept.

A thread's chapter, and what each writer makes of it (for PDF a sheet), lie in the cache under a key of everything that
shapes them. A file on the shelf has a receipt there, too: while the receipt holds, the file is not made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pipeline.bindery import tasks
from pipeline.bindery.chapters import Chapters
from pipeline.bindery.fronts import Fronts
from pipeline.bindery.store import Job, Kept
from pipeline.bindery.tasks import Outcome, ThreadTask
from pipeline.bindery.writers import Writer
from pipeline.collection.volumes import Volume
from pipeline.errors import PublishError, unexpected
from pipeline.model import Book, Bound, Chapter, Thread
from pipeline.progress import Progress
from pipeline.report import Made, Report
from pipeline.shelf import Shelf
from pipeline.typeset.links import Index
from pipeline.typeset.theme import Theme
from pipeline.work import Workers
from pipeline.work.environment import environment, theme_digest
from pipeline.work.key import key


class _Due(Struct, frozen=True):
    """What is to be made of a thread."""

    job: Job
    parts: list[Writer]
    """Whose part books want, and the cache does not have."""
    own: list[Writer]
    """Whose own file of the thread is wanted, and is not on the shelf."""


class _Order(Struct, frozen=True):
    """A volume that is wanted in a format."""

    volume: Volume
    writer: Writer
    jobs: tuple[Job, ...]

    @property
    def name(self) -> str:
        """Of its file."""
        return self.volume.name + self.writer.suffix


class Bindery:
    """Makes the files of a run, as many as possible from what is kept."""

    def __init__(
        self, *, theme: Theme, writers: Sequence[Writer], kept: Kept, shelf: Shelf, workers: Workers, report: Report
    ) -> None:
        self._theme = theme
        self._writers = writers
        self._kept = kept
        self._shelf = shelf
        self._workers = workers
        self._work: tasks.Work = partial(tasks.work, theme)
        self._chapters = Chapters(theme=theme, kept=kept, workers=workers, report=report)
        self._report = report
        self._shape = key(*environment(), theme_digest(theme))
        self._fronts = Fronts(kept=kept, workers=workers, work=self._work, shape=self._shape)
        self._failed: set[str] = set()
        """Keys of threads that could not be made; all others are in every book, whatever the cache could hold."""
        self._made: dict[str, Made] = {}
        """What is on the shelf, by its name: found there, or made in this run."""

    def jobs(self, threads: Sequence[Thread]) -> list[Job]:
        """The threads with their keys, which hold the bytes of their pictures and the threads that they link to."""
        index = Index(threads)
        linked = [(thread, index.links(thread)) for thread in threads]
        # The key holds the content of the thread's assets, not where they lie.
        return [
            Job(thread=thread, links=links, key=key("chapter", self._shape, thread, links)) for thread, links in linked
        ]

    def make(self, jobs: Sequence[Job], volumes: Sequence[Volume], *, own: bool, progress: Progress) -> None:
        """Every thread's own files, if they are wanted, and the volumes, in every format asked for."""
        by_thread = {job.thread.id: job for job in jobs}
        orders = [
            _Order(volume, writer, tuple(by_thread[thread.id] for thread in volume.threads))
            for volume in volumes
            for writer in self._writers
        ]
        due = [order for order in orders if not self._held(self._key_of(order), order.name)]
        parts = {(job.key, order.writer.name) for order in due for job in order.jobs}
        self._press(jobs, parts, own=own, progress=progress)
        self._bind_all(due, progress)
        files = [job.file(writer) for job in jobs for writer in self._writers if own]
        for name in [*files, *(order.name for order in orders)]:  # in reading order, whoever was done first
            if made := self._made.get(name):
                self._report.add_output(made)

    # Threads

    def _press(self, jobs: Sequence[Job], parts: set[tuple[str, str]], *, own: bool, progress: Progress) -> None:
        """Make the threads' own files and the parts that books need, as far as they are not there."""
        due: dict[str, _Due] = {}
        for job in jobs:
            asked = [w for w in self._writers if w.set and (job.key, w.name) in parts]
            wanted = [w for w in asked if not self._kept.has_part(job, w)]
            missing = [w for w in self._writers if own and not self._held(job.receipt(w), job.file(w))]
            if wanted or missing:
                due[job.thread.slug] = _Due(job, wanted, missing)
        progress.begin("Threads", len(due))
        for name, outcome in self._workers.run(self._work, self._tasks(due.values())):
            self._take(due[name].job, outcome)
            progress.advance(due[name].job.thread.title)
        for job in jobs:
            self._report.notices += self._kept.notices(job)

    def _tasks(self, due: Iterable[_Due]) -> Iterator[tuple[str, ThreadTask]]:
        """The tasks one by one: a chapter is set when a worker is free for it."""
        for each in due:
            usable, job = self._usable, each.job
            own = tuple(w.name for w in each.own if w in usable and self._is_free(job.file(w)))
            wanted = tuple(w.name for w in each.parts if w in usable)
            made = self.chapter(job) if own or wanted else None
            if made:
                parts = {w.name: part for w in usable if (part := self._kept.part(job, w))}
                yield job.thread.slug, ThreadTask(chapter=made, parts=parts, wanted=wanted, own=own)

    def _take(self, job: Job, outcome: Outcome | PublishError) -> None:
        failures = [outcome] if isinstance(outcome, PublishError) else outcome.failures
        for error in failures:
            self._report.fail(error)
            self._failed.add(job.key)
        if isinstance(outcome, PublishError):
            return
        for writer in self._writers:
            if writer.name in outcome.parts:
                self._kept.keep_part(job, writer, outcome.parts[writer.name])
            if writer.name in outcome.bound:
                self._place(job.file(writer), outcome.bound[writer.name], job.receipt(writer))

    def chapter(self, job: Job) -> Chapter | None:
        """The thread's chapter; see `Chapters.one`."""
        return self._chapters.one(job)

    # Books

    def _bind_all(self, due: Sequence[_Order], progress: Progress) -> None:
        """The volumes that are not there. What has no front matter is bound while a worker prints another's."""
        idle = [order for order in due if not order.writer.front]
        progress.begin("Books", len(due))

        def bind(order: _Order) -> None:
            self._bind(order, meanwhile)
            progress.advance(order.name)

        def meanwhile() -> None:
            while idle:
                bind(idle.pop(0))

        for order in due:
            if order.writer.front:
                bind(order)
        meanwhile()

    def _bind(self, order: _Order, meanwhile: Callable[[], None]) -> None:
        """A volume in one format, of the threads that could be made. meanwhile: what can be done while others work."""
        if not self._is_free(order.name):
            return
        writer, volume = order.writer, order.volume
        bare = (Chapter(thread=job.thread, body="") for job in order.jobs)
        wholes = bare if writer.set else self._chapters.all(order.jobs)
        present = [
            (job, whole)
            for job, whole in zip(order.jobs, wholes, strict=True)
            if whole and (not writer.set or job.key not in self._failed or self._kept.part(job, writer))
        ]
        if not present:
            return
        jobs = tuple(job for job, _ in present)
        chapters = tuple(whole for _, whole in present)
        book = Book(
            id=volume.id, title=volume.title, language=volume.language, chapters=chapters, imprint=volume.imprint
        )
        parts = _Parts(partial(self._made_part, writer=writer), jobs)
        try:
            bound = writer.bind(book, parts, self._theme, partial(self._begin_front, order, meanwhile))
        except PublishError as error:
            self._report.fail(error)
        except Exception as fault:
            self._report.fail(unexpected(fault, order.name))
        else:
            self._place(order.name, bound, self._key_of(replace(order, jobs=jobs)))

    def _begin_front(
        self, order: _Order, meanwhile: Callable[[], None], matter: Sequence[Any]
    ) -> Callable[[], list[Any]]:
        """See `Fronts.begin`. What is given does first what can be done while a worker is at it."""
        wait = self._fronts.begin(order.writer, order.volume.title, matter)

        def finish() -> list[Any]:
            meanwhile()
            return wait()

        return finish

    def _made_part(self, job: Job, writer: Writer) -> Any:
        """What the writer made of the thread; made again where the cache had no room or is damaged."""
        part = self._kept.part(job, writer)
        if part is None and writer.set and (whole := self.chapter(job)):
            part = writer.set(whole, self._theme)
            self._kept.keep_part(job, writer, part)
        return part

    def _key_of(self, order: _Order) -> str:
        volume = order.volume
        facts = (order.name, volume.id, volume.title, volume.imprint, volume.language, [job.key for job in order.jobs])
        return key("book", self._shape, facts)

    # The shelf

    @cached_property
    def _usable(self) -> list[Writer]:
        """The writers that can make parts here; loaded when there are any to make, and not before."""
        usable = []
        for writer in self._writers:
            try:
                writer.prepare()
            except PublishError as error:
                self._report.fail(error)
            else:
                usable.append(writer)
        return usable

    def _held(self, receipt: str, name: str) -> bool:
        """Whether a file is on the shelf, and still the one that its receipt speaks of."""
        made = self._kept.made(receipt)
        if not made or not self._shelf.holds(name, made.sha256):
            return False
        self._made[name] = made
        return True

    def _is_free(self, name: str) -> bool:
        """Whether a file of that name may be made; a stranger's file in its place is told of."""
        try:
            self._shelf.check(name)
        except PublishError as error:
            self._report.fail(error)
            return False
        return True

    def _place(self, name: str, bound: Bound, receipt: str) -> None:
        try:
            self._shelf.place(name, bound.data)
        except PublishError as error:
            self._report.fail(error)
        else:
            made = self._made[name] = Made.of(name, bound)
            self._kept.keep_made(receipt, made)


class _Parts(Sequence[Any]):
    """The parts of a book, each fetched when it is wanted, so that they are not in memory together."""

    def __init__(self, fetch: Callable[[Job], Any], jobs: Sequence[Job]) -> None:
        self._fetch = fetch
        self._jobs = jobs

    def __len__(self) -> int:
        return len(self._jobs)

    def __getitem__(self, place: Any) -> Any:
        return self._fetch(self._jobs[place])
