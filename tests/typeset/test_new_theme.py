"""A new theme works at once, and its files say what can be changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import PublishError
from pipeline.opening import toml_text
from pipeline.typeset import new_theme
from pipeline.typeset import theme as themes


@pytest.mark.parametrize("base", themes.built_in())
def test_a_new_theme_is_its_base(tmp_path: Path, base: str) -> None:
    """Until something is changed: the same settings, and style sheets with nothing but comments at their ends."""
    made = new_theme.begin(tmp_path / "my-look", themes.load(base))
    assert [Path(path).name for path in made] == ["theme.toml", "print-changes.css", "ebook-changes.css"]
    theme, whole = themes.load(str(tmp_path / "my-look")), themes.load(base)
    assert (theme.name, theme.title, theme.settings) == ("my-look", "My Look", whole.settings)
    for kind in ("print", "ebook"):
        ((mine,), (its,)) = (each.style_sheets(kind) for each in (theme, whole))
        added = mine.removeprefix(its).strip()
        assert added.startswith("/*")
        assert added.endswith("*/")


@pytest.mark.parametrize("base", themes.built_in())
def test_every_line_may_be_said(tmp_path: Path, base: str) -> None:
    """With all options of the base said, as they are there, the theme is still the same."""
    whole = themes.load(base)
    new_theme.begin(tmp_path / "mine", whole)
    toml = tmp_path / "mine" / "theme.toml"
    head, _, options = toml.read_text(encoding="utf-8").partition("[settings]\n")
    assert options.count("\n") == len(whole.options)
    toml.write_text(
        f"{head}[settings]\n{options.replace('# ', '', 1).replace(chr(10) + '# ', chr(10))}", encoding="utf-8"
    )
    assert len(toml_text.loads(toml.read_bytes())["settings"]) > 10
    assert themes.load(str(tmp_path / "mine")).settings == whole.settings


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    """A folder of that name stays as it is."""
    (tmp_path / "mine").mkdir()
    with pytest.raises(PublishError, match="is there already, and is not overwritten"):
        new_theme.begin(tmp_path / "mine", themes.load("classic"))
    assert not list((tmp_path / "mine").iterdir())


def test_a_folder_that_cannot_be_made_is_told_of(tmp_path: Path) -> None:
    """With the reason."""
    with pytest.raises(PublishError, match=r"no/mine: cannot be written: "):
        new_theme.begin(tmp_path / "no" / "mine", themes.load("classic"))
