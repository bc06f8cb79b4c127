"""A book that is divided into parts anew costs its openers and its contents, and no thread."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from msgspec.structs import replace
from PIL import Image

from pipeline.bindery import tasks, threads
from pipeline.publish import Options, publish
from pipeline.report import Report
from pipeline.typeset import pictures
from tests.conftest import Quiet

FRONT, CONTENTS, NOTES, PART = (f"book-{name}.html.j2" for name in ("front", "contents", "notes", "part"))


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Four threads by two authors, one of whom has a portrait, over two years."""
    folder = tmp_path / "inputs"
    folder.mkdir()
    Image.new("RGB", (40, 40), "teal").save(folder / "ida.png")
    for number, title in enumerate(("wall", "gate", "path", "moss")):
        ida = {"name": "Ida Marlow", "handle": "ida", "bio": "Walls.", "portrait": "ida.png"}
        write(folder, title, ida if number % 2 else {"name": "Bo Ek"}, 2020 + number // 2)
    return folder


def write(folder: Path, title: str, author: dict[str, str], year: int) -> None:
    posts = [{"text": f"A {title} stands."}, {"text": "It ends."}]
    facts = {"threadbound": 1, "author": author, "title": title, "date": str(year), "posts": posts}
    (folder / f"{title}.json").write_text(json.dumps(facts), encoding="utf-8")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What workers were asked to make: threads by their titles, pieces by their templates."""
    names: list[str] = []
    real = threads.Threads._tasks

    def of_threads(self: threads.Threads, due: Any, waiting: set[str]) -> Iterator[Any]:
        for name, task in real(self, due, waiting):
            names.append(task.job.thread.title)
            yield name, task

    def of_front(**facts: Any) -> tasks.FrontTask:
        names.extend(piece.template for piece in facts["pieces"].values())
        return tasks.FrontTask(**facts)

    monkeypatch.setattr(threads.Threads, "_tasks", of_threads)
    monkeypatch.setattr("pipeline.bindery.book_front.FrontTask", of_front)
    return names


def run(inputs: Path, output: str = "build", **options: Any) -> Report:
    wanted = Options(**{"formats": ("pdf", "epub"), "workers": 1, "threads": False, "library": None, **options})
    report = publish([str(inputs)], replace(wanted, output=str(inputs.parent / output)), Quiet())
    assert not report.failures, [str(error) for error in report.failures]
    return report


def books(inputs: Path, output: str = "build") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (inputs.parent / output).glob("book*")}


def test_parts_cost_openers_and_contents(inputs: Path, made: list[str]) -> None:
    """And the book is that of a build from nothing."""
    run(inputs)
    assert sorted(made) == sorted(["wall", "gate", "path", "moss", FRONT, CONTENTS, NOTES])
    made.clear()
    run(inputs, parts="author")
    assert sorted(made) == sorted([CONTENTS, PART, PART])
    made.clear()
    run(inputs, parts="author")
    assert made == []
    run(inputs, "fresh", parts="author")
    assert books(inputs) == books(inputs, "fresh")


def test_another_portrait_costs_its_page(inputs: Path, made: list[str]) -> None:
    """The author's page is printed again, no thread of theirs."""
    run(inputs, parts="author")
    made.clear()
    Image.new("RGB", (40, 40), "olive").save(inputs / "ida.png")
    pictures.prepare.cache_clear()  # which holds for a run
    run(inputs, parts="author")
    assert made == [PART]


def test_the_editor_may_say_it(inputs: Path) -> None:
    """The command line has the last word; a volume for each year is divided as well."""
    run(inputs, "asked", parts="author")
    run(inputs, "plain")
    (inputs / "book.toml").write_text('[book]\nparts = "author"\n', encoding="utf-8")
    run(inputs, "said")
    run(inputs, "none", parts="none")
    assert books(inputs, "said") == books(inputs, "asked")
    assert books(inputs, "none") == books(inputs, "plain") != books(inputs, "asked")
    run(inputs, "volumes", split_by="year")
    assert {name for name in books(inputs, "volumes") if name.endswith("pdf")} == {"book-2020.pdf", "book-2021.pdf"}


def test_a_cache_without_room_costs_only_time(inputs: Path) -> None:
    """Openers that it could not hold are made again where they are bound."""
    run(inputs, parts="year")
    run(inputs, "small", parts="year", cache_size=1)
    assert books(inputs) == books(inputs, "small")


def test_a_portrait_stays_known(inputs: Path) -> None:
    """In the library, when it is gone from the inputs."""
    run(inputs, parts="author", library="")
    for path in inputs.glob("*.json"):
        facts = json.loads(path.read_text(encoding="utf-8"))
        facts["author"].pop("portrait", None)
        path.write_text(json.dumps(facts), encoding="utf-8")
    (inputs / "ida.png").unlink()
    run(inputs, parts="author", library="")
    with ZipFile(inputs.parent / "build" / "book.epub") as archive:
        assert [name for name in archive.namelist() if "images/" in name]
