"""Versions are those that Python's own library gives; modules that are put off come when they are called."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.version import Version

from pipeline import startup
from pipeline.press.layout import patches
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


PROGRAM = """
import sys
from pipeline.press.layout import engine
weasyprint = engine.load()
assert not {"fontTools.subset", "fontTools.varLib.instancer"} & set(sys.modules)
import pydyf, weasyprint.pdf.fonts as fonts
options = fonts.subset.Options(retain_gids=True)
import fontTools.subset, fontTools.varLib.instancer
assert type(options) is fontTools.subset.Options and options.retain_gids
try:
    fonts.instantiateVariableFont(None, {})
except TypeError as error:  # the real one's, which is given no font
    print(error)
"""


def test_weasyprint_is_imported_without_what_cuts_fonts_down_and_can_use_it() -> None:
    """A function that it calls is the real one's."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "NoneType" in done.stdout


def test_a_module_that_was_put_off_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who imports it afterwards gets the module; one that is loaded already stays as it is."""
    import fontTools.varLib.instancer

    monkeypatch.delitem(sys.modules, "fontTools.subset", raising=False)
    with startup.put_off("fontTools.subset", "fontTools.varLib.instancer"):
        assert isinstance(sys.modules["fontTools.subset"], startup._StandIn)
        assert not hasattr(sys.modules["fontTools.subset"], "__path__")
        assert sys.modules["fontTools.varLib.instancer"] is fontTools.varLib.instancer
    assert "fontTools.subset" not in sys.modules


def test_nothing_is_put_off_for_a_weasyprint_that_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may ask more of a module than to be called."""
    monkeypatch.setattr(startup, "version", lambda _: "70.1")
    assert not patches.is_known()


UNCHANGED = """
import sys
from pathlib import Path
from pipeline.publish import Options, publish
from pipeline.command import console
with console.progress(quiet=True) as progress:
    report = publish([sys.argv[1]], Options(output=sys.argv[2]), progress)
assert report.threads and not report.failures
HEAVY = {"jinja2", "markdown_it", "weasyprint", "PIL", "fontTools", "ebooklib", "multiprocessing", "selectolax"}
OURS = {f"pipeline.{name}" for name in ("collection.finding", "unroll.unrolling", "sources.discovery")}
print(*sorted((HEAVY | OURS) & {*sys.modules}))
"""


def test_a_run_in_which_nothing_has_changed_loads_nothing(tmp_path: Path) -> None:
    """Neither what reads and unrolls, nor what sets chapters, nor what prints them; the first run did."""
    page = Path(__file__).parents[1] / "inputs" / "fresnel-lens.txt"
    program = [sys.executable, "-c", UNCHANGED, str(page), str(tmp_path / "out")]
    env = {name: value for name, value in os.environ.items() if not name.startswith("COV")}  # it loads some of that
    runs = [
        subprocess.run(
            program, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1], env=env
        ).stdout.split()
        for _ in range(2)
    ]
    assert {"jinja2", "markdown_it", "weasyprint"} <= {*runs[0]}
    assert runs[1] == []
