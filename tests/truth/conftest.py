"""The real command on the inputs of this folder, and what it said and found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Protocol

import pytest
from msgspec import Struct

from tests.command.conftest import Publish, publish

__all__ = ["publish"]

HERE = Path(__file__).parent


class Run(Struct, frozen=True, kw_only=True):
    """The outcome of a run."""

    exit: int
    said: str
    """On standard error."""
    threads: list[dict[str, Any]]
    """As in report.json; none where there is no report."""
    output: Path


class Command(Protocol):
    """`command(name, …options)`: publish the input tests/truth/<name>."""

    def __call__(self, name: str, *options: str) -> Run: ...


@pytest.fixture
def command(publish: Publish, tmp_path: Path) -> Command:
    """Publish an input of this folder as EPUBs, in a process."""

    def run(name: str, *options: str) -> Run:
        done = publish(str(HERE / name), "--epub", "-o", "out", *options)
        report = tmp_path / "out" / "report.json"
        threads = json.loads(report.read_text(encoding="utf-8"))["threads"] if report.exists() else []
        return Run(exit=done.returncode, said=done.stderr, threads=threads, output=tmp_path / "out")

    return run
