"""Chapters are the same whoever sets them, and each is set once."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.bindery.blame import Blame
from pipeline.bindery.chapters import Chapters
from pipeline.bindery.store import Job, Store
from pipeline.errors import PublishError, ThemeError
from pipeline.model import Asset, Author, Chapter, Post, Source, Thread
from pipeline.typeset import chapter, theme
from pipeline.typeset.links import Links
from pipeline.typeset.theme import Theme
from pipeline.work import Result, Task, Workers
from pipeline.work.cache import Cache
from pipeline.work.key import key
from pipeline.work.processes import Processes

CLASSIC = theme.load("classic")


def jobs(count: int = 50) -> list[Job]:
    """So many threads, each with words of its own."""
    return [_job(number) for number in range(count)]


def _job(number: int) -> Job:
    thread = Thread(
        id=f"t{number}",
        slug=f"t{number}",
        title=f"Thread {number}",
        author=Author(name="Ida Marlow"),
        posts=(Post(text=f"Stone {number} of the wall."), Post(text="It stands.")),
        source=Source(name=f"{number}.json", format="thread-json", sha256=""),
    )
    return Job(thread=thread, links=Links(), key=key(number), writers={})


class Here(Workers):
    """Workers that do it all in this process, and note how much they were given."""

    def __init__(self) -> None:
        self.shares: list[int] = []

    def run(
        self, work: Callable[[Task], Result], tasks: Iterable[tuple[str, Task]]
    ) -> Iterator[tuple[str, Result | PublishError]]:
        """Do the work, and give what came of it."""
        given: list[tuple[str, Any]] = list(tasks)
        self.shares += [len(task) for _, task in given]
        return ((name, work(task)) for name, task in given)


class Bench:
    """Chapters, and what they are made with."""

    def __init__(self, folder: Path, workers: Workers, look: Theme = CLASSIC) -> None:
        self.failures: list[PublishError] = []
        self.store = Store(Cache(folder))
        self.chapters = Chapters(
            theme=look,
            store=self.store,
            local=workers,
            blame=Blame(look, (), workers),
            fail=self.failures.append,
        )

    def all(self, wanted: list[Job]) -> list[Chapter | None]:
        """The chapters of these threads, set together."""
        self.chapters.set(wanted)
        return [self.chapters.one(job) for job in wanted]

    def lacking(self, wanted: list[Job]) -> list[int]:
        """The places of the threads that have no chapter."""
        made = self.chapters.set(wanted)
        return [place for place, job in enumerate(wanted) if job not in made]

    def told(self) -> list[tuple[str, str]]:
        """Files and messages of what was told."""
        return [(error.path, error.message) for error in self.failures]


@pytest.fixture
def processes() -> Iterator[Processes]:
    """Two workers, of whom each task may take a second."""
    with Processes(2, prepare=lambda: None, seconds=1) as workers:
        yield workers


@pytest.fixture
def typeset(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the threads that were set in this process."""
    titles: list[str] = []
    faulty(monkeypatch, lambda thread: titles.append(thread.title))
    return titles


def faulty(monkeypatch: pytest.MonkeyPatch, fault: Callable[[Thread], object]) -> None:
    """Have something happen whenever a thread is set."""
    real = chapter.typeset

    def noted(thread: Thread, look: Theme, links: Links, portrait: Asset | None) -> Chapter:
        fault(thread)
        return real(thread, look, links, portrait)

    monkeypatch.setattr(chapter, "typeset", noted)


def test_each_is_set_once_and_kept(tmp_path: Path, typeset: list[str]) -> None:
    """In the order of the threads, in shares; what is kept is not set again, nor given to a worker."""
    workers = Here()
    bench = Bench(tmp_path, workers)
    made = bench.all(jobs())
    assert workers.shares == [25, 25]
    assert typeset == [job.thread.title for job in jobs()]
    assert [bench.store.chapter(job) for job in jobs()] == made
    assert Bench(tmp_path, workers).all(jobs()) == made
    assert workers.shares == [25, 25]


def test_processes_make_the_same(tmp_path: Path, processes: Processes, typeset: list[str]) -> None:
    """What came back from a process is no other than what is made here; and nothing is set in this one."""
    made = Bench(tmp_path / "shared", processes).all(jobs())
    assert typeset == []
    assert made == Bench(tmp_path / "here", Here()).all(jobs())


def test_processes_that_are_spawned_make_the_same(
    tmp_path: Path, processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cache that they keep chapters in goes with them as a place."""
    monkeypatch.setattr("pipeline.work.processes.START", "spawn")
    with Processes(1, prepare=nothing) as workers:
        bench = Bench(tmp_path / "spawned", workers)
        assert bench.all(jobs(2)) == Bench(tmp_path / "here", Here()).all(jobs(2))
        assert all(bench.store.has_chapter(job) for job in jobs(2))


def test_a_thread_that_cannot_be_set_costs_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told of once, however often it is asked for, and all others are there."""

    def fault(thread: Thread) -> None:
        if thread.title in ("Thread 7", "Thread 8"):
            raise ZeroDivisionError(thread.title)

    faulty(monkeypatch, fault)
    bench = Bench(tmp_path, Here())
    assert bench.lacking(jobs()) == [7, 8]
    assert bench.chapters.one(jobs()[7]) is None
    assert [path for path, _ in bench.told()] == ["7.json", "8.json"]


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (lambda: time.sleep(1000), "took longer than 1 seconds and was stopped"),
        (lambda: bytearray(1 << 40), "needs more than 1.5 GB of memory"),
        (lambda: os._exit(9), "the process that worked on it ended (exit code 9)"),
    ],
    ids=["hang", "glut", "death"],
)
def test_what_ends_a_worker_costs_itself(
    tmp_path: Path,
    processes: Processes,
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[[], object],
    message: str,
) -> None:
    """However long the thread is; the file is named, and the others of its share are there."""
    faulty(monkeypatch, lambda thread: fault() if thread.title == "Thread 1" else None)
    bench = Bench(tmp_path, processes)
    assert bench.lacking(jobs(3)) == [1]
    assert bench.told() == [("1.json", message)]


def test_a_theme_at_fault_ends_it(tmp_path: Path) -> None:
    """It would be at fault for every thread."""
    broken = theme.load(stranger(tmp_path, "{{ 1 / 0 }}"))
    with pytest.raises(PublishError, match="division by zero"):
        Bench(tmp_path / "cache", Here(), broken).all(jobs())


LOOP = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"


@pytest.mark.parametrize("template", [LOOP, '{{ "x" * 10 ** 11 }}'], ids=["hang", "glut"])
def test_a_theme_that_never_ends_is_stopped(tmp_path: Path, processes: Processes, template: str) -> None:
    """A stranger's theme works under limits, and is what is to blame: ours makes the same thread in time."""
    endless = theme.load(stranger(tmp_path, template))
    bench = Bench(tmp_path / "cache", processes, endless)
    with pytest.raises(ThemeError) as stopped:
        bench.all(jobs(2))
    assert stopped.value.path == str(tmp_path / "stranger")
    assert stopped.value.where == "with 0.json"
    assert not any(bench.store.has_chapter(job) for job in jobs(2))


def test_a_thread_in_the_theme_of_a_stranger_may_be_to_blame(
    tmp_path: Path, processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where our theme does not come to an end with it, either."""
    faulty(monkeypatch, lambda thread: time.sleep(1000) if thread.title == "Thread 1" else None)
    bench = Bench(tmp_path / "cache", processes, theme.load(stranger(tmp_path, "")))
    assert bench.lacking(jobs(3)) == [1]
    assert [path for path, _ in bench.told()] == ["1.json"]


def stranger(folder: Path, template: str) -> str:
    """The folder of a theme that nobody knows; template "": that of its base."""
    (folder / "stranger").mkdir()
    (folder / "stranger" / "theme.toml").write_text('base = "classic"\n')
    if template:
        (folder / "stranger" / "thread.md.j2").write_text(template)
    return str(folder / "stranger")


def nothing() -> None:
    """Prepare for nothing."""
