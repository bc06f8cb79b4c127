"""Themes stand on one another, and their mistakes are told with file and line."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import jinja2
import pytest

from pipeline.errors import PublishError, UsageError
from pipeline.typeset import theme as themes
from pipeline.typeset import theme_files

FILES = ("thread.md.j2", "book-front.html.j2", "book-news.html.j2", "print.css", "ebook.css")


def make(folder: Path, toml: str, **files: str) -> str:
    """A theme folder; a file's name is given with "_" for "." (print_css)."""
    folder.mkdir()
    (folder / "theme.toml").write_text(toml, encoding="utf-8")
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize("name", themes.built_in())
def test_every_built_in_theme_is_whole(name: str) -> None:
    """It has a title, and every file that a book needs, of its own or from its base."""
    theme = themes.load(name)
    assert theme.name == name
    assert theme.title
    assert all(theme.text(file) for file in FILES)


def test_a_file_that_a_theme_lacks_comes_from_its_base(tmp_path: Path) -> None:
    """One style sheet and a base make a theme; its settings stand over the base's, one by one."""
    toml = 'name = "large"\ntitle = "Large"\nbase = "classic"\n[settings]\nprint_alt = true\n'
    theme = themes.load(make(tmp_path / "large", toml, print_css="p { color: red }"))
    assert theme.text("print.css") == "p { color: red }"
    assert theme.text("ebook.css") == themes.load("classic").text("ebook.css")
    assert theme.settings["print_alt"] is True
    assert theme.settings["recognise"] is True


def test_a_table_of_settings_is_laid_over_the_bases(tmp_path: Path) -> None:
    """A theme that moves the page number need not say its colour again."""
    (tmp_path / "theme.toml").write_text('base = "classic"\n[settings.folio]\nalign = "outer"\n')
    folio = themes.load(str(tmp_path)).settings["folio"]
    assert folio == {**themes.load("classic").settings["folio"], "align": "outer"}


def test_a_base_may_lie_beside_a_theme(tmp_path: Path) -> None:
    """Two themes of one's own, the second on the first."""
    make(tmp_path / "one", 'base = "classic"', print_css="one")
    theme = themes.load(make(tmp_path / "two", 'base = "one"'))
    assert (theme.name, theme.text("print.css")) == ("two", "one")


def test_changes_follow_the_style_sheet_that_they_change(tmp_path: Path) -> None:
    """Those of the base first; a style sheet of one's own is none of the base's, and none of its changes."""
    one, two, three = (tmp_path / name for name in ("one", "two", "three"))
    make(one, 'base = "classic"')
    make(two, 'base = "one"')
    make(three, 'base = "two"', print_css="whole")
    for folder in (one, two, three):
        (folder / "print-changes.css").write_text(f"changes of {folder.name}")
    (classic,) = themes.load("classic").style_sheets("print")
    assert themes.load(str(two)).style_sheets("print")[0] == f"{classic}\nchanges of one\nchanges of two"
    assert themes.load(str(three)).style_sheets("print")[0] == "whole\nchanges of three"
    packed = pickle.loads(pickle.dumps(themes.load(str(two))))
    shutil.rmtree(one)
    assert packed.style_sheets("print")[0] == f"{classic}\nchanges of one\nchanges of two"


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("name = ", "cannot be read: broken TOML: invalid value"),
        ('nmae = "x"', "unknown key 'nmae'"),
        ("name = 1", "name must be a string"),
        ("settings = 1", "settings must be a table"),
    ],
)
def test_a_broken_theme_toml_is_told(tmp_path: Path, toml: str, message: str) -> None:
    """With its path, what is wrong, and what to do."""
    folder = make(tmp_path / "mine", toml)
    with pytest.raises(PublishError) as caught:
        themes.load(folder)
    assert (caught.value.path, caught.value.message) == (f"{folder}/theme.toml", message)
    assert caught.value.hint


def test_bases_in_a_circle_are_told(tmp_path: Path) -> None:
    """Neither theme can be the first."""
    make(tmp_path / "one", 'base = "two"')
    folder = make(tmp_path / "two", 'base = "one"')
    with pytest.raises(PublishError, match="its bases form a circle"):
        themes.load(folder)


def test_an_unknown_theme_is_a_usage_error(tmp_path: Path) -> None:
    """The names that there are, are named."""
    with pytest.raises(UsageError, match="no theme called 'clasic'") as caught:
        themes.load("clasic")
    assert "Built in: classic" in caught.value.hint
    with pytest.raises(UsageError, match="a theme needs a theme"):
        themes.load(str(tmp_path))


@pytest.mark.parametrize(
    ("template", "where", "message"),
    [
        ("<p>\n{% if %}", "line 2", "Expected an expression, got 'end of statement block'"),
        ("{{ thread.titel }}", "line 1", "has no attribute 'titel'"),
        ("a\nb\n{{ 1 // 0 }}", "line 3", "division"),
        ("{{ ''.__class__.__mro__ }}", "line 1", "unsafe"),
        ("{% include 'nothing.j2' %}", "line 1", "nothing.j2"),
    ],
)
def test_a_mistake_in_a_template_is_told_with_its_line(tmp_path: Path, template: str, where: str, message: str) -> None:
    """Syntax, a misspelt name, a crash, a reach for Python: none is a traceback."""
    folder = make(tmp_path / "mine", 'base = "classic"')
    path = tmp_path / "mine" / "thread.md.j2"
    path.write_text(template, encoding="utf-8")
    with pytest.raises(PublishError) as caught:
        themes.load(folder).render("thread.md.j2", thread=object())
    assert (caught.value.path, caught.value.where) == (str(path), where)
    assert message in caught.value.message


def test_what_a_template_prints_is_escaped(tmp_path: Path) -> None:
    """Whatever the template, text stays text; its own macros may print markup."""
    theme = themes.load(make(tmp_path / "mine", 'base = "classic"'))
    path = tmp_path / "mine" / "thread.md.j2"
    path.write_text(
        "{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{{ m(word) }} {{ word }} {{ nothing }}", encoding="utf-8"
    )
    assert theme.render("thread.md.j2", word="<i>", nothing=None) == "<b>&#60;i&#62;</b> &#60;i&#62; "


def test_a_pickled_theme_is_the_same_without_its_folder(tmp_path: Path) -> None:
    """Its templates, styles and pictures go along, and its base's; so do they when it is pickled again."""
    folder = tmp_path / "mine"
    theme = themes.load(make(folder, 'base = "classic"', print_css="p { color: red }", a_j2="{{ word }}!"))
    (folder / "art").mkdir()
    (folder / "art" / "leaf.png").write_bytes(b"\x89PNG")
    (folder / ".hidden").write_bytes(b"secret")
    assert theme.render("a.j2", word="<i>") == "&lt;i&gt;!"
    data = pickle.dumps(theme)
    shutil.rmtree(folder)
    for there in (pickle.loads(data), pickle.loads(pickle.dumps(pickle.loads(data)))):
        assert there.render("a.j2", word="<i>") == "&lt;i&gt;!"
        assert there.read("art/leaf.png") == b"\x89PNG"
        assert there.text("print.css") == "p { color: red }"
        assert there.text("ebook.css") == themes.load("classic").text("ebook.css")
        assert there.settings == theme.settings
        with pytest.raises(PublishError, match=r"theme mine: has no \.hidden"):
            there.read(".hidden")


def test_a_pickled_theme_names_its_files_as_before(tmp_path: Path) -> None:
    """A template's mistake is told with the path that the user knows, wherever it is found."""
    folder = make(tmp_path / "mine", 'base = "classic"')
    path = tmp_path / "mine" / "thread.md.j2"
    path.write_text("a\n{{ 1 // 0 }}", encoding="utf-8")
    with pytest.raises(PublishError) as caught:
        pickle.loads(pickle.dumps(themes.load(folder))).render("thread.md.j2")
    assert (caught.value.path, caught.value.where) == (str(path), "line 2")


def test_a_theme_too_large_to_send_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody's home folder with a theme.toml in it does not go over the network."""
    monkeypatch.setattr(theme_files, "MAX_THEME_BYTES", 1 << 20)
    theme = themes.load(make(tmp_path / "mine", 'base = "classic"'))
    (tmp_path / "mine" / "film.mp4").write_bytes(bytes(1 << 20))
    with pytest.raises(PublishError, match="theme mine: has more than 1 MB of files"):
        pickle.dumps(theme)


def test_a_theme_shows_nothing_outside_its_folder(tmp_path: Path) -> None:
    """Neither by a path nor by a link."""
    (tmp_path / "secret.png").write_bytes(b"secret")
    theme = themes.load(make(tmp_path / "mine", 'base = "classic"'))
    (tmp_path / "mine" / "link.png").symlink_to(tmp_path / "secret.png")
    for name in ("../secret.png", "link.png"):
        with pytest.raises(PublishError, match="leads out of the theme's folder"):
            theme.read(name)


def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    """With its path."""
    folder = make(tmp_path / "mine", 'base = "classic"')
    path = tmp_path / "mine" / "print.css"
    path.write_bytes(b"/* caf\xe9 */")
    with pytest.raises(PublishError, match="cannot be read: 'utf-8' codec") as caught:
        themes.load(folder).text("print.css")
    assert caught.value.path == str(path)


def test_a_theme_of_ours_is_not_blamed_for_what_it_is_given(tmp_path: Path) -> None:
    """It is right, so what it was given is not: the error goes to who gave it. A theme of the user's own may be wrong."""
    with pytest.raises(jinja2.UndefinedError):
        themes.load("classic").render("ebook.html.j2")
    with pytest.raises(PublishError, match="template error"):
        themes.load(make(tmp_path / "mine", 'base = "classic"')).render("ebook.html.j2")
