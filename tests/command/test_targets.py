"""`publish targets`, and `publish --for`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.targets import built_in
from pipeline.targets.target import Target
from tests.bundles.conftest import READER, files, rule
from tests.command.conftest import Publish

GUIDE = Path(__file__).parents[2] / "docs" / "targets.md"


def test_targets_are_listed_with_a_line_each(publish: Publish) -> None:
    """By their names, and groups after them."""
    lines = publish("targets").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [*built_in(), "all-readers"]
    assert all(len(line.split(maxsplit=1)[1]) > 10 for line in lines)


def test_a_target_is_shown_with_its_rules(publish: Publish) -> None:
    """By an alias, too; one that there is not is told of, with the nearest."""
    shown = publish("targets", "show", "clara").stdout
    assert shown.startswith("Kobo\n")
    assert "Makes: EPUB, the book and each thread" in shown
    assert any("1000" in line and "Kobo, EPUB specification" in line for line in shown.splitlines())
    run = publish("targets", "show", "cobo")
    assert run.returncode == 2
    assert "Did you mean kobo?" in run.stderr


@pytest.mark.usefixtures("sound_page")
def test_a_bundle_has_the_same_bytes_everywhere(tmp_path: Path, publish: Publish) -> None:
    """Whatever the hash seed, the workers and the folder."""
    toml = READER + 'mail = "Post"\nreadme = ["by-cable"]\n' + rule("file-size", 50) + rule("mail-size", 50)
    (tmp_path / "mine.toml").write_text(toml, encoding="utf-8")
    for seed, workers in (("1", "1"), ("2", "2")):
        run = publish(
            "inputs", "-o", f"out{seed}", "--workers", workers, "--for", "./mine.toml", env={"PYTHONHASHSEED": seed}
        )
        assert run.returncode == 0, run.stderr
    first, second = (files(tmp_path / f"out{seed}" / "for") for seed in "12")
    assert first == second
    assert "mine/outbox.eml" in first


def test_the_guide_tells_of_every_key() -> None:
    """Of a target's file, and nothing else. (Targets, rules and steps are written into it.)"""
    (section,) = re.findall(r"^## The file\n(.*?)(?=^## )", GUIDE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    told = set(re.findall(r"^\| `(\w+)`", section, re.MULTILINE))
    assert told == {*Target.__struct_fields__, "base"} - {"name", "path"}
