"""Long posts are set as prose, and open in small capitals."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from pipeline.typeset import theme as themes
from pipeline.typeset.chapter import typeset
from pipeline.typeset.links import Index
from tests.press.conftest import THEME, thread

TEXT = "The keeper of the lamp was paid by the year. " * 40


def posts(*texts: str, theme: themes.Theme = THEME) -> list[ElementTree.Element]:
    """The posts of a thread of these texts."""
    one = thread(*texts)
    return ElementTree.fromstring(typeset(one, theme, Index([one]).links(one)).body).findall("section")


def classes(*texts: str, theme: themes.Theme = THEME) -> list[str | None]:
    """Of each post."""
    return [post.get("class") for post in posts(*texts, theme=theme)]


def test_a_post_of_300_words_is_prose() -> None:
    """Chinese and Japanese ones are counted by their characters."""
    assert classes("word " * 299, "word " * 300, "石" * 700, "石" * 800) == ["post", "post prose", "post", "post prose"]


@pytest.mark.parametrize(("prose", "expected"), [(10, ["post", "post prose"]), (0, ["post", "post"])])
def test_a_theme_says_from_which_length_on(prose: int, expected: list[str], tmp_path: Path) -> None:
    """0: none is."""
    (tmp_path / "theme.toml").write_text(f'base = "classic"\n[settings]\nprose = {prose}\n')
    assert classes("word " * 9, "word " * 900, theme=themes.load(str(tmp_path))) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The keeper of the lamp rose.", "The keeper of"),
        ("“O,” he said to me once.", "“O,” he said"),
        ("Leuchtfeuertagebuch und Uhr.", "Leuchtfeuertagebuch und"),
        ("1883 was a year of gales.", "1883 was a year"),
        ("The *keeper* of the lamp rose.", ""),
        ("石垣は なぜ 長く 残る のか 石垣は なぜ 長く", ""),
        ("שומר המגדלור קיבל את שכרו", ""),
        ("- wicks\n- oil\n- a clock", ""),
    ],
)
def test_a_few_words_open_it(text: str, words: str) -> None:
    """Two to four plain ones, in letters that have capitals; all words stay."""
    (post,) = posts(f"{text}\n\n{TEXT}")
    found = [each.text for each in post.iter("span") if each.get("class") == "first-words"]
    assert found == ([words] if words else [])
    said = "".join(post.itertext()).split()
    assert said == re.sub(r"[*-]", "", f"{text} {TEXT}").split()


def test_a_short_post_has_no_such_opening() -> None:
    """Nor has a paragraph but the first."""
    short, long = posts("The keeper of the lamp rose.", f"{TEXT}\n\n{TEXT}")
    assert not [*short.iter("span")]
    assert len([*long.iter("span")]) == 1


def test_a_post_that_goes_on_behind_its_heading_has_none() -> None:
    """Its first paragraph may begin within a sentence."""
    one = thread(f"The keeper rose.\n\n{TEXT}")
    one = replace(one, title="The keeper rose")
    (post,) = ElementTree.fromstring(typeset(one, THEME, Index([one]).links(one)).body).findall("section")
    assert post.find("h1") is not None
    assert post.get("class") == "post prose"
    assert not [*post.iter("span")]
