"""Inputs of this folder, published by the real command, and what its report says of the threads."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from tests.command.conftest import Publish


def threads_of(name: str, publish: Publish, folder: Path, *options: str) -> list[dict[str, Any]]:
    """The threads of the report on tests/truth/<name>, published from `folder`, in which the command runs."""
    shutil.copytree(Path(__file__).with_name(name), folder / name)
    done = publish(name, "-o", "out", *options)
    assert done.returncode == 0, done.stderr
    threads: list[dict[str, Any]] = json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))["threads"]
    return threads
