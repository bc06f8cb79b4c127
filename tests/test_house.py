"""The tree itself: what `[tool.importlinter]` in pyproject.toml does not say of it."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pipeline

HOUSE = Path(pipeline.__file__).parent
LOOSE = {"__init__.py", "publish.py", "report.py", "errors.py", "progress.py", "startup.py"}


def test_modules_lie_in_rooms() -> None:
    """All but the run itself, its account, and three that every room may use."""
    assert {path.name for path in HOUSE.glob("*.py")} == LOOSE


def test_a_file_name_occurs_once() -> None:
    """So that a name is enough to find a module by, and to tell it from all others."""
    names = Counter(path.name for path in HOUSE.rglob("*.py") if path.name != "__init__.py")
    assert [name for name, count in names.items() if count > 1] == []


def test_every_package_says_what_it_does() -> None:
    """Its `__init__.py` opens with that."""
    silent = [path for path in HOUSE.rglob("__init__.py") if not ast.get_docstring(ast.parse(path.read_bytes()))]
    assert silent == []
