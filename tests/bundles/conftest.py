"""Bundles for targets of the tests' own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipeline.publish import Options, publish
from pipeline.report import Report
from pipeline.targets import load
from tests.conftest import Quiet

Make = Callable[..., Report]
"""Make(toml): the bundle of a target that says so, called "mine", in out/for/mine."""
READER = 'title = "Mine"\nkind = "reader"\nformats = ["epub"]\n'
WORDS = "Walls stand by weight, as everybody knows. "


def rule(name: str, limit: object, sure: str = "stated") -> str:
    """A rule in TOML."""
    return f'[rules.{name}]\nlimit = {json.dumps(limit)}\nsource = "the test"\nsure = "{sure}"\n'


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Four threads, each with a picture that no packing makes smaller: 0.3 MB."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("ash", "beech", "cedar", "dogwood"):
        Image.effect_noise((800, 600), 90).save(folder / f"{name}.jpg", quality=88)
        posts = [{"text": f"The {name}. {WORDS * 9}", "media": [{"file": f"{name}.jpg"}]}, {"text": WORDS}]
        facts = {"threadbound": 1, "title": f"The {name}", "author": {"name": "Ida Marlow"}, "posts": posts}
        (folder / f"{name}.json").write_text(json.dumps(facts), encoding="utf-8")
    return folder


@pytest.fixture
def make(tmp_path: Path, inputs: Path) -> Make:
    """See `Make`. options: of the run."""

    def run(toml: str, **options: Any) -> Report:
        target = tmp_path / "mine.toml"
        target.write_text(toml, encoding="utf-8")
        load.cache_clear()  # a run of its own
        asked = Options(targets=(str(target),), output=str(tmp_path / "out"), workers=1, **options)
        return publish([str(inputs)], asked, Quiet())

    return run


def files(folder: Path) -> dict[str, bytes]:
    """All files below a folder, by their names."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
