"""What several rooms need to know stands in one module, and the room of texts stands on the model alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline
from pipeline.model import limits

PIPELINE = Path(pipeline.__file__).parent
GENERATED = PIPELINE / "wording" / "cldr.py"
MODULES = {
    path.relative_to(PIPELINE).as_posix(): ast.parse(path.read_bytes())
    for path in PIPELINE.rglob("*.py")
    if path != GENERATED
}


def literals(tree: ast.Module) -> Iterator[str]:
    """The strings and numbers in a module, docstrings left aside."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in said and isinstance(node.value, (str, int)):
            yield str(node.value)


def imports(tree: ast.Module) -> Iterator[str]:
    """The modules that a module imports, at its top or within."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize(
    ("fact", "home"),
    [
        (r"\bx\\?\.com|\btwitter\\?\.com|//t\\?\.co\b", "text/x_addresses.py"),
        (r"^1288834974657$", "sources/x/snowflake.py"),
        (r"^(January|February|August)$|Jan\b.*Feb\b", "model/date.py"),
        (r"\\s\?/\\s\?", "text/counters.py"),
        (r"^(zxx|mis)$", "text/language_tags.py"),
        (r"^234567abc", "sources/bluesky/tid.py"),
    ],
    ids=["the hosts of X", "the epoch of its ids", "month names", "counters", "codes for no language", "TIDs"],
)
def test_a_fact_stands_once(fact: str, home: str) -> None:
    """In the module that is its home, and in no other."""
    assert [name for name, tree in MODULES.items() if any(re.search(fact, each) for each in literals(tree))] == [home]


def test_each_limit_is_kept_by_somebody() -> None:
    """A limit that nobody imports limits nothing."""
    names = {name for name in vars(limits) if name.isupper() and not name.startswith("_")}
    used = {
        name.name
        for tree in MODULES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == limits.__name__
        for name in node.names
    }
    assert used == names


def test_texts_stand_on_the_model_alone() -> None:
    """Every room may read texts, so that they may not know any but the model and the errors."""
    found = {module for name, tree in MODULES.items() if name.startswith("text/") for module in imports(tree)}
    ours = {".".join(module.split(".")[:2]) for module in found if module.startswith("pipeline")}
    assert ours <= {"pipeline.errors", "pipeline.model", "pipeline.text"}
