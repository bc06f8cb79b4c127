"""Chapters are the same whoever sets them, and each is set once."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipeline.bindery import chapters
from pipeline.bindery.chapters import Chapters
from pipeline.bindery.store import Job, Store
from pipeline.errors import PublishError
from pipeline.model import Author, Chapter, Post, Source, Thread
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
    return Job(thread=thread, links=Links(), key=key(number))


class Here(Workers):
    """Workers that do it all in this process, and note how much they were given."""

    def __init__(self, at_hand: int) -> None:
        self.at_hand = at_hand
        self.shares: list[int] = []

    def run(
        self, work: Callable[[Task], Result], tasks: Iterable[tuple[str, Task]]
    ) -> Iterator[tuple[str, Result | PublishError]]:
        """Do the work, and give what came of it."""
        given: list[tuple[str, Any]] = list(tasks)
        self.shares += [len(task) for _, task in given]
        return ((name, self.outcome(work, task)) for name, task in given)

    def outcome(self, work: Callable[[Any], Result], task: Any) -> Result | PublishError:
        """What came of a task."""
        return work(task)


class Lost(Here):
    """Workers whose processes end before they have done anything."""

    def outcome(self, work: Callable[[Any], Result], task: Any) -> Result | PublishError:
        """Nothing."""
        return PublishError("was killed")


class Bench:
    """Chapters, and what they are made with."""

    def __init__(self, folder: Path, workers: Workers, look: Theme = CLASSIC) -> None:
        self.failures: list[PublishError] = []
        self.store = Store(Cache(folder))
        self.chapters = Chapters(theme=look, store=self.store, workers=workers, fail=self.failures.append)


@pytest.fixture
def typeset(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the threads that were set in this process."""
    titles: list[str] = []
    real = chapter.typeset

    def noted(thread: Thread, look: Theme, links: Links) -> Chapter:
        titles.append(thread.title)
        return real(thread, look, links)

    monkeypatch.setattr(chapter, "typeset", noted)
    return titles


def test_shares_are_what_one_alone_would_make(tmp_path: Path, typeset: list[str]) -> None:
    """Every chapter, in the order of the threads, set once and kept."""
    alone = Bench(tmp_path / "alone", Here(0)).chapters.all(jobs())
    typeset.clear()
    workers = Here(2)
    bench = Bench(tmp_path / "shared", workers)
    assert bench.chapters.all(jobs()) == alone
    assert workers.shares == [16, 16]
    assert sorted(typeset) == sorted(job.thread.title for job in jobs())
    assert [(job, bench.store.chapter(job)) for job in jobs()] == alone


def test_processes_make_the_same(tmp_path: Path) -> None:
    """A share that came back from a forked process is no other than one made here."""
    alone = Bench(tmp_path / "alone", Here(0)).chapters.all(jobs())
    with Processes(2, prepare=lambda: None) as workers:
        assert Bench(tmp_path / "shared", workers).chapters.all(jobs()) == alone


def test_few_chapters_are_not_shared(tmp_path: Path) -> None:
    """A process takes longer to start."""
    workers = Here(4)
    Bench(tmp_path, workers).chapters.all(jobs(31))
    assert workers.shares == []


def test_what_is_kept_is_not_set_again(tmp_path: Path, typeset: list[str]) -> None:
    """Nor is it given to a worker."""
    bench = Bench(tmp_path, Here(1))
    bench.chapters.all(jobs())
    typeset.clear()
    workers = Here(1)
    assert all(made for _, made in Bench(tmp_path, workers).chapters.all(jobs()))
    assert (typeset, workers.shares) == ([], [])


def test_a_lost_share_is_set_here(tmp_path: Path) -> None:
    """A worker that dies costs time, and no chapter."""
    alone = Bench(tmp_path / "alone", Here(0)).chapters.all(jobs())
    bench = Bench(tmp_path / "lost", Lost(1))
    assert bench.chapters.all(jobs()) == alone
    assert bench.failures == []


def test_a_thread_that_cannot_be_set_costs_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever came upon it, it is told of once, and all others are there."""
    real = chapter.typeset

    def faulty(thread: Thread, look: Theme, links: Links) -> Chapter:
        if thread.title in ("Thread 7", "Thread 8"):
            raise ZeroDivisionError(thread.title)
        return real(thread, look, links)

    monkeypatch.setattr(chapter, "typeset", faulty)
    bench = Bench(tmp_path, Here(1))
    made = bench.chapters.all(jobs())
    assert [number for number, (_, each) in enumerate(made) if each is None] == [7, 8]
    assert [error.path for error in bench.failures] == ["7.json", "8.json"]


def test_a_theme_at_fault_ends_it(tmp_path: Path) -> None:
    """It would be at fault for every thread."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "theme.toml").write_text('base = "classic"\n')
    (tmp_path / "broken" / "thread.md.j2").write_text("{{ 1 / 0 }}")
    broken = Bench(tmp_path / "cache", Here(1), theme.load(str(tmp_path / "broken")))
    with pytest.raises(PublishError, match="division by zero"):
        broken.chapters.all(jobs())


def test_a_long_thread_is_held_to_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is set by a worker: one that takes too long costs itself, and is named; those of common length are set here."""
    real = chapter.typeset
    here = os.getpid()

    def slow(thread: Thread, look: Theme, links: Links) -> Chapter:
        while os.getpid() != here and thread.title == "Thread 1":
            time.sleep(0.1)
        return real(thread, look, links)

    monkeypatch.setattr(chapter, "typeset", slow)
    monkeypatch.setattr(chapters, "_ORDINARY", 0)
    monkeypatch.setattr(chapters, "Processes", partial(Processes, seconds=1))
    bench = Bench(tmp_path, Here(0))
    made = bench.chapters.all(jobs(3))
    assert [each is None for _, each in made] == [False, True, False]
    assert [(error.path, error.message) for error in bench.failures] == [
        ("1.json", "took longer than 1 seconds and was stopped")
    ]


def test_a_theme_that_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stranger's theme works under limits, and is what is to blame."""
    monkeypatch.setattr(chapters, "Processes", partial(Processes, seconds=1))
    folder = tmp_path / "endless"
    folder.mkdir()
    (folder / "theme.toml").write_text('base = "classic"\n')
    loop = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    (folder / "thread.md.j2").write_text(loop)
    endless = Bench(tmp_path / "cache", Here(0), theme.load(str(folder)))
    with pytest.raises(PublishError, match="took longer") as stopped:
        endless.chapters.all(jobs(2))
    assert stopped.value.path == str(folder)
