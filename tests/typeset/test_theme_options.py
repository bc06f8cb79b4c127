"""Options have types: what is allowed is known, and what is not is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import PublishError, ThemeError, UsageError
from pipeline.typeset import theme as themes
from pipeline.typeset import theme_toml
from pipeline.typeset.theme_options import Source
from pipeline.typeset.theme_toml import Wishes


def theme(folder: Path, settings: str = "", declared: str = "", **said: str) -> themes.Theme:
    """A theme on the classic one. said: on the command line."""
    toml = f'base = "classic"\n[settings]\n{settings}\n[options]\n{declared}\n'
    (folder / "theme.toml").write_text(toml, encoding="utf-8")
    return themes.load(str(folder), [Wishes(said)])


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("prose = -1", "prose: must be a number from 0 to 100000, not -1"),
        ("prose = true", "prose: must be a number from 0 to 100000, not True"),
        ('recognise = "true"', "recognise: must be true or false, not 'true'"),
        ('furniture = "drop it"', 'furniture: must be "drop" or "keep", not \'drop it\''),
        ("furniture = []", 'furniture: must be "drop" or "keep", not []'),
        ('gutter = "2 ells"', "gutter: must be a length from 0 to 20 mm, such as 6mm, 0.25in or 17pt, not '2 ells'"),
        ('ink = "grey"', "ink: must be a colour such as #336699, not 'grey'"),
        ('accent = "blue"', "accent: must be a colour such as #336699, or \"auto\", not 'blue'"),
        ('page = "a6x"', "page: must be a4, a5, letter, 6x9 or WIDTHxHEIGHT in mm, each from 50 to 600, not 'a6x'"),
        ('margins = "9mm"', "margins: must be four lengths from 0 to 200 mm: above, outside, below, inside, or"),
        ("face = 3", "face: must be the name of a face that is installed with Threadbound, or a font file, or"),
        ('ink = "auto"', "ink: must be a colour such as #336699, not 'auto'"),
        ("recognize = true", "recognize: there is no such option"),
        ("folio.colour = 1", "folio.colour: there is no such option"),
    ],
)
def test_a_bad_value_is_told_with_what_is_allowed(tmp_path: Path, setting: str, message: str) -> None:
    """In the theme's file, with its place and a hint."""
    with pytest.raises(ThemeError) as caught:
        theme(tmp_path, setting)
    assert caught.value.path == str(tmp_path / "theme.toml")
    assert f"{caught.value.where}: {caught.value.message}".startswith(f"settings.{message}")
    assert caught.value.hint


def test_the_nearest_option_is_suggested(tmp_path: Path) -> None:
    """Where there is none like it, all are named."""
    with pytest.raises(ThemeError) as caught:
        theme(tmp_path, "recognize = true")
    assert caught.value.hint == "Did you mean recognise?"
    with pytest.raises(ThemeError) as caught:
        theme(tmp_path, "xyz = true")
    assert caught.value.hint.startswith("Options: accent, dates, ")


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("prose", "120", 120),
        ("leading", "1.5", 1.5),
        ("recognise", "off", False),
        ("print_alt", "yes", True),
        ("gutter", "0.5in", 12.7),
        ("ink", "#ABC", "#aabbcc"),
        ("page", " A4 ", "a4"),
        ("margins", "20 1in 24mm 18", "20mm 25.4mm 24mm 18mm"),
        ("size", "auto", "auto"),
    ],
)
def test_the_command_line_says_values_as_text(tmp_path: Path, name: str, text: str, value: object) -> None:
    """They come to what a theme would say."""
    assert theme(tmp_path, **{name: text}).settings[name] == value


def test_the_command_line_comes_over_the_editor_and_the_theme(tmp_path: Path) -> None:
    """Each says what the one before it did not."""
    (tmp_path / "theme.toml").write_text('base = "classic"\n[settings]\nprose = 1\nleading = 1.1\nink = "#111"\n')
    editor = Wishes({"prose": 2, "leading": 1.2}, Source("book.toml", "theme."))
    settings = themes.load(str(tmp_path), [editor, Wishes({"prose": "3"})]).settings
    assert (settings["prose"], settings["leading"], settings["ink"]) == (3, 1.2, "#111111")


def test_whose_value_is_bad_is_told() -> None:
    """The editor's file, or the option of the command line; a mistake in calling exits with 2."""
    with pytest.raises(ThemeError, match=r"^in/book\.toml: theme\.folio\.align: must be "):
        themes.load("classic", [Wishes({"folio": {"align": "top"}}, Source("in/book.toml", "theme."))])
    with pytest.raises(UsageError, match=r"^--set folio\.align: must be "):
        themes.load("classic", [Wishes({"folio.align": "top"})])


def test_a_theme_declares_options_of_its_own(tmp_path: Path) -> None:
    """Templates and style sheets see them; the command line can set them."""
    declared = 'discs.shape = { type = "choice", default = "round", choices = ["round", "square"], help = "…" }'
    (tmp_path / "print.css").write_text("a { color: env(discs-shape) }")
    assert theme(tmp_path, declared=declared).settings["discs"] == {"shape": "round"}
    mine = theme(tmp_path, declared=declared, **{"discs.shape": "square"})
    assert mine.choice("discs.shape") == "square"
    assert mine.style_sheets("print") == ("a { color: square }",)


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        ('ink = { type = "color", default = "#000", help = "" }', "declared by its base already"),
        ('ink.wet = { type = "color", default = "#000", help = "" }', "its base has an option ink, and"),
        ('folio = { type = "switch", default = true, help = "" }', "its base has an option folio.align, and"),
        ('Big = { type = "switch", default = true, help = "" }', "cannot be called so"),
        ('css = { type = "text", default = "", help = "" }', "cannot be called so"),
        ('x = { type = "colour", default = "#000", help = "" }', "no type 'colour'"),
        ('x = { type = "switch", default = 1, help = "" }', "its default must be true or false"),
        ('x = { type = "switch", default = true }', "not declared right: Object missing required field `help`"),
        ('x = { type = "number", default = 1, help = "", lest = 1 }', "not declared right: Object contains unknown"),
    ],
)
def test_an_option_that_is_not_declared_right_is_told(tmp_path: Path, declared: str, message: str) -> None:
    """With its name."""
    with pytest.raises(PublishError) as caught:
        theme(tmp_path, declared=declared)
    assert caught.value.where == f"options.{declared.partition(' ')[0]}"
    assert caught.value.message.startswith(message)


@pytest.mark.parametrize("name", themes.built_in())
def test_every_option_has_an_effect(name: str) -> None:
    """Something of ours asks for it: a template, a style sheet, or a module."""
    facts = theme_toml.gathered(name, [])
    files = [path for folder in facts.folders for path in folder.iterdir() if path.suffix in (".j2", ".css")]
    modules = Path(theme_toml.__file__).parents[1].rglob("*.py")
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*files, *modules])
    for option in facts.options:
        *_, last = option.split(".")
        asked = (f"settings.{option}", f"env({option.replace('_', '-')})", f'"{option}"', f'"{last}"')
        assert any(each in text for each in asked), option
