"""Books: volumes bound from the parts of their threads, or from whole chapters, and put on the shelf."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pipeline.bindery.book_front import BookFront
from pipeline.bindery.chapters import Chapters
from pipeline.bindery.shelving import Shelving
from pipeline.bindery.store import Job, Store
from pipeline.bindery.tasks import FrontTask
from pipeline.bindery.writers import Writer
from pipeline.errors import PublishError, unexpected
from pipeline.model import Book, Bound, Volume
from pipeline.progress import Progress
from pipeline.typeset.theme import Theme
from pipeline.work.key import key

Failed = Collection[tuple[str, str]]
"""Threads that could not be made, each by its key and a writer's name."""


class Order(Struct, frozen=True):
    """A volume that is wanted in a format."""

    volume: Volume
    writer: Writer
    jobs: tuple[Job, ...]

    @property
    def name(self) -> str:
        """Of its file."""
        return self.volume.name + self.writer.suffix

    def bare(self) -> Book:
        """The volume as a book of chapters without bodies: these go by themselves, or as parts."""
        return self.volume.bare(job.thread for job in self.jobs)


class Books:
    """Binds the volumes of a run."""

    def __init__(
        self,
        *,
        theme: Theme,
        store: Store,
        shelving: Shelving,
        chapters: Chapters,
        front: BookFront,
        shapes: Mapping[str, str],
        fail: Callable[[PublishError], None],
    ) -> None:
        """shapes: by the writers' names, keys of what shapes every page. fail: is told of what could not be bound."""
        self._theme = theme
        self._store = store
        self._shelving = shelving
        self._chapters = chapters
        self._front = front
        self._shapes = shapes
        self._fail = fail

    def has(self, order: Order) -> bool:
        """Whether the book is on the shelf, made of the very same."""
        return self._shelving.holds(order.name, self._receipt(order))

    def front_tasks(self, orders: Sequence[Order]) -> Iterator[tuple[str, FrontTask]]:
        """The tasks of making the front matter of these books, as if none of their threads will fail."""
        for order in orders:
            if order.writer.has_parts:
                with suppress(Exception):  # it is met again, and told of, where the book is bound
                    book, door, look = order.bare(), order.writer.parts, order.writer.view(self._theme)
                    pieces = [*door.front_matter(book, look), *door.openers(book, look)]
                    yield from self._front.tasks(order.writer, order.name, order.volume.title, pieces)

    def make(self, orders: Sequence[Order], failed: Failed, progress: Progress) -> None:
        """Bind the volumes of those threads that could be made; first those of whole chapters, for a front may be in
        print still.

        All that has not failed is in every book, whatever the cache could hold.
        """
        progress.begin("Books", len(orders))
        for order in sorted(orders, key=lambda order: order.writer.has_parts):
            if order.writer.has_parts:
                self._bind_parts(order, failed)
            else:
                self._bind_whole(order, failed)
            progress.advance(order.name)

    def _bind_parts(self, order: Order, failed: Failed) -> None:
        writer = order.writer
        jobs = tuple(job for job in order.jobs if (job.key, writer.name) not in failed or self._store.part(job, writer))
        if not jobs or not self._shelving.is_free(order.name):
            return
        order = replace(order, jobs=jobs)
        with self._blaming(order.name):
            book = order.bare()
            parts = _Parts(lambda job: self._part(job, writer), jobs)
            look = writer.view(self._theme)
            pieces = writer.parts.openers(book, look)
            openers = [*self._front.made(writer, order.name, book.title, pieces)] if pieces else []
            plan = writer.parts.plan(book, parts, look, openers)
            pieces = [*writer.parts.front_matter(book, look), *writer.parts.back_matter(book, plan, look)]
            front = self._front.made(writer, order.name, book.title, pieces)
            self._place(order, writer.parts.bind(book, parts, plan, front, look, openers))

    def _bind_whole(self, order: Order, failed: Failed) -> None:
        """Bind a book of whole chapters."""
        if self._shelving.is_free(order.name):
            jobs = [job for job in order.jobs if (job.key, order.writer.name) not in failed]
            order = replace(order, jobs=tuple(self._chapters.set(jobs)))
            with self._blaming(order.name):
                order, bound = self._bound(order)
                if bound:
                    self._place(order, bound)

    def _bound(self, order: Order) -> tuple[Order, Bound | None]:
        """The book of all threads of an order, or of those that it does not fail for, and the order for these."""
        try:
            return order, self._bind_chapters(order) if order.jobs else None
        except PublishError:
            raise
        except Exception:
            sound = []
            for job in order.jobs:
                try:
                    self._bind_chapters(replace(order, jobs=(job,)))
                    sound.append(job)
                except Exception as fault:
                    self._fail(unexpected(fault, job.thread.source.name))
            if len(sound) == len(order.jobs):  # it takes several
                raise
            return self._bound(replace(order, jobs=tuple(sound)))

    def _bind_chapters(self, order: Order) -> Bound:
        writer = order.writer
        chapters = map(self._chapters.sure, order.jobs)
        return writer.door.bind(order.bare(), chapters, writer.view(self._theme), self._store.cache)

    def _part(self, job: Job, writer: Writer) -> Any:
        """The thread's part; made again where the cache had no room or is damaged."""
        part = self._store.part(job, writer)
        if part is None and (chapter := self._chapters.one(job)):
            part = writer.parts.make_part(chapter, writer.view_of_parts(self._theme))
            self._store.keep_part(job, writer, part)
        return part

    def _place(self, order: Order, bound: Bound) -> None:
        self._shelving.place(order.name, bound, self._receipt(order))

    def _receipt(self, order: Order) -> str:
        """The key of a book's receipt: of everything that shapes the book."""
        volume = order.volume
        name = order.writer.name
        threads = [job.writers[name] for job in order.jobs]
        facts = (order.name, volume.id, volume.title, volume.imprint, volume.language, volume.parts, threads)
        return key("book", self._shapes[name], facts)

    @contextmanager
    def _blaming(self, name: str) -> Iterator[None]:
        """A scope in which a book is made: what goes wrong is told, and costs no other book."""
        try:
            yield
        except PublishError as error:
            self._fail(error)
        except Exception as fault:
            self._fail(unexpected(fault, name))


class _Parts(Sequence[Any]):
    """The parts of a book, each fetched when it is wanted, so that they are not in memory together."""

    def __init__(self, fetch: Callable[[Job], Any], jobs: Sequence[Job]) -> None:
        self._fetch = fetch
        self._jobs = jobs

    def __len__(self) -> int:
        return len(self._jobs)

    def __getitem__(self, place: Any) -> Any:
        return self._fetch(self._jobs[place])
