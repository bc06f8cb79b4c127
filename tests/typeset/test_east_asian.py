"""The East Asian serifs: which is whose, and that a machine without them does as if there were none."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.typeset import east_asian, fonts


@pytest.fixture
def none_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is not installed."""
    monkeypatch.setattr(east_asian, "installed", tuple)


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("ja", "Noto Serif JP"),
        ("ja-JP", "Noto Serif JP"),
        ("ko", "Noto Serif KR"),
        ("zh", "Noto Serif SC"),
        ("zh-Hans", "Noto Serif SC"),
        ("zh-CN", "Noto Serif SC"),
        ("zh-Hant", "Noto Serif TC"),
        ("zh-Hant-HK", "Noto Serif TC"),
        ("zh-TW", "Noto Serif TC"),
        ("en", None),
        ("jam", None),  # Jamaican
        ("kok", None),  # Konkani
        ("", None),
    ],
)
def test_each_language_has_its_serif(language: str, name: str | None) -> None:
    """By the language and, for Chinese, by script or country."""
    found = east_asian.serif(language)
    assert (found.name if found else None) == name


def test_the_sans_has_all_that_the_serifs_have() -> None:
    """It is by the sans that a text names them; what came with Unicode 13 and later, it lacks."""
    for family in east_asian.SERIFS:
        lacking = {code for code in fonts.face(family).unicodes if code not in fonts.face(east_asian.SANS).unicodes}
        assert lacking <= {*range(0x4DB6, 0x4DC0), *range(0x9FF0, 0xA000)}


def test_without_them_there_is_no_rule_and_no_folder(none_installed: None, tmp_path: Path) -> None:
    """A machine without the extra sets such text in the sans face, and says so in the keys of what it keeps."""
    assert list(east_asian.rules()) == []
    assert east_asian.serif("ja") is None
    assert fonts.seen() == fonts.FAMILIES
    assert "pylopdf_fonts_jp" not in fonts._config(tmp_path)


def test_keys_tell_machines_with_and_without_them_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or a page made with them would be taken where they are not."""
    with_them = fonts.versions()
    monkeypatch.setattr("pipeline.startup.version", lambda _package: "none")
    assert not set(fonts.versions()) & {each for each in with_them if "-fonts-jp " in each}
