"""The bindery: each thread is made once, kept, and bound into every book from what is kept.

A thread's chapter, and the part that a writer makes of it (for PDF a sheet), lie in the store under a key of everything
that shapes them. A file on the shelf has a receipt there, too: while the receipt holds, the file is not made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from pipeline.bindery import tasks
from pipeline.bindery.blame import Blame
from pipeline.bindery.book_front import BookFront
from pipeline.bindery.books import Books, Order
from pipeline.bindery.chapters import Chapters
from pipeline.bindery.production import Production
from pipeline.bindery.shelving import Shelving
from pipeline.bindery.store import Job, Store
from pipeline.bindery.threads import Threads
from pipeline.bindery.writers import Writer, view_of_chapters
from pipeline.errors import PublishError
from pipeline.model import Chapter, Profile, Thread, Volume
from pipeline.progress import Progress
from pipeline.shelf import Shelf
from pipeline.typeset import portraits
from pipeline.typeset.font_family import GivenFont
from pipeline.typeset.links import Index, Links
from pipeline.typeset.theme import Theme
from pipeline.typeset.titles import titled
from pipeline.unroll.merge.identity import owner
from pipeline.work import Workers
from pipeline.work.environment import environment, theme_digest
from pipeline.work.key import key


class Bindery:
    """Makes the files of a run, as many as possible from what is kept."""

    def __init__(
        self,
        *,
        theme: Theme,
        given: tuple[GivenFont, ...] = (),
        writers: Sequence[Writer],
        store: Store,
        shelf: Shelf,
        workers: Workers,
        local: Workers,
        profiles: Iterable[Profile] = (),
        folder: str = "",
    ) -> None:
        """given: fonts that are used beside ours; this process uses them already. profiles: of the threads' authors.
        folder: see `Shelving`.

        local: workers of this machine, which has the pictures; the same, if `workers` are.
        """
        self._theme = view_of_chapters(theme)
        self._portraits = portraits.wanted(profiles, self._theme)
        self._writers = writers = [writer.naming(theme) for writer in writers]
        self._store = store
        self._failures: list[PublishError] = []
        fail = self._failures.append
        around = key(*environment(), *((font.name, font.data) for font in given))
        self._shape = key(around, theme_digest(self._theme))
        self._shapes = shapes = {each.name: key(around, theme_digest(each.view(theme))) for each in writers}
        self._part_shapes = {
            each.name: key(around, theme_digest(each.view_of_parts(theme))) for each in writers if each.has_parts
        }
        work = partial(tasks.work, theme, given, store if workers is local else None)
        blame = Blame(theme, given, local)
        self._shelving = shelving = Shelving(shelf, store, fail, folder)
        self._chapters = chapters = Chapters(theme=theme, given=given, store=store, local=local, blame=blame, fail=fail)
        front = BookFront(store=store, workers=workers, work=work, shapes=self._part_shapes)
        self._threads = Threads(
            writers=writers,
            store=store,
            shelving=shelving,
            chapters=chapters,
            front=front,
            workers=workers,
            work=work,
            sets_chapters=workers is local,
            blame=blame,
            fail=fail,
        )
        self._books = Books(
            theme=theme, store=store, shelving=shelving, chapters=chapters, front=front, shapes=shapes, fail=fail
        )

    def make(
        self, threads: Sequence[Thread], volumes: Sequence[Volume], *, own: bool, progress: Progress
    ) -> Production:
        """Put on the shelf every thread's own files, if they are wanted, and the volumes, in every format asked for."""
        jobs = self._jobs(threads)
        orders = list(self._orders(jobs, volumes))
        due = [order for order in orders if not self._books.has(order)]
        parts = {(job.key, order.writer.name) for order in due for job in order.jobs if order.writer.has_parts}
        fronts = self._books.front_tasks(due)
        failed = self._threads.make(jobs, parts, fronts, own=own, progress=progress)
        self._books.make(due, failed, progress)
        notices = [notice for job in jobs for notice in self._store.notices(job)]
        files = [job.file(writer) for job in jobs for writer in self._writers if own]
        outputs = self._shelving.outputs([*files, *(order.name for order in orders)])
        notices += [notice for output in outputs for notice in output.notices]
        return Production(outputs=outputs, notices=notices, failures=self._failures, remarks=self._threads.remarks)

    def chapters(self, threads: Sequence[Thread]) -> Iterator[Chapter]:
        """The chapters of those threads that can be set."""
        yield from filter(None, map(self._chapters.one, self._jobs(threads)))

    def _jobs(self, threads: Sequence[Thread]) -> list[Job]:
        """The threads with their keys, which hold the bytes of their pictures and the threads that they link to."""
        threads = [titled(thread, self._theme) for thread in threads]
        index = Index(threads)
        return [self._job(thread, index.links(thread)) for thread in threads]

    def _job(self, thread: Thread, links: Links) -> Job:
        portrait = self._portraits.get(owner(thread.author))
        # The key holds the content of assets, not where they lie.
        chapter = key("chapter", self._shape, *self._store.facts(thread), links, *([portrait] if portrait else []))
        return Job(
            thread=thread,
            links=links,
            portrait=portrait,
            key=chapter,
            writers=_made_of(chapter, self._shapes),
            parts=_made_of(chapter, self._part_shapes),
        )

    def _orders(self, jobs: Sequence[Job], volumes: Sequence[Volume]) -> Iterator[Order]:
        by_thread = {job.thread.id: job for job in jobs}
        for volume in volumes:
            for writer in self._writers:
                yield Order(volume, writer, tuple(by_thread[thread.id] for thread in volume.threads))


def _made_of(chapter: str, shapes: Mapping[str, str]) -> dict[str, str]:
    """The keys of what writers make of a chapter, by their names. shapes: keys of what shapes that."""
    return {name: key(shape, chapter) for name, shape in shapes.items()}
