"""`publish themes`: listed, begun, shown."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pikepdf

from pipeline.typeset import theme_toml
from tests.command.conftest import Publish


def test_the_themes_are_listed_with_a_line_each(publish: Publish) -> None:
    """By their names, in order."""
    lines = publish("themes").stdout.splitlines()
    assert [line.split()[0] for line in lines] == theme_toml.built_in()
    assert all(len(line.split(maxsplit=1)[1]) > 20 for line in lines)


def test_a_theme_is_begun_and_shown(publish: Publish, tmp_path: Path) -> None:
    """It works at once: the specimen is a whole book, in the theme's look."""
    run = publish("themes", "new", "mine", "--base", "zine")
    assert run.returncode == 0
    assert run.stdout.split() == ["mine/theme.toml", "mine/print-changes.css", "mine/ebook-changes.css"]
    assert publish("themes", "new", "mine").returncode == 1
    run = publish("themes", "show", "mine/")
    assert run.returncode == 0
    assert "Warning" not in run.stderr
    with pikepdf.open(tmp_path / "build/themes/mine/book.pdf") as pdf:
        assert len(pdf.pages) > 10
    with zipfile.ZipFile(tmp_path / "build/themes/mine/book.epub") as book:
        assert len([name for name in book.namelist() if name.endswith(".xhtml")]) > 5


def test_a_theme_that_there_is_not_is_told_of(publish: Publish) -> None:
    """With those that there are."""
    run = publish("themes", "show", "clasic")
    assert run.returncode == 2
    assert "no theme called 'clasic'" in run.stderr
    assert "classic, journal" in run.stderr
