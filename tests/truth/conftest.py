"""Cases as people met them, published by the real command: what the report says of them is true."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.command.conftest import Publish, publish

__all__ = ["publish"]


class Case(Protocol):
    """`case(name, …options)`: the report on a folder beside this file, and what the command said."""

    def __call__(self, name: str, *options: str) -> tuple[dict[str, Any], str]: ...


@pytest.fixture
def case(publish: Publish, tmp_path: Path) -> Case:
    """Publish a case; it must not fail."""

    def run(name: str, *options: str) -> tuple[dict[str, Any], str]:
        shutil.copytree(Path(__file__).with_name(name), tmp_path / "inputs")
        done = publish("inputs", "--epub", *options)
        assert done.returncode == 0, done.stderr
        return json.loads((tmp_path / "build" / "report.json").read_text(encoding="utf-8")), done.stderr

    return run
