"""The real command, run as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest

COMMAND = Path(sys.executable).with_name("publish")
INPUTS = Path(__file__).parents[2] / "inputs"


class Publish(Protocol):
    """`publish(…arguments)` in the test's own folder."""

    def __call__(self, *arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    """Run the command in tmp_path; the process may run for two minutes."""

    def run(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(COMMAND), *arguments],
            cwd=tmp_path,
            env={**os.environ, **(env or {})},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run


PAGE = """\
Ida Marlow Profile picture
9 May, 3 tweets, 1 min read
How a dry-stone wall stands without mortar. 🧵
Each stone rests on two below it, and two rest on it. Builders say: one on two, two on one.

1/
The long stones, the throughs, tie both faces together. Leave them out and the wall bellies within ten winters.

2/

• • •

Missing some Tweet in this thread? You can try to force a refresh
"""
"""A small sound page, to stand beside the broken ones."""


@pytest.fixture
def sound_page(tmp_path: Path) -> Path:
    """inputs/wall.txt: a thread that nothing is wrong with."""
    (tmp_path / "inputs").mkdir()
    page = tmp_path / "inputs" / "wall.txt"
    page.write_text(PAGE, encoding="utf-8")
    return page
