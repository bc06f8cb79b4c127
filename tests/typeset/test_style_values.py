"""Style sheets are given the values of options, and what follows from the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ThemeError
from pipeline.typeset import theme as themes
from pipeline.typeset.style_values import filled, mixed
from pipeline.typeset.theme_toml import Wishes


def test_values_are_filled_in_wherever_they_stand() -> None:
    """In rules and at-rules, but not in comments."""
    css = "/* env(x) */ @page { size: env(page-width) } p { width: calc(1pt * env( scale )); color: my-env(1) }"
    known = {"page-width": "148mm", "scale": "1"}
    assert filled(css, known, "") == "/* env(x) */ @page { size: 148mm } p { width: calc(1pt * 1); color: my-env(1) }"


def test_a_value_that_there_is_not_is_told_with_its_line(tmp_path: Path) -> None:
    """And the one that is meant."""
    (tmp_path / "theme.toml").write_text('base = "classic"')
    (tmp_path / "print.css").write_text("p {\n  color: env(acent)\n}")
    with pytest.raises(ThemeError, match=r"print\.css: line 2: there is no env\(acent\)") as caught:
        themes.load(str(tmp_path)).style_sheets("print")
    assert caught.value.hint == "Did you mean env(accent)?"


@pytest.mark.parametrize(("paper", "colour"), [(0, "#102030"), (15, "#ffffff"), (5, "#606a75")])
def test_an_ink_is_mixed_with_paper(paper: int, colour: str) -> None:
    """By fifteenths."""
    assert mixed("#102030", paper) == colour


@pytest.mark.parametrize(
    ("said", "declaration"),
    [
        ({"accent": "#00f"}, "a.link { color: #0000ff;"),
        ({"sides": "one"}, "a.link { color: #1f4e8c;"),
        ({"sides": "two"}, "a.link { color: inherit;"),
        ({"sides": "one"}, ".contents, .part { break-before: page }"),
        ({"justification": "all"}, ".post { margin-bottom: 1.25em; text-align: justify }"),
        ({"justification": "none"}, "margin-bottom: 0; text-align: start;"),
        ({"size": "12.3", "leading": "1.5"}, "--leading: 1.5;\n  font: 12.3pt/"),
    ],
)
def test_options_change_the_classic_style_sheet(said: dict[str, str], declaration: str) -> None:
    """Each where it is meant to."""
    (css,) = themes.load("classic", [Wishes(said)]).style_sheets("print")
    assert declaration in css
    assert "env(" not in css.partition("*/")[2]
