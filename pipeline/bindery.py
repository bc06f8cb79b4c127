"""Each thread once: what is made of a thread is kept, and every book is bound from what is kept.

A thread's chapter, and what each writer makes of it (for PDF a sheet), lie in the cache under a key of everything that
shapes them. A file on the shelf has a receipt there, too: while the receipt holds, the file is not made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any, TypeVar

from pipeline.errors import Notice, PublishError, unexpected
from pipeline.model import Book, Bound, Chapter, Thread
from pipeline.progress import Progress
from pipeline.report import Made, Report
from pipeline.shelf import Shelf
from pipeline.typeset import chapter
from pipeline.typeset.links import Index, Links
from pipeline.typeset.theme import Theme
from pipeline.volumes import Volume
from pipeline.work import Workers
from pipeline.work.cache import Cache
from pipeline.work.environment import environment, theme_digest
from pipeline.work.key import key
from pipeline.work.pack import pack, unpack
from pipeline.writers import WRITERS, Writer

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A thread, what it links to, and the key of all that shapes its chapter."""

    thread: Thread
    links: Links
    key: str

    def file(self, writer: Writer) -> str:
        """Its own file, below the output folder."""
        return f"threads/{self.thread.slug}{writer.suffix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A thread for a worker, with everything that it takes: workers share no disk."""

    chapter: Chapter
    parts: dict[str, Any]
    """Those that are already made of it, by the writer's name."""
    wanted: tuple[str, ...]
    """The writers whose part is wanted."""
    own: tuple[str, ...]
    """The writers that shall bind the thread as a book of its own."""


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What a worker made of a thread."""

    parts: dict[str, Any] = field(default_factory=dict)
    bound: dict[str, Bound] = field(default_factory=dict)
    failures: list[PublishError] = field(default_factory=list)


def work(theme: Theme, task: Task) -> Outcome:
    """Make what the task asks for. Runs in a worker; the failure of one writer costs the others nothing."""
    outcome = Outcome()
    thread = task.chapter.thread
    book = Book(id=thread.id, title=thread.title, language=thread.language, chapters=(task.chapter,))
    for writer in WRITERS:
        name = writer.name
        if name not in task.wanted + task.own:
            continue
        try:
            part = task.parts.get(name)
            if part is None and writer.set:
                part = outcome.parts[name] = writer.set(task.chapter, theme)
            if name in task.own:
                outcome.bound[name] = writer.bind(book, [part], theme)
        except PublishError as error:
            outcome.failures.append(error)
        except Exception as fault:
            outcome.failures.append(unexpected(fault, thread.source.name))
    return outcome


class Bindery:
    """Makes the files of a run, as many as possible from what is kept."""

    def __init__(
        self, *, theme: Theme, writers: Sequence[Writer], cache: Cache, shelf: Shelf, workers: Workers, report: Report
    ) -> None:
        self._theme = theme
        self._writers = writers
        self._cache = cache
        self._shelf = shelf
        self._workers = workers
        self._report = report
        self._shape = (*environment(), theme_digest(theme))
        self._failed: set[str] = set()
        """Keys of threads that could not be made; all others are in every book, whatever the cache could hold."""
        self._placed: dict[str, Made] = {}
        """Receipts of this run."""

    def jobs(self, threads: Sequence[Thread]) -> list[Job]:
        """The threads with their keys, which hold the bytes of their pictures and the threads that they link to."""
        index = Index(threads)
        return [self._job(thread, index.links(thread)) for thread in threads]

    def _job(self, thread: Thread, links: Links) -> Job:
        # The key holds the content of the thread's assets, not where they lie.
        return Job(thread=thread, links=links, key=key("chapter", self._shape, thread, links))

    def make(self, jobs: Sequence[Job], volumes: Sequence[Volume], *, own: bool, progress: Progress) -> None:
        """Every thread's own files, if they are wanted, and the volumes, in every format asked for."""
        by_thread = {job.thread.id: job for job in jobs}
        books = [
            _Order(volume, writer, tuple(by_thread[thread.id] for thread in volume.threads))
            for volume in volumes
            for writer in self._writers
        ]
        due = [book for book in books if not self._held(self._key_of(book), book.name)]
        parts = {(job.key, book.writer.name) for book in due for job in book.jobs}
        self._press(jobs, parts, own=own, progress=progress)
        progress.begin("Books", len(books))
        for book in books:
            self._bind(book)
            progress.advance(book.name)

    # Threads

    def _press(self, jobs: Sequence[Job], parts: set[tuple[str, str]], *, own: bool, progress: Progress) -> None:
        """Make the threads' own files and the parts that books need, as far as they are not there."""
        due: dict[str, tuple[Job, list[Writer], list[Writer]]] = {}
        for job in jobs:
            wanted = [w for w in self._writers if w.set and (job.key, w.name) in parts and not self._part(job, w)]
            missing = [w for w in self._writers if own and not self._held(_own(job, w), job.file(w))]
            if wanted or missing:
                due[job.thread.slug] = (job, wanted, missing)
        progress.begin("Threads", len(due))
        for name, outcome in self._workers.run(partial(work, self._theme), self._tasks(due.values())):
            self._take(due[name][0], outcome)
            progress.advance(due[name][0].thread.title)
        for job in jobs:  # in reading order, whoever was done first
            self._report.notices += self._load(_notices(job), tuple[Notice, ...]) or ()
            for writer in self._writers if own else ():
                if made := self._held(_own(job, writer), job.file(writer)):
                    self._report.add_output(made)

    def _tasks(self, due: Iterable[tuple[Job, list[Writer], list[Writer]]]) -> Iterator[tuple[str, Task]]:
        """The tasks one by one: a chapter is set when a worker is free for it."""
        for job, wanted, missing in due:
            usable = self._usable
            own = [w.name for w in missing if w in usable and self._is_free(job.file(w))]
            keep = [w.name for w in wanted if w in usable]
            made = self.chapter(job) if own or keep else None
            if made:
                parts = {w.name: part for w in usable if (part := self._part(job, w))}
                task = Task(chapter=made, parts=parts, wanted=tuple(keep), own=tuple(own))
                yield job.thread.slug, task

    def _take(self, job: Job, outcome: Outcome | PublishError) -> None:
        if isinstance(outcome, PublishError):
            self._report.fail(outcome)
            self._failed.add(job.key)
            return
        for error in outcome.failures:
            self._report.fail(error)
            self._failed.add(job.key)
        for writer in self._writers:
            if writer.name in outcome.parts:
                self._keep(_part(job, writer), outcome.parts[writer.name])
            if writer.name in outcome.bound:
                self._place(job.file(writer), outcome.bound[writer.name], _own(job, writer))

    def chapter(self, job: Job) -> Chapter | None:
        """The thread's chapter, set once; None where a fault of ours, which is recorded, prevents it.

        Raises PublishError where the theme is at fault: it would be for every thread.
        """
        if made := self._load(job.key, Chapter):
            return made
        try:
            made = chapter.typeset(job.thread, self._theme, job.links)
        except PublishError:
            raise
        except Exception as fault:
            self._report.fail(unexpected(fault, job.thread.source.name))
            return None
        self._keep(job.key, made)
        self._keep(_notices(job), made.notices)
        return made

    # Books

    def _bind(self, order: _Order) -> None:
        """A volume in one format, of the threads that could be made."""
        if made := self._held(self._key_of(order), order.name):
            self._report.add_output(made)
            return
        if order.writer not in self._usable or not self._is_free(order.name):
            return
        writer, volume = order.writer, order.volume
        present = [
            (job, whole)
            for job in order.jobs
            if not writer.set or job.key not in self._failed or self._part(job, writer)
            if (whole := Chapter(thread=job.thread, body="") if writer.set else self.chapter(job))
        ]
        if not present:
            return
        book = Book(
            id=volume.id, title=volume.title, language=volume.language, chapters=tuple(whole for _, whole in present)
        )
        try:
            bound = writer.bind(book, [self._made_part(job, writer) for job, _ in present], self._theme)
        except PublishError as error:
            self._report.fail(error)
        except Exception as fault:
            self._report.fail(unexpected(fault, order.name))
        else:
            receipt = self._key_of(replace(order, jobs=tuple(job for job, _ in present)))
            if made := self._place(order.name, bound, receipt):
                self._report.add_output(made)

    def _key_of(self, order: _Order) -> str:
        volume = order.volume
        facts = (order.name, volume.id, volume.title, volume.language, [job.key for job in order.jobs])
        return key("book", self._shape, facts)

    # The shelf

    @cached_property
    def _usable(self) -> list[Writer]:
        """The writers that can work here; loaded when there is work, and not before."""
        usable = []
        for writer in self._writers:
            try:
                writer.prepare()
            except PublishError as error:
                self._report.fail(error)
            else:
                usable.append(writer)
        return usable

    def _held(self, receipt: str, name: str) -> Made | None:
        """What a receipt says of a file, where the file is still the one that it speaks of."""
        made = self._placed.get(receipt) or self._load(receipt, Made)
        return made if made and self._shelf.holds(name, made.sha256) else None

    def _is_free(self, name: str) -> bool:
        """Whether a file of that name may be made; a stranger's file in its place is told of."""
        try:
            self._shelf.check(name)
        except PublishError as error:
            self._report.fail(error)
            return False
        return True

    def _place(self, name: str, bound: Bound, receipt: str) -> Made | None:
        try:
            self._shelf.place(name, bound.data)
        except PublishError as error:
            self._report.fail(error)
            return None
        made = Made.of(name, bound)
        self._placed[receipt] = made
        self._keep(receipt, made)
        return made

    # The cache

    def _made_part(self, job: Job, writer: Writer) -> Any:
        """What the writer made of the thread; made again where the cache had no room to keep it."""
        part = self._part(job, writer)
        if part is None and writer.set and (whole := self.chapter(job)):
            return writer.set(whole, self._theme)
        return part

    def _part(self, job: Job, writer: Writer) -> Any:
        """What the writer made of the thread, or None."""
        return self._load(_part(job, writer), writer.part()) if writer.part else None

    def _load(self, name: str, kind: type[T]) -> T | None:
        data = self._cache.get(name)
        return unpack(data, kind) if data is not None else None

    def _keep(self, name: str, value: object) -> None:
        self._cache.put(name, pack(value))


@dataclass(frozen=True, slots=True)
class _Order:
    """A volume that is wanted in a format."""

    volume: Volume
    writer: Writer
    jobs: tuple[Job, ...]

    @property
    def name(self) -> str:
        """Of its file."""
        return self.volume.name + self.writer.suffix


def _part(job: Job, writer: Writer) -> str:
    return key("part", writer.name, job.key)


def _own(job: Job, writer: Writer) -> str:
    return key("own", writer.name, job.key)


def _notices(job: Job) -> str:
    return key("notices", job.key)
