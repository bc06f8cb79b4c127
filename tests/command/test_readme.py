"""The README's commands are run as it shows them."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from pipeline.sources import READERS
from pipeline.typeset import theme as themes
from tests.command.conftest import COMMAND, INPUTS, PAGE

ROOT = Path(__file__).parents[2]
SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands(document: str) -> list[str]:
    """The `publish …` commands in a document's shell blocks."""
    lines = "\n".join(SHELL.findall((ROOT / document).read_text(encoding="utf-8"))).splitlines()
    return [f"publish{line.partition('publish')[2]}" for line in lines if "publish " in line]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with what the README speaks of: samples, a page, an archive, saved threads, a theme."""
    (tmp_path / "inputs").mkdir()
    (tmp_path / "saved-threads").mkdir()
    (tmp_path / "saved-threads" / "wall.txt").write_text(PAGE, encoding="utf-8")
    shutil.copy(INPUTS / "lighthouse-keepers.txt", tmp_path / "page.txt")
    shutil.copy(INPUTS / "regular-expressions.md", tmp_path / "inputs")
    shutil.copytree(INPUTS / "pictures", tmp_path / "inputs" / "pictures")
    shutil.copy(INPUTS / "twitter-2024-archive.zip", tmp_path / "archive.zip")
    guide = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
    (tmp_path / "my-theme").mkdir()
    for kind, name in (("toml", "theme.toml"), ("css", "print.css")):
        block = re.search(rf"^```{kind}\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
        assert block
        (tmp_path / "my-theme" / name).write_text(block[1], encoding="utf-8")
    Image.new("RGB", (1600, 2560), "#2f6f80").save(tmp_path / "shore.jpg")
    return tmp_path


@pytest.mark.parametrize("line", [*commands("README.md"), *commands("docs/themes.md"), *commands("docs/library.md")])
def test_a_command_that_is_shown_works(line: str, home: Path) -> None:
    """It exits with 0 and prints the paths of what it made."""
    words = [word.replace("~", str(home)) for word in shlex.split(line, comments=True)]
    if words[1:3] == ["themes", "new"]:
        shutil.rmtree(home / words[3])
    if "kdp" in words:  # which takes no book of a few pages
        shutil.copytree(INPUTS, home / "inputs", dirs_exist_ok=True)
    done = subprocess.run(
        [str(COMMAND), *words[1:]],
        cwd=home,
        env={**os.environ, "HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout
    if words[1] == "init":
        assert (home / done.stdout.strip()).read_text(encoding="utf-8").startswith("# What the editor says")
    elif words[1] == "list":
        assert done.stdout.startswith("Date ")
    elif words[1:] in (["themes"], ["targets"]):
        assert done.stdout.startswith(("a4 ", "classic "))
    else:
        assert all((home / path).is_file() for path in done.stdout.splitlines())


def test_every_option_is_in_the_reference() -> None:
    """docs/reference.md is the help of the command and of its verbs."""
    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    for arguments in (
        ["--help"],
        ["list", "--help"],
        ["init", "--help"],
        ["sources", "--help"],
        ["themes", "--help"],
        ["targets", "--help"],
    ):
        done = subprocess.run([str(COMMAND), *arguments], capture_output=True, text=True, timeout=60, check=True)
        for option in re.findall(r"--[a-z-]+", done.stdout):
            assert option in reference


def test_formats_and_themes_are_listed() -> None:
    """`publish sources` and `publish themes` name all that there are."""
    listed = subprocess.run([str(COMMAND), "sources"], capture_output=True, text=True, timeout=60, check=True).stdout
    assert [line.split()[0] for line in listed.splitlines()] == [reader.name for reader in READERS]
    themes = subprocess.run([str(COMMAND), "themes"], capture_output=True, text=True, timeout=60, check=True).stdout
    assert themes.split()[0] == "classic"


def test_the_options_of_our_theme_are_in_its_guide() -> None:
    """All of them, as they are declared: name, what is allowed, default, and what it is."""
    guide = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w.]+)` \| (.*) \| `(.*)` \| (.*) \|$", guide, re.MULTILINE)
    declared = themes.load(themes.DEFAULT).options
    assert [name for name, *_ in rows] == list(declared)
    for name, allowed, default, said in rows:
        option = declared[name]
        assert (allowed, said) == (option.allowed, option.help)
        assert option.read(option.parse(default)) == option.read(option.default)
