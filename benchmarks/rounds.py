"""Interleaved rounds: each contestant once, then each again, so that a busy minute of the machine hits all alike."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks import corpus, pages
from benchmarks.contestants import Contestant, Task
from benchmarks.measure import Cost, measure
from pipeline.typeset import fonts

ROOT = Path(__file__).parents[1]
"""Where `python -m benchmarks` works."""


@dataclass
class Results:
    """What was measured on one corpus."""

    threads: int
    rounds: int = 0
    """How many are complete."""
    costs: dict[tuple[str, str], list[Cost]] = field(default_factory=dict)
    """By the names of task and contestant, a cost for each round."""
    sizes: dict[tuple[str, str], int] = field(default_factory=dict)
    """Bytes of the book, where one format was made."""

    def middle(self, task: str, contestant: str, quantity: str) -> float:
        """The median of a quantity (an attribute of Cost)."""
        return float(median(getattr(cost, quantity) for cost in self.costs[task, contestant]))

    def ratio(self, key: tuple[str, str], base: tuple[str, str]) -> float | None:
        """The median over the rounds of how many times as much one took as another; None where either is missing."""
        if key not in self.costs or base not in self.costs:
            return None
        pairs = zip(self.costs[key], self.costs[base], strict=True)
        return median(cost.seconds / other.seconds for cost, other in pairs)


def prepare(place: Path, threads: int, seed: int) -> None:
    """Make a corpus in both forms, and the pages of other tools; all that is started from here finds our fonts."""
    fonts.configure()
    corpus.make(place / "corpus", threads, seed)
    corpus.save(place / "saved", threads, seed)
    pages.make(place / "corpus", place / "pages")


def run(place: Path, entries: Iterable[tuple[Task, Contestant]], results: Results) -> None:
    """Measure each entry once more. Raises CalledProcessError where one fails; a broken round leaves no results."""
    costs: dict[tuple[str, str], Cost] = {}
    for task, contestant in entries:
        key = task.name, contestant.name
        costs[key] = _measured(task, contestant, place, f"Round {results.rounds + 1}.")
        if task.suffix:
            results.sizes[key] = (_out(place, task, contestant) / f"book{task.suffix}").stat().st_size
    for key, cost in costs.items():
        results.costs.setdefault(key, []).append(cost)
    results.rounds += 1


def trial(place: Path, task: Task, contestant: Contestant) -> str:
    """Run a contestant once, for whatever is slow the first time; why it cannot take part, or ""."""
    try:
        _measured(task, contestant, place, "Once.")
    except subprocess.CalledProcessError as error:
        return f"it fails on a small corpus: {error.stderr.strip()}"
    return ""


def _out(place: Path, task: Task, contestant: Contestant) -> Path:
    """The folder for the outputs; what is made again is made where it was made first."""
    first = task.base[0] if task.again else task.name
    return place / "made" / f"{first}-{contestant.name.replace(',', '').replace(' ', '-')}"


def _measured(task: Task, contestant: Contestant, place: Path, remark: str) -> Cost:
    """Let a contestant do a task; remark: of the thread that changes, another for each time."""
    out = _out(place, task, contestant)
    command = contestant.command(task, place, out)
    if not task.again:
        shutil.rmtree(out, ignore_errors=True)
    elif not out.exists():
        measure(command, cwd=ROOT)
    with corpus.changed(place / contestant.inputs, remark) if task.changed else nullcontext():
        return measure(command, cwd=ROOT)
