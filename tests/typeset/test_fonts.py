"""The faces: what fontconfig is told, and which characters they can print."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import PublishError
from pipeline.typeset import east_asian, fonts, text_face


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The environment as the test leaves it, with no folder remembered from before."""
    monkeypatch.setenv("FONTCONFIG_FILE", "/etc/fonts/fonts.conf")
    fonts.private_folder.cache_clear()
    yield monkeypatch
    fonts.private_folder.cache_clear()


def folders(config: Path) -> list[Path]:
    return [Path(each.text or "") for each in ElementTree.parse(config).iter("dir")]


@pytest.mark.parametrize("family", [*fonts.FAMILIES, *east_asian.SERIFS], ids=lambda family: family.name)
def test_each_family_is_what_css_calls_it(family: fonts.Family) -> None:
    """A family's file exists and bears the name by which style sheets ask for it."""
    with TTFont(fonts.package_folder(family.package) / family.regular, lazy=True) as font:
        assert family.name in {font["name"].getDebugName(number) for number in (1, 16)}


def test_only_our_folders_are_searched(tmp_path: Path, environment: pytest.MonkeyPatch) -> None:
    """fontconfig is pointed at a file that names the folders of our fonts, ours included, and no others."""
    environment.setenv("FONTCONFIG_SYSROOT", "/elsewhere")
    config = fonts.configure(tmp_path)
    assert os.environ["FONTCONFIG_FILE"] == str(config)
    assert "FONTCONFIG_SYSROOT" not in os.environ
    ours = {(fonts.package_folder(family.package) / family.regular).parent for family in fonts.seen()}
    assert set(folders(config)) == ours | {fonts.DATA}
    assert ElementTree.parse(config).findtext("cachedir") == str(config.parent / "cache")


def test_configuring_again_changes_nothing(tmp_path: Path, environment: pytest.MonkeyPatch) -> None:
    """Many callers at the same time all get the one complete file, and nothing else is left beside it."""
    with ThreadPoolExecutor(8) as pool:
        configs = set(pool.map(fonts.configure, [tmp_path] * 32))
    (config,) = configs
    assert folders(config)
    assert [each.name for each in config.parent.iterdir()] == ["fonts.conf"]


def test_an_awkward_folder_is_escaped(tmp_path: Path, environment: pytest.MonkeyPatch) -> None:
    """Characters that mean something in XML may stand in the folder's name."""
    config = fonts.configure(tmp_path / "<fonts> & more")
    assert ElementTree.parse(config).findtext("cachedir") == str(config.parent / "cache")


def test_the_user_cache_is_private(tmp_path: Path, environment: pytest.MonkeyPatch) -> None:
    """Without a folder given, what is written lies below the user's cache, closed to others."""
    environment.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    config = fonts.configure()
    assert config.is_relative_to(tmp_path / "cache" / "threadbound")
    assert (tmp_path / "cache" / "threadbound").stat().st_mode & 0o777 == 0o700


def test_a_temporary_folder_serves_where_no_cache_can_be(tmp_path: Path, environment: pytest.MonkeyPatch) -> None:
    """A home and a cache that cannot hold folders do not stop the run."""
    blocked = tmp_path / "file"
    blocked.touch()
    environment.setenv("XDG_CACHE_HOME", str(blocked))
    environment.setenv("HOME", str(blocked))
    environment.setenv("TMPDIR", str(tmp_path))
    environment.setattr("tempfile.tempdir", None)
    assert fonts.configure().is_relative_to(tmp_path)


def test_a_missing_package_is_named() -> None:
    """Whoever lacks a font package is told which, and what to do."""
    with pytest.raises(PublishError) as error:
        fonts.package_folder("fontpkg_of_nobody")
    assert str(error.value) == "the package fontpkg-of-nobody is missing"
    assert error.value.hint == "Install threadbound again: it brings its fonts and drawings."


def test_versions_name_every_package_and_our_font() -> None:
    """What a sheet's look depends on has a version or a digest for each part."""
    found = fonts.versions()
    assert {each.split()[0] for each in found} == {
        *(family.package.replace("_", "-") for family in (*fonts.FAMILIES, *fonts.EXTRA, *east_asian.SERIFS)),
        "ThreadboundEmoji.ttf",
    }
    assert found == fonts.versions()


@pytest.mark.parametrize(
    ("text", "stack"),
    [
        ("Ålesund, Kołobrzeg — “the tide” → 12 m", '"Spectral"'),
        ("Прилив", '"Spectral"'),
        ("πλημμυρίδα", '"Spectral", "Noto Serif"'),
        ("המים", '"Spectral", "Noto Serif Hebrew"'),
        ("البحر", '"Spectral", "Amiri"'),
        ("ทะเลเงียบ", '"Spectral", "Noto Serif Thai"'),
        ("সমুদ্র", '"Spectral", "Noto Sans Bengali"'),
        ("海は静か", '"Spectral", "Noto Sans CJK JP"'),
        ("समुद्र και θάλασσα", '"Spectral", "Noto Serif", "Noto Serif Devanagari"'),
        ("a\u200db\ufeff \u00ad\t\n", '"Spectral"'),
        ("", '"Spectral"'),
    ],
)
def test_a_stack_names_only_what_the_text_needs(text: str, stack: str) -> None:
    """No family is named that the text can do without, and none is lacking."""
    assert fonts.stack(text) == stack


def test_a_stack_can_start_elsewhere() -> None:
    """A face of a theme's own comes first; as its characters are unknown, the text face follows."""
    assert fonts.stack("tide", fonts.MONO) == '"IBM Plex Mono"'
    assert fonts.stack("tide", "Theme Face") == '"Theme Face", "Spectral"'


def test_what_a_chosen_sans_lacks_has_no_serifs_either() -> None:
    """Russian beside a face that has Latin alone; a slab, which has serifs, is followed by a serif."""
    try:
        fonts.use((), text_face.named("Atkinson Hyperlegible", ()))
        assert fonts.families("Low tide, отлив, άμπωτη", "") == ("Noto Sans",)
        fonts.use((), text_face.named("Zilla Slab", ()))
        assert fonts.families("Low tide, отлив", "") == ("Spectral",)
    finally:
        fonts.use(())


def test_greek_is_never_mixed() -> None:
    """The text face has three Greek letters: a word would be set in two faces, so they all go to the next one."""
    assert fonts.families("π") == fonts.families("πλημμυρίδα") == ("Noto Serif",)


def test_missing_characters_are_named_once_in_order() -> None:
    """What no font can print is listed; what is invisible anyway is not."""
    assert fonts.missing("tide ཀ, ཁ, ཀ \u200d\ufe0f\u2060") == ["ཀ", "ཁ"]
    assert fonts.missing("The tide, 12 m, прилив, 潮") == []


@pytest.fixture
def no_extra(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The extra's fonts are not installed."""
    with monkeypatch.context() as patch:
        patch.setattr(fonts, "_installed", tuple)
        _forget()
        yield
    _forget()


def _forget() -> None:
    for forget in fonts._forget:
        forget()


def test_unprintable_characters_are_written_out(no_extra: None) -> None:
    """Letters in fancy dress become plain ones; others show their number; the rest stays as it was."""
    assert fonts.printable("a 𝗯𝗼𝗹𝗱 tide, Ꮳ") == "a bold tide, [U+13E3]"
    assert fonts.printable("潮 ½ é") == "潮 ½ é"


@settings(deadline=None, max_examples=100)
@given(st.text(st.characters(min_codepoint=0x20, exclude_characters="\x7f")))
def test_whatever_is_printable_has_a_glyph(text: str) -> None:
    """After writing out, nothing is missing, and doing it again changes nothing."""
    printable = fonts.printable(text)
    assert fonts.missing(printable) == []
    assert fonts.printable(printable) == printable
