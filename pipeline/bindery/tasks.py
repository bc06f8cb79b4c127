"""Tasks for workers: make a thread's parts and its own books, or the front matter of a collection.

A task has everything that it takes, and an outcome everything that came of it: workers share no disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.bindery import writers
from pipeline.bindery.setting import set_chapter
from pipeline.bindery.store import Job, Store
from pipeline.errors import PublishError, unexpected
from pipeline.model import Book, Bound, Chapter
from pipeline.typeset import fonts
from pipeline.typeset.font_family import GivenFont
from pipeline.typeset.theme import Theme
from pipeline.work.worker import note

LONG = 1000
"""Posts beyond which a thread may take longer than others, in proportion: as many take 10 to 20 seconds."""
CHAPTER = "chapter"
"""The stage of a task in which the chapter is set; the others are called by their writers."""


class ThreadTask(Struct, frozen=True, kw_only=True):
    """The order for a thread."""

    job: Job
    chapter: Chapter | None = None
    """None: not made yet. Only a worker of this machine can set it: others lack the pictures."""
    parts: dict[str, Any] = {}
    """Those that are already made of it, by the writer's name."""
    wanted: tuple[str, ...] = ()
    """The writers whose part is wanted."""
    own: tuple[str, ...] = ()
    """The writers that shall bind the thread as a book of its own."""

    @property
    def patience(self) -> float:
        """See `work.patience`."""
        return max(1.0, len(self.job.thread.posts) / LONG)


class FrontTask(Struct, frozen=True, kw_only=True):
    """The order for front matter of a collection."""

    writer: str
    """Its name."""
    title: str
    """The collection's."""
    pieces: dict[str, Any]
    """The pieces that are wanted, by their keys, as the writer words them: less than the threads."""


class Outcome(Struct, kw_only=True):
    """The result of a task."""

    parts: dict[str, Any] = field(default_factory=dict)
    """By the writer's name; of front matter, the pieces by their keys."""
    bound: dict[str, Bound] = field(default_factory=dict)
    """By the writer's name."""
    failures: dict[str, PublishError] = field(default_factory=dict)
    """By the stage that failed: `CHAPTER`, or a writer's name."""

    @contextmanager
    def of(self, stage: str, path: str) -> Iterator[None]:
        """A scope in which something is made: an error is kept, and costs nothing else. path: what to blame."""
        note(stage)
        try:
            yield
        except MemoryError:
            raise
        except PublishError as error:
            self.failures[stage] = error
        except BaseException as fault:  # some of WeasyPrint's are no Exception
            self.failures[stage] = unexpected(fault, path)


def work(theme: Theme, given: tuple[GivenFont, ...], store: Store | None, task: ThreadTask | FrontTask) -> Outcome:
    """Do a task, in a worker. The failure of one writer costs the others nothing.

    given: fonts to use beside ours. store: where a chapter is kept; None: nowhere.
    """
    fonts.use(given, theme.face)
    return _thread(theme, store, task) if isinstance(task, ThreadTask) else _front(theme, task)


Task = ThreadTask | FrontTask
Work = Callable[[Task], Outcome]


def _thread(theme: Theme, store: Store | None, task: ThreadTask) -> Outcome:
    outcome = Outcome()
    thread = task.job.thread
    chapter = task.chapter
    with outcome.of(CHAPTER, thread.source.name):
        chapter = chapter or set_chapter(theme, store, task.job)
    if not chapter:
        return outcome
    kept = store.cache if store else None
    chapter = replace(chapter, markdown="")  # no book has it, and that of a long thread is megabytes
    book = Book(id=thread.id, title=thread.title, language=thread.language, chapters=(chapter,))
    for writer in writers.WRITERS:
        name = writer.name
        if name not in task.wanted + task.own:
            continue
        with outcome.of(name, thread.source.name):
            part = task.parts.get(name)
            if part is None and writer.has_parts:
                part = outcome.parts[name] = writer.parts.make_part(chapter, writer.view_of_parts(theme))
            if name in task.own:
                outcome.bound[name] = writer.bind_alone(book, part, writer.view(theme), kept)
    return outcome


def _front(theme: Theme, task: FrontTask) -> Outcome:
    outcome = Outcome()
    with outcome.of(task.writer, task.title):
        (writer,) = (each for each in writers.WRITERS if each.name == task.writer)
        look = writer.view_of_parts(theme)
        outcome.parts = {name: writer.parts.make_front(piece, look) for name, piece in task.pieces.items()}
    return outcome
