"""Versions are those that Python's own library gives."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.version import Version

from pipeline import startup
from pipeline.typeset import fonts
from pipeline.work.environment import PACKAGES


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    startup._versions.cache_clear()


FONTS = sorted({family.package.replace("_", "-") for family in fonts.FAMILIES})


@pytest.mark.parametrize("package", [*PACKAGES, *FONTS])
def test_the_version_is_the_one_that_is_installed(package: str) -> None:
    """Of every package that has a part in a page."""
    assert Version(startup.version(package)) == Version(metadata.version(package))


def test_the_first_in_the_search_path_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For that is the one that is imported; how its name is written does not matter."""
    for folder in ("first/Old_Stone.Wall-1.2.dist-info", "second/old_stone_wall-1.3-py3.11.egg-info"):
        (tmp_path / folder).mkdir(parents=True)
    startup._versions.cache_clear()
    monkeypatch.setattr(sys, "path", ["", str(tmp_path / "absent"), str(tmp_path / "first"), str(tmp_path / "second")])
    assert startup.version("old-stone.wall") == "1.2"
    monkeypatch.setattr(sys, "path", [str(tmp_path / "second")])
    startup._versions.cache_clear()
    assert startup.version("old-stone-wall") == "1.3"


def test_what_is_not_installed_has_no_version() -> None:
    """A part of its name does not make another package of it."""
    assert startup.version("threadbound-of-old") == "none"
    assert startup.version("pill") == "none"
