"""What hangs, gluts or dies costs its own input in its own format, and is named by the input's file: as a process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SEED = """
import os, sys, time
from pipeline.command import cli
from pipeline.ebook import publication
from pipeline.press.layout import printing
from pipeline.typeset import chapter
from pipeline.work import processes

processes.Processes.__init__.__kwdefaults__["seconds"] = 8
hang, glut, die = lambda: time.sleep(1000), lambda: bytearray(1 << 40), lambda: os._exit(9)
nothing = lambda: None
def fault(): raise ZeroDivisionError
main = os.getpid()

def seed(module, name, title, what):
    real = getattr(module, name)
    def seeded(*arguments, **options):
        given = arguments[0]
        here = [each.thread for each in getattr(given, "chapters", ())] or [getattr(given, "thread", given)]
        if any(thread.title == title for thread in here) and (what is fault or os.getpid() != main):
            what()
        return real(*arguments, **options)
    setattr(module, name, seeded)

PLACES = {"chapter": (chapter, "typeset"), "pdf": (printing, "render"), "epub": (publication, "bind")}
seed(*PLACES[sys.argv.pop(1)], "Gate", globals()[sys.argv.pop(1)])
cli.main()
"""
"""A run of the command in which something happens to the thread "Gate": at a stage, and what."""


def run(folder: Path, stage: str, what: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Publish three threads, one of which is at fault."""
    (folder / "in").mkdir()
    for name in ("Wall", "Gate", "Path"):
        facts = {"threadbound": 1, "author": {"name": "Ida Marlow", "handle": "ida"}, "title": name}
        posts = [{"text": f"A {name.lower()} of stones."}, {"text": "It stands."}]
        (folder / "in" / f"{name}-file.json").write_text(json.dumps({**facts, "posts": posts}), encoding="utf-8")
    given = [sys.executable, "-c", SEED, stage, what, "in", "-o", "out", "--no-library", *options]
    return subprocess.run(given, cwd=folder, capture_output=True, text=True, timeout=200, check=False)


def made(folder: Path) -> set[str]:
    """The files that lie in the output folder."""
    files = [path for path in (folder / "out").rglob("*") if path.suffix in (".pdf", ".epub")]
    return {path.relative_to(folder / "out").as_posix() for path in files}


SOUND = {f"threads/ida-{name}{suffix}" for name in ("wall", "path") for suffix in (".pdf", ".epub")}
BOOKS = {"book.pdf", "book.epub"}
MESSAGES = {
    "hang": "took longer than 8 seconds",
    "glut": "needs more than 1.5 GB of memory",
    "die": "the process that worked on it ended (exit code 9)",
    "fault": "a fault of Threadbound, not of the file: ZeroDivisionError",
}


@pytest.mark.parametrize("what", MESSAGES)
@pytest.mark.parametrize("stage", ["chapter", "pdf", "epub"])
def test_a_thread_that_fails_in_a_format_is_made_in_the_other(tmp_path: Path, stage: str, what: str) -> None:
    """Both books bind the others; one error names the file that the user gave."""
    done = run(tmp_path, stage, what, "--pdf", "--epub")
    assert done.returncode == 1
    rest = {"chapter": set(), "pdf": {"threads/ida-gate.epub"}, "epub": {"threads/ida-gate.pdf"}}[stage]
    assert made(tmp_path) == SOUND | BOOKS | rest, done.stderr
    errors = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith("Error: ")]
    assert len(errors) == 1, errors
    assert errors[0].startswith(f"Error: Gate-file.json: {MESSAGES[what]}")


def test_a_book_by_itself_leaves_out_what_cannot_be_bound(tmp_path: Path) -> None:
    """Where no thread has a file of its own, the one at fault is found and named; the others are bound."""
    done = run(tmp_path, "epub", "fault", "--epub", "--no-threads")
    assert done.returncode == 1
    assert made(tmp_path) == {"book.epub"}
    assert "Error: Gate-file.json: a fault of Threadbound" in done.stdout + done.stderr


def test_a_theme_that_never_ends_is_named(tmp_path: Path) -> None:
    """A template that loops is the theme's doing, and not the file's."""
    loop = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    done = run(tmp_path, "chapter", "nothing", "--epub", "--theme", stranger(tmp_path, loop))
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert [line for line in said.splitlines() if line.startswith(f"Error: {tmp_path / 'mine'}")], said
    assert "took longer than 8 seconds" in said


def test_a_theme_is_not_blamed_for_a_thread(tmp_path: Path) -> None:
    """Where ours does not get through, either, the file is named, and the others are made."""
    done = run(tmp_path, "chapter", "hang", "--epub", "--theme", stranger(tmp_path, ""))
    assert done.returncode == 1
    assert "Error: Gate-file.json: took longer" in done.stdout + done.stderr
    assert made(tmp_path) == {"book.epub", "threads/ida-wall.epub", "threads/ida-path.epub"}


def stranger(folder: Path, template: str) -> str:
    """The folder of a theme that did not come with Threadbound. template: of chapters; "": the base's."""
    (folder / "mine").mkdir()
    (folder / "mine" / "theme.toml").write_text('base = "classic"\n')
    if template:
        (folder / "mine" / "thread.md.j2").write_text(template)
    return "mine"
