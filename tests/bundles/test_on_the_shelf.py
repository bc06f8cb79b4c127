"""Bundles among other files: what lies in their way, what cannot be written, and where they are not read again."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from pipeline.bindery import tasks
from pipeline.publish import Options, publish
from pipeline.report import Report
from pipeline.shelf.scratch import Scratch
from pipeline.targets import load
from tests.bundles.conftest import READER, Make, files
from tests.conftest import Quiet

SHOP = READER.replace('"reader"', '"shop"') + "threads = false\n"
NAMES = ["ash", "beech", "cedar", "dogwood"]


def books(report: Report, folder: str = "for/mine/") -> list[str]:
    """The names of a bundle's books, without their ending."""
    return [each.name.removeprefix(folder)[:-5] for each in report.outputs if each.name.endswith(".epub")]


def test_a_strangers_file_stays_and_costs_itself(tmp_path: Path, make: Make) -> None:
    """In the bundle, and in the place of its archive."""
    bundle = tmp_path / "out" / "for"
    (bundle / "mine" / "threads").mkdir(parents=True)
    strange = [bundle / "mine" / "threads" / "the-ash.epub", bundle / "mine" / "README.txt", bundle / "mine.zip"]
    for path in strange:
        path.write_text("mine", encoding="utf-8")
    report = make(READER)
    assert [path.read_text("utf-8") for path in strange] == ["mine"] * 3
    assert [Path(error.path) for error in report.failures] == strange
    assert all("is not overwritten" in error.message for error in report.failures)
    assert books(report) == [*(f"threads/the-{name}" for name in NAMES[1:]), "book"]
    assert (bundle / "mine" / "preflight.txt").exists()


def test_a_file_in_the_place_of_a_bundle_costs_that_alone(tmp_path: Path, inputs: Path) -> None:
    """It is named itself, and once."""
    (tmp_path / "out" / "for").mkdir(parents=True)
    (tmp_path / "out" / "for" / "mine").write_text("mine", encoding="utf-8")
    for name in ("mine", "yours"):
        (tmp_path / f"{name}.toml").write_text(READER, encoding="utf-8")
    load.cache_clear()  # a run of its own
    named = (str(tmp_path / "mine.toml"), str(tmp_path / "yours.toml"))
    report = publish([str(inputs)], Options(targets=named, output=str(tmp_path / "out"), workers=1), Quiet())
    assert [Path(error.path) for error in report.failures] == [tmp_path / "out" / "for" / "mine"]
    assert "is in the way" in report.failures[0].message
    assert len(books(report, "for/yours/")) == 5


def test_a_full_disk_costs_what_it_had_no_room_for(tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told, with what to do; when there is room, only that is made."""
    real = Scratch.write

    def write(self: Scratch, target: Path, data: bytes) -> None:
        if target.name in ("cover.jpg", "mine.zip"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        real(self, target, data)

    with monkeypatch.context() as patch:
        patch.setattr(Scratch, "write", write)
        report = make(READER)
    bundle = tmp_path / "out" / "for"
    assert [Path(error.path) for error in report.failures] == [bundle / "mine" / "cover.jpg", bundle / "mine.zip"]
    assert all("No space left" in error.message and "make room" in error.hint for error in report.failures)
    assert len(books(report)) == 5
    assert not make(READER).failures
    assert {"mine/cover.jpg", "mine.zip"} <= files(bundle).keys()


def test_bundles_among_the_inputs_are_no_inputs(tmp_path: Path, inputs: Path) -> None:
    """Neither in the output folder of this run, nor in that of another."""
    (tmp_path / "mine.toml").write_text(READER, encoding="utf-8")
    load.cache_clear()  # a run of its own

    def run(output: str) -> Report:
        asked = Options(targets=(str(tmp_path / "mine.toml"),), output=str(inputs / output), workers=1)
        return publish([str(inputs)], asked, Quiet())

    runs = [run(output) for output in ("build", "build", "other")]
    assert all(not report.failures and len(report.threads) == 4 for report in runs)
    first, again, other = ([(each.name, each.sha256) for each in report.outputs] for report in runs)
    assert first == again == other
    assert files(inputs / "build" / "for") == files(inputs / "other" / "for")


@pytest.mark.parametrize(
    ("options", "reader", "shop"),
    [
        ({"threads": False}, ["book"], ["book"]),
        ({"book": False}, [f"threads/the-{name}" for name in NAMES], ["book"]),
        ({"threads": False, "split_by": "2"}, ["book-1", "book-2"], ["book-1", "book-2"]),
        ({"threads": False, "parts": "author"}, ["book"], ["book"]),
    ],
)
def test_a_shop_has_books_and_readers_what_is_asked_for(
    make: Make, options: dict[str, Any], reader: list[str], shop: list[str]
) -> None:
    """However the collection is divided."""
    for toml, names in ((READER, reader), (SHOP, shop)):
        report = make(toml, **options)
        assert not report.failures
        assert books(report) == names


def test_a_thread_alone_is_a_book_for_a_shop(make: Make, inputs: Path) -> None:
    """For a reader it is a thread, unless none is wanted."""
    for name in NAMES[1:]:
        (inputs / f"{name}.json").unlink()
    assert books(make(READER)) == ["threads/the-ash"]
    assert books(make(READER, threads=False)) == ["book"]
    assert books(make(SHOP)) == books(make(SHOP, book=False)) == ["book"]


def test_a_thread_that_fails_costs_itself(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest is bound without it, and goes with what belongs beside it."""
    real = tasks.work

    def work(theme: Any, given: Any, store: Any, task: Any) -> tasks.Outcome:
        if getattr(task.job, "thread", None) and task.job.thread.slug == "the-ash":
            raise RuntimeError("a fault")
        return real(theme, given, store, task)

    monkeypatch.setattr(tasks, "work", work)
    report = make(READER)
    assert [error.path for error in report.failures] == ["ash.json"]
    assert books(report) == [*(f"threads/the-{name}" for name in NAMES[1:]), "book"]
    assert {"for/mine/cover.jpg", "for/mine/preflight.txt", "for/mine.zip"} <= {each.name for each in report.outputs}
