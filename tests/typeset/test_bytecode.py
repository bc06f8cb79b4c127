"""Templates are translated once, and never run as anything but what they say."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest

from pipeline.typeset import bytecode, fonts
from pipeline.typeset import theme as themes


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A user's cache folder of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    caches = (fonts.private_folder, bytecode._folder, bytecode._translator)
    for each in caches:
        each.cache_clear()
    yield tmp_path / "cache" / "threadbound" / "templates"
    for each in caches:
        each.cache_clear()


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A theme with one template of its own."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "theme.toml").write_text('base = "classic"\n', encoding="utf-8")
    (folder / "word.html.j2").write_text("{{ word }}!", encoding="utf-8")
    return folder


def rendered(theme: Path) -> str:
    return themes.load(str(theme)).render("word.html.j2", word="<tide>")


def test_a_template_is_translated_once(theme: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time there is nothing to compile."""
    assert rendered(theme) == "&lt;tide&gt;!"
    assert len(list(home.iterdir())) == 1
    monkeypatch.setattr(jinja2.Environment, "compile", lambda *_: pytest.fail("was compiled again"))
    assert rendered(theme) == "&lt;tide&gt;!"


def test_what_shaped_a_translation_is_part_of_it(theme: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another text of the template, or another translator, and it is translated anew."""
    assert rendered(theme) == "&lt;tide&gt;!"
    (theme / "word.html.j2").write_text("{{ word }}?", encoding="utf-8")
    assert rendered(theme) == "&lt;tide&gt;?"
    before = [path.read_bytes() for path in home.iterdir()]
    monkeypatch.setattr(bytecode, "_translator", lambda: b"another")
    assert rendered(theme) == "&lt;tide&gt;?"
    assert [path.read_bytes() for path in home.iterdir()] != before


def test_what_is_damaged_is_not_run(theme: Path, home: Path) -> None:
    """Whatever byte is another, or lacks."""
    assert rendered(theme) == "&lt;tide&gt;!"
    (path,) = home.iterdir()
    whole = path.read_bytes()
    for damaged in (b"", whole[:40], whole[:-1], whole[:100] + b"\xff" + whole[101:]):
        path.write_bytes(damaged)
        assert rendered(theme) == "&lt;tide&gt;!"
        assert path.read_bytes() == whole


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_that_others_write_to_is_left_alone(theme: Path, home: Path) -> None:
    """What lies there could be anybody's, and nothing is kept."""
    home.mkdir(parents=True)
    home.chmod(0o777)
    assert rendered(theme) == "&lt;tide&gt;!"
    assert not list(home.iterdir())
