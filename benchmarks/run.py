"""Runs the benchmarks and prints their tables: `nox -s bench -- --threads 20 100 --rounds 3`."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks import corpus, rounds, table
from benchmarks.contestants import TASKS, Contestant, Task, contestants
from benchmarks.rivals import chromium, pandoc
from benchmarks.rounds import Results

TRIAL_THREADS = 2


def main(arguments: list[str] | None = None) -> None:
    """The command; progress goes to standard error, tables to standard output. Ctrl-C ends it after whole rounds."""
    options = _parser().parse_args(arguments)
    if options.markdown:
        table.around(options.markdown)  # now, not after an hour
    results: list[Results] = []
    with tempfile.TemporaryDirectory(prefix="threadbound-bench-") as scratch:
        try:
            _measure(options.work or Path(scratch), options, results)
        except subprocess.CalledProcessError as error:
            sys.exit(f"Failed: {' '.join(map(str, error.cmd))}\n{error.stderr}")
        except KeyboardInterrupt:
            print("Stopped: only whole rounds count.", file=sys.stderr)
    text = f"{_circumstances()}\n\n{table.tables(each for each in results if each.rounds)}"
    print(text)
    if options.markdown and any(each.rounds for each in results):
        table.put(options.markdown, text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nox -s bench --", description=__doc__)
    parser.add_argument("--threads", type=int, nargs="+", default=[20, 100, 400], help="sizes of corpus")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=corpus.SEED)
    parser.add_argument("--tasks", nargs="+", choices=[task.name for task in TASKS], help="these only")
    parser.add_argument("--tools", nargs="+", metavar="NAME", help="these only")
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="keep corpora and outputs there")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="put the tables into a document, too")
    return parser


def _entries(work: Path, options: argparse.Namespace) -> Iterator[tuple[Task, Contestant]]:
    """What is to be measured, in the order of a round; who is absent is told of."""
    place = work / "trial"
    rounds.prepare(place, TRIAL_THREADS, options.seed)
    fit = []
    for contestant in contestants():
        if options.tools and contestant.name not in options.tools:
            continue
        first = next(task for task in TASKS if task.name in contestant.tasks)
        if absent := contestant.absent or rounds.trial(place, first, contestant):
            print(f"Without {contestant.name}: {absent}", file=sys.stderr)
        else:
            fit.append(contestant)
    for task in TASKS:
        if not options.tasks or task.name in options.tasks:
            yield from ((task, contestant) for contestant in fit if task.name in contestant.tasks)


def _measure(work: Path, options: argparse.Namespace, results: list[Results]) -> None:
    """Measure each size of corpus; what is known so far stands in the results."""
    entries = list(_entries(work, options))
    for threads in options.threads:
        rounds.prepare(work / str(threads), threads, options.seed)
        results.append(Results(threads))
        for number in range(1, options.rounds + 1):
            print(f"{threads} threads, round {number} of {options.rounds}", file=sys.stderr)
            rounds.run(work / str(threads), entries, results[-1])


def _circumstances() -> str:
    """When, on what and with which versions this was measured."""
    packages = [f"{name} {version(name)}" for name in ("Threadbound", "WeasyPrint", "EbookLib", "typst") if _has(name)]
    programs = [_version(program) for program in (chromium.program(), pandoc.program()) if program]
    return (
        f"{date.today():%Y-%m-%d}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, "  # noqa: DTZ011
        f"{', '.join(packages + programs)}."
    )


def _has(package: str) -> bool:
    try:
        version(package)
    except PackageNotFoundError:
        return False
    return True


def _version(program: str) -> str:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return " ".join(said.splitlines()[0].split()[:2])


if __name__ == "__main__":
    main()
