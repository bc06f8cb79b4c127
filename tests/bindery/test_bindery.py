"""What was made is made again where something that shapes it has changed, and nowhere else."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipeline.bindery import tasks, threads
from pipeline.bindery.store import Store
from pipeline.publish import Options, publish
from pipeline.report import Report
from pipeline.typeset.font_family import GivenFont
from pipeline.typeset.theme import Theme
from pipeline.work import Result, Task
from pipeline.work.cache import Cache
from tests.conftest import Quiet


def write(folder: Path, name: str, *texts: str, picture: str = "") -> None:
    """A thread.json with these posts, the first with a picture."""
    posts: list[dict[str, Any]] = [{"text": text} for text in texts]
    if picture:
        posts[0]["media"] = [{"kind": "photo", "file": picture, "alt": "A colour"}]
    facts = {"threadbound": 1, "author": {"name": "Ida Marlow", "handle": "ida"}, "title": name, "posts": posts}
    (folder / f"{name}.json").write_text(json.dumps(facts), encoding="utf-8")


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Three threads, one with a picture, and a theme."""
    folder = tmp_path / "inputs"
    folder.mkdir()
    Image.new("RGB", (40, 30), "teal").save(folder / "a.png")
    write(folder, "wall", "A wall 🧱 stands.", "It ends.", picture="a.png")
    write(folder, "gate", "A gate opens.", "It shuts.")
    write(folder, "path", "A path leads on.", "石の道")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "theme.toml").write_text('base = "classic"\n')
    return folder


def run(inputs: Path, output: str = "build", **options: Any) -> Report:
    """Publish in this process, into a folder beside the inputs."""
    settings = {"formats": ("epub",), "workers": 1, "theme": str(inputs.parent / "mine"), **options}
    report = publish([str(inputs)], Options(output=str(inputs.parent / output), **settings), Quiet())
    assert not report.failures, [str(error) for error in report.failures]
    return report


def outputs(inputs: Path, report: Report, output: str = "build") -> dict[str, bytes]:
    """What the run made, and its report."""
    folder = inputs.parent / output
    return {name: (folder / name).read_bytes() for name in ("report.json", *(made.name for made in report.outputs))}


def lend_library(inputs: Path, output: str) -> None:
    """Give another output folder the library as it is now: a build from nothing begins with nothing but that."""
    build, other = inputs.parent / "build", inputs.parent / output
    other.mkdir()
    for path in build.glob("library*"):
        shutil.copytree(path, other / path.name) if path.is_dir() else shutil.copy(path, other)


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the threads that workers were asked to make."""
    names: list[str] = []
    real = threads.Threads._tasks

    def tasks(self: threads.Threads, due: Any, waiting: set[str]) -> Any:
        for name, task in real(self, due, waiting):
            names.append(task.job.thread.title)
            yield name, task

    monkeypatch.setattr(threads.Threads, "_tasks", tasks)
    return names


def edit_text(inputs: Path) -> None:
    write(inputs, "gate", "A gate swings.", "It shuts.")


def edit_picture(inputs: Path) -> None:
    Image.new("RGB", (40, 30), "olive").save(inputs / "a.png")


def edit_css(inputs: Path) -> None:
    (inputs.parent / "mine" / "ebook.css").write_text("p { margin: 1em }")


def edit_setting(inputs: Path) -> None:
    (inputs.parent / "mine" / "theme.toml").write_text('base = "classic"\n[settings]\nprint_alt = true\n')


ALL = ["gate", "path", "wall"]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [(edit_text, ["gate"]), (edit_picture, ["wall"]), (edit_css, ALL), (edit_setting, ALL)],
    ids=["a post", "a picture's bytes", "a style sheet", "a setting"],
)
def test_only_what_changed_is_made_again(
    inputs: Path, worked: list[str], edit: Callable[[Path], None], expected: list[str]
) -> None:
    """And the result is that of a build from nothing, byte for byte."""
    run(inputs)
    assert sorted(worked) == ALL
    worked.clear()
    edit(inputs)
    lend_library(inputs, "fresh")
    again = run(inputs)
    assert sorted(worked) == expected
    fresh = run(inputs, "fresh")
    assert outputs(inputs, again) == outputs(inputs, fresh, "fresh")


def test_nothing_is_made_where_nothing_changed(inputs: Path, worked: list[str]) -> None:
    """Not even under another path, or with other times on the files."""
    first = run(inputs)
    before = outputs(inputs, first)
    worked.clear()
    again = run(inputs)
    moved = shutil.copytree(inputs, inputs.parent / "elsewhere" / "inputs")
    publish(
        [str(moved)],
        Options(output=str(inputs.parent / "build"), formats=("epub",), theme=str(inputs.parent / "mine")),
        Quiet(),
    )
    assert worked == []
    assert outputs(inputs, again) == before


def test_a_file_that_is_gone_is_bound_again(inputs: Path, worked: list[str]) -> None:
    """Of a thread or of the collection: a receipt without its file is worth nothing."""
    before = outputs(inputs, run(inputs))
    worked.clear()
    for name in before:
        (inputs.parent / "build" / name).unlink()
    assert outputs(inputs, run(inputs)) == before
    assert sorted(worked) == ALL


def test_without_a_cache_all_is_made_and_nothing_kept(inputs: Path, worked: list[str]) -> None:
    """With the same result."""
    before = outputs(inputs, run(inputs, cache=None))
    assert not (inputs.parent / "build" / ".cache").exists()
    worked.clear()
    assert outputs(inputs, run(inputs, cache=None)) == before
    assert sorted(worked) == ALL


def test_a_cache_that_is_too_small_costs_only_time(inputs: Path) -> None:
    """Entries that it cannot hold are made again."""
    options: dict[str, Any] = {"formats": ("pdf", "epub")}
    small = run(inputs, cache_size=100, **options)
    assert outputs(inputs, small) == outputs(inputs, run(inputs, "fresh", **options), "fresh")
    assert outputs(inputs, run(inputs, cache_size=100, **options)) == outputs(inputs, small)


def test_a_damaged_cache_costs_only_time(inputs: Path) -> None:
    """The book is bound from parts that are made again, and kept again."""
    made = outputs(inputs, run(inputs, formats=("pdf",), threads=False))
    entries = {path: path.read_bytes() for path in (inputs.parent / "build" / ".cache").iterdir() if path.is_file()}
    whole = {path: data for path, data in entries.items() if data.startswith(b"threadbound entry")}
    for path, data in whole.items():
        path.write_bytes(data[:-1])
    (inputs.parent / "build" / "book.pdf").unlink()
    assert outputs(inputs, run(inputs, formats=("pdf",), threads=False)) == made
    # Whole again; not to the byte: what crossed from another process may have its default values written out.
    with closing(Cache(inputs.parent / "build" / ".cache")) as cache:
        assert all(cache.get(path.name) for path in whole)


def test_volumes_share_what_is_made_of_a_thread(inputs: Path, worked: list[str]) -> None:
    """Another division of the same threads sets none of them again."""
    run(inputs, threads=False)
    worked.clear()
    report = run(inputs, threads=False, split_by="2")
    assert worked == []
    assert [made.name for made in report.outputs] == ["book-1.epub", "book-2.epub"]


def test_a_thread_that_fails_in_a_worker_costs_itself(inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named, and the collection is bound without it; with the fault gone, it comes back."""
    real = tasks.work

    def work(theme: Theme, given: tuple[GivenFont, ...], store: Store | None, task: Any) -> tasks.Outcome:
        if task.job.thread.title == "gate":
            import os

            os._exit(9)
        return real(theme, given, store, task)

    with monkeypatch.context() as patch:
        patch.setattr(tasks, "work", work)
        report = publish(
            [str(inputs)], Options(output=str(inputs.parent / "build"), formats=("epub",), workers=2), Quiet()
        )
    assert [error.path for error in report.failures] == ["gate.json"]
    assert sorted(made.name for made in report.outputs) == [
        "book.epub",
        "threads/ida-path.epub",
        "threads/ida-wall.epub",
    ]
    options = {"theme": "classic"}
    assert outputs(inputs, run(inputs, **options)) == outputs(inputs, run(inputs, "fresh", **options), "fresh")


@pytest.mark.parametrize("seed", range(4))
def test_any_sequence_of_edits_ends_as_a_build_from_nothing(inputs: Path, seed: int) -> None:
    """Posts, pictures, threads, style sheets, options, in any order; in both formats."""
    chance = random.Random(seed)
    words = ["stone", "gate", "moss 🌿", "石", "*lime*", "▫️ cope\n▫️ hearting"]

    def texts() -> list[str]:
        return [" ".join(chance.choices(words, k=chance.randint(1, 30))) for _ in range(chance.randint(1, 4))]

    edits: list[Callable[[], object]] = [
        lambda: write(inputs, chance.choice(ALL), *texts(), picture=chance.choice(["", "a.png"])),
        lambda: write(inputs, f"new-{chance.randint(1, 3)}", *texts()),
        lambda: Image.new("RGB", (chance.randint(9, 90), 30), chance.choice(["red", "navy"])).save(inputs / "a.png"),
        lambda: (inputs.parent / "mine" / "ebook.css").write_text(f"p {{ margin: {chance.randint(0, 3)}em }}"),
        lambda: (inputs / chance.choice([path.name for path in inputs.glob("new-*.json")] or ["none"])).unlink(
            missing_ok=True
        ),
    ]
    for step in range(3):
        chance.choice(edits)()
        options: dict[str, Any] = {
            "title": chance.choice(["", "Walls"]),
            "split_by": chance.choice(["", "2"]),
            "formats": ("pdf", "epub"),
        }
        if step:
            lend_library(inputs, f"fresh-{step}")
        kept = run(inputs, workers=2, **options)
        fresh = run(inputs, f"fresh-{step}", cache=None, **options)
        assert outputs(inputs, kept) == outputs(inputs, fresh, f"fresh-{step}")


def test_a_run_with_nothing_to_print_does_not_load_the_layout_engine(inputs: Path) -> None:
    """WeasyPrint takes a second to import. What is gone from the shelf is bound without it."""
    build = inputs.parent / "build"
    program = (
        "import sys; from pipeline.command.cli import cli;"
        f"cli([{str(inputs)!r}, '-q', '-o', {str(build)!r}], standalone_mode=False);"
        "sys.exit('weasyprint' in sys.modules)"
    )
    codes = []
    for gone in ("none", "none", "book.pdf"):
        (build / gone).unlink(missing_ok=True)
        codes.append(subprocess.run([sys.executable, "-c", program], check=False, capture_output=True).returncode)
    assert codes == [1, 0, 0]
    assert (build / "book.pdf").exists()


def test_front_matter_is_printed_again_only_where_it_has_changed(inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The contents, when a line of them has changed, wherever threads stand; the news in every edition that has some."""
    printed: list[str] = []

    def task(**facts: Any) -> tasks.FrontTask:
        printed.extend(piece.template for piece in facts["pieces"].values())
        return tasks.FrontTask(**facts)

    monkeypatch.setattr("pipeline.bindery.book_front.FrontTask", task)
    options: dict[str, Any] = {"formats": ("pdf",), "threads": False}
    front, contents, notes = "book-front.html.j2", "book-contents.html.j2", "book-notes.html.j2"
    news = "book-news.html.j2"
    edits: list[tuple[Callable[[], object], list[str]]] = [
        (lambda: None, [front, contents, notes]),
        (lambda: write(inputs, "gate", "A gate opens.", "It shuts, and opens."), [news]),
        (lambda: write(inputs, "gate", "A gate opens.", "It stands. " * 900), [news]),
        ((inputs.parent / "build" / "book.pdf").unlink, []),
    ]
    for number, (edit, expected) in enumerate(edits):
        edit()
        lend_library(inputs, f"fresh-{number}")
        kept = run(inputs, **options)
        assert printed == expected
        fresh = run(inputs, f"fresh-{number}", **options)
        assert outputs(inputs, kept) == outputs(inputs, fresh, f"fresh-{number}")
        printed.clear()


def test_the_protocol_is_all_that_the_bindery_asks_of_workers(inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that do it all here, last first, make the same files."""
    from contextlib import contextmanager

    class Here:
        def run(self, work: Callable[[Task], Result], tasks: Any) -> Any:
            for name, task in reversed(list(tasks)):
                yield name, work(task)

    before = outputs(inputs, run(inputs))
    with monkeypatch.context() as patch:
        here = Here()
        patch.setattr("pipeline.publish._workers", contextmanager(lambda *_: iter([(here, here)])))
        assert outputs(inputs, run(inputs, "other"), "other") == before


def test_the_report_tells_of_a_thread_whatever_is_made_of_it(inputs: Path) -> None:
    """A book of whole chapters sets them last; a warning on one is told all the same, in the first run as in a later."""
    (inputs / "a.png").write_bytes(b"no picture")
    of_both = run(inputs, "both")
    of_book = run(inputs, "book", threads=False)
    assert of_book.notices
    assert of_book.notices == of_both.notices == run(inputs, "book", threads=False).notices
