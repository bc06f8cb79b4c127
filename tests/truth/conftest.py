"""The real command on the inputs of this folder, and what it said and found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Protocol

import pytest
from msgspec import Struct

from tests.command.conftest import Publish, publish, sound_page

__all__ = ["publish", "sound_page"]

HERE = Path(__file__).parent


class Run(Struct, frozen=True, kw_only=True):
    """The outcome of a run."""

    exit: int
    said: str
    """On standard error."""
    report: dict[str, Any]
    """As in report.json; empty where there is none."""
    output: Path

    @property
    def threads(self) -> list[dict[str, Any]]:
        """Of the report."""
        threads: list[dict[str, Any]] = self.report.get("threads", [])
        return threads


class Command(Protocol):
    """`command(name, …options)`: publish the input tests/truth/<name>, or the one at a path."""

    def __call__(self, name: str, *options: str) -> Run: ...


@pytest.fixture
def command(publish: Publish, tmp_path: Path) -> Command:
    """Publish an input of this folder as EPUBs, in a process."""

    def run(name: str, *options: str) -> Run:
        done = publish(str(HERE / name), "--epub", "-o", "out", *options)
        report = tmp_path / "out" / "report.json"
        said = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
        return Run(exit=done.returncode, said=done.stderr, report=said, output=tmp_path / "out")

    return run


@pytest.fixture
def case(command: Command) -> Command:
    """The same, and it must not fail."""

    def run(name: str, *options: str) -> Run:
        done = command(name, *options)
        assert done.exit == 0, done.said
        return done

    return run
