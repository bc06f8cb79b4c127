"""Who takes part, in what, and how each is called."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from benchmarks.rivals import chromium, pandoc

THREADBOUND = "Threadbound"
WEASYPRINT = "plain WeasyPrint"
PANDOC = "pandoc"
PANDOC_TYPST = "pandoc + Typst"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something to be made, and whose time it is compared with."""

    name: str
    title: str
    suffix: str
    """".pdf", ".epub", or "" for both."""
    what: str
    """"all" (the book and each thread by itself) or "book"."""
    base: tuple[str, str]
    """The task and contestant that ratios are against."""
    again: bool = False
    """It is made in a folder that holds it already."""
    changed: bool = False
    """One thread has changed since."""


TASKS = (
    Task(name="pdf", title="Book and threads, PDF", suffix=".pdf", what="all", base=("pdf", WEASYPRINT)),
    Task(
        name="unchanged",
        title="The same again, nothing changed",
        suffix=".pdf",
        what="all",
        base=("pdf", THREADBOUND),
        again=True,
    ),
    Task(
        name="changed",
        title="The same again, one thread changed",
        suffix=".pdf",
        what="all",
        base=("pdf", THREADBOUND),
        again=True,
        changed=True,
    ),
    Task(name="both", title="Book and threads, PDF and EPUB", suffix="", what="all", base=("pdf", THREADBOUND)),
    Task(name="book", title="Book alone, PDF", suffix=".pdf", what="book", base=("book", WEASYPRINT)),
    Task(name="epub", title="Book and threads, EPUB", suffix=".epub", what="all", base=("epub", PANDOC)),
    Task(name="epub-book", title="Book alone, EPUB", suffix=".epub", what="book", base=("epub-book", PANDOC)),
)
"""In the order of a round: what is made again must have been made."""

_PDF = ("pdf", "book")
_EPUB = ("epub", "epub-book")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """A tool, or a way to use one."""

    name: str
    tasks: tuple[str, ...]
    rival: str = ""
    """The module in `rivals` that does it; "": the command `publish`."""
    options: tuple[str, ...] = ()
    """Of `publish`, the first of which it must know."""
    inputs: str = "corpus"
    """The folder that `publish` reads: "corpus" (thread.json) or "saved" (pages saved as text)."""
    absent: str = ""
    """Why it cannot take part, or ""."""

    def command(self, task: Task, place: Path, out: Path) -> list[str]:
        """What makes the task. place: a folder with `corpus`, `saved` and `pages`; out: where the outputs go."""
        if self.rival:
            module = f"benchmarks.rivals.{self.rival}"
            return [sys.executable, "-m", module, str(place), str(out), task.suffix, task.what]
        formats = [task.suffix.replace(".", "--")] if task.suffix else []
        alone = ["--no-threads"] if task.what == "book" else []
        return [publish(), str(place / self.inputs), "-o", str(out), "--quiet", *formats, *alone, *self.options]


def publish() -> str:
    """The installed command: beside this Python, or in the search path."""
    beside = Path(sys.executable).with_name("publish")
    return str(beside) if beside.exists() else shutil.which("publish") or sys.exit("publish is not installed")


@cache
def _help() -> str:
    return subprocess.run([publish(), "--help"], capture_output=True, text=True, check=True).stdout


def contestants() -> Iterator[Contestant]:
    """Everyone, those that are not installed too: they say why."""
    yield Contestant(name=THREADBOUND, tasks=tuple(task.name for task in TASKS))
    yield Contestant(name=f"{THREADBOUND}, saved text", tasks=tuple(task.name for task in TASKS), inputs="saved")
    for options in (("--workers", "1"), ("--no-cache",), ("--cluster", "local")):
        absent = "" if f"{options[0]} " in _help() else f"publish has no {options[0]}"
        yield Contestant(name=f"{THREADBOUND} {' '.join(options)}", tasks=("pdf",), options=options, absent=absent)
    yield Contestant(name=WEASYPRINT, tasks=_PDF, rival="plain_weasyprint")
    browser = "" if chromium.program() else "no Chromium or Chrome is installed"
    yield Contestant(name="Chromium", tasks=_PDF, rival="chromium", absent=browser)
    converter = "" if pandoc.program() else "neither pandoc nor the package pypandoc-binary is installed"
    compiler = "" if find_spec("typst") else "the package typst is not installed"
    yield Contestant(name=PANDOC_TYPST, tasks=_PDF, rival="pandoc", absent=converter or compiler)
    yield Contestant(name="Typst template", tasks=_PDF, rival="typst_template", absent=compiler)
    yield Contestant(name="Typst template, one process", tasks=_PDF, rival="typst_library", absent=compiler)
    yield Contestant(name=PANDOC, tasks=_EPUB, rival="pandoc", absent=converter)
    yield Contestant(name="plain EbookLib", tasks=_EPUB, rival="plain_ebooklib")
    calibre = "" if shutil.which("ebook-convert") else "calibre's ebook-convert is not installed"
    yield Contestant(name="calibre", tasks=("epub-book",), rival="calibre", absent=calibre)
