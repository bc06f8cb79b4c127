"""The command's words: paths and tables on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from pipeline.errors import Notice, PublishError
from pipeline.progress import Progress
from pipeline.report import Report

_JOINER = "\N{ZERO WIDTH JOINER}"
"""Of which many emoji are made."""
_NAMED = 5
"""Number of files that are named where nothing else was found."""


def tell(report: Report, output: str, *, verbose: bool, quiet: bool) -> None:
    """Say what a run made, and what there was to say of it. output: the folder as the user typed it."""
    for made in report.outputs:
        click.echo(str(Path(output) / made.name))
    tell_problems(report, verbose=verbose, quiet=quiet)
    if not quiet and report.threads:
        for line in (_summary(report), *report.remarks):
            click.echo(line, err=True)


def tell_lines(lines: Iterable[str]) -> None:
    """Say what was asked for, line by line."""
    for line in lines:
        click.echo(_printable(line))


def tell_problems(report: Report, *, verbose: bool, quiet: bool) -> None:
    """Say what was passed over, what is missing or was repaired, and what failed."""
    if verbose:
        for name in report.passed_over:
            click.echo(_printable(f"Passed over, not a thread: {name}"), err=True)
    hints: set[str] = set()
    if not quiet:
        for notice in folded(report.warnings):
            tell_problem("Warning", notice, hints)
    for error in report.failures:
        tell_problem("Error", error, hints)
    if not report.threads and not report.failures:
        tell_problem("Error", PublishError(_nothing(report), hint="`publish sources` lists what can be read."))


def _nothing(report: Report) -> str:
    """That there is no thread, and what there was instead."""
    names = report.passed_over[:_NAMED]
    if len(report.passed_over) > _NAMED:
        names.append(_count(len(report.passed_over) - _NAMED, "other file"))
    return f"no thread found; passed over: {', '.join(names)}" if names else "no thread found"


def folded(notices: Iterable[Notice]) -> list[Notice]:
    """The notices, those that say the same of several files or places told once, with the first of these."""
    alike: dict[tuple[str, str], list[Notice]] = {}
    for notice in notices:
        alike.setdefault((notice.message, notice.hint), []).append(notice)
    return [_together(same) for same in alike.values()]


def _together(same: list[Notice]) -> Notice:
    files = len({notice.path for notice in same})
    if len(same) == 1:
        return same[0]
    also = _count(files - 1, "other file") if files > 1 else _count(len(same) - 1, "other place")
    return replace(same[0], message=f"{same[0].message} (also in {also})")


def tell_problem(kind: str, problem: PublishError | Notice, hints: set[str] | None = None) -> None:
    """Say one thing, and its remedy. kind: "Error" or "Warning"; hints: those that have been given."""
    click.echo(_printable(f"{kind}: {problem}"), err=True)
    hints = set() if hints is None else hints
    if problem.hint and problem.hint not in hints:
        click.echo(_printable(f"Hint: {problem.hint}"), err=True)
        hints.add(problem.hint)


def progress(quiet: bool) -> AbstractContextManager[Progress]:
    """Something that shows how a run gets on."""
    if quiet:
        return nullcontext(_Silent())
    if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        return _Bar()
    return nullcontext(_Lines())


def _summary(report: Report) -> str:
    parts = [_count(len(report.threads), "thread"), _count(report.posts, "post")]
    if report.pages:
        parts.append(_count(report.pages, "page"))
    summary = ", ".join(parts) + "."
    if report.missing:
        summary += f" Missing: {', '.join(report.missing)}."
    if left_out := report.left_out.threads:
        begins = "begins as an answer" if left_out == 1 else "begin as answers"
        summary += f" Left out: {_count(left_out, 'thread')} that {begins} to someone else."
    if report.changes:
        summary += f" Since it was published before: {', '.join(report.changes)}."
    if report.failures:
        summary += f" {_count(len(report.failures), 'error')}."
    return summary


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _printable(line: str) -> str:
    """The line without anything that would move a terminal's cursor: names come from strangers' files."""
    return "".join(sign if sign.isprintable() or sign == _JOINER else "\N{REPLACEMENT CHARACTER}" for sign in line)


class _Silent:
    def wait(self, why: str) -> None:
        pass

    def begin(self, step: str, total: int) -> None:
        pass

    def advance(self, what: str) -> None:
        pass


class _Lines:
    """A plain line a step, for logs."""

    def wait(self, why: str) -> None:
        click.echo(_printable(why), err=True)

    def begin(self, step: str, total: int) -> None:
        click.echo(f"{step}: {total}", err=True)

    def advance(self, what: str) -> None:
        pass


class _Bar:
    """A bar on a terminal."""

    def __enter__(self) -> _Bar:
        from rich.console import Console
        from rich.progress import Progress as Bar

        self._bar = Bar(console=Console(stderr=True), transient=True)
        self._bar.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._bar.stop()

    def wait(self, why: str) -> None:
        self._task = self._bar.add_task(_printable(why), total=None)

    def begin(self, step: str, total: int) -> None:
        for task in self._bar.task_ids:
            self._bar.remove_task(task)
        self._task = self._bar.add_task(step, total=total)

    def advance(self, what: str) -> None:
        self._bar.update(self._task, advance=1, description=what[:40])
