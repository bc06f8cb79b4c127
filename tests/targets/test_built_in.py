"""The targets that come along: whole, and no two say that they are the same."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.targets import built_in, load
from pipeline.targets.target_toml import GROUPS
from pipeline.typeset import theme as themes

PROMISED = (
    "kindle", "kindle-scribe", "kobo", "kobo-colour", "apple", "google", "pocketbook", "boox", "remarkable",
    "remarkable-move", "supernote", "xteink", "koreader", "phone", "screen", "a4", "a5", "letter", "booklet", "zine",
    "kdp", "kdp-colour", "ingram", "lulu", "lulu-colour", "press", "press-grey",
)  # fmt: skip

every_target = pytest.mark.parametrize("name", built_in())


def test_there_are_these_targets() -> None:
    """What they are based on is not listed."""
    assert built_in() == sorted(PROMISED)


@every_target
def test_a_target_is_whole(name: str) -> None:
    """It says what it is, how files get there, and of each rule who says so."""
    target = load(name)
    assert target.path == ""
    assert target.title
    assert 20 < len(target.description) < 120
    assert target.description.endswith(".")
    assert target.readme
    assert all(rule.source for rule in target.rules.values())
    assert target.screen or target.kind != "reader" or name == "koreader"
    assert (target.kind == "shop") == bool(target.cover)
    assert not target.cover or target.paper in target.cover.spine


@every_target
def test_a_theme_can_do_what_a_target_asks(name: str) -> None:
    """Every option is declared, and every value allowed."""
    target = load(name)
    assert all(themes.load("classic", target.wishes(format)).page for format in target.formats)


def test_no_two_targets_are_called_the_same() -> None:
    """By names, aliases and groups."""
    names = Counter([*built_in(), *GROUPS, *(alias for name in built_in() for alias in load(name).aliases)])
    assert [name for name, count in names.items() if count > 1] == []
    assert all(load(alias).name == name for name in built_in() for alias in load(name).aliases)


def test_readers_share_epubs() -> None:
    """Few differ, so that all readers together cost little more than one."""
    wanted = {
        str(sorted(each for each in load(name).options.items() if each[0].startswith("ebook_")))
        for name in built_in()
        if "epub" in load(name).formats
    }
    assert len(wanted) <= 6


@pytest.mark.parametrize(
    "alias", ["paperwhite", "clara", "libra-colour", "x4", "ipad", "iphone", "lightning", "ingramspark"]
)
def test_people_call_targets_by_other_names(alias: str) -> None:
    """By those of devices, and of firms."""
    assert load(alias).name in built_in()
