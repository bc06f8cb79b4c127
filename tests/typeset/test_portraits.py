"""Portraits stand where a theme shows them and a source has them; elsewhere nothing is asked, and an initial stands."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from pipeline.model import Asset, Author, Chapter, Post, Profile, Source, Thread
from pipeline.typeset import portraits
from pipeline.typeset import theme as themes
from pipeline.typeset.chapter import typeset
from pipeline.typeset.links import Links
from pipeline.unroll.merge.identity import owner
from tests.bindery.test_bindery import run

CLASSIC, TIMELINE = themes.load("classic"), themes.load("timeline")
IDA, MIRA = Author(name="Ida Marlow", handle="ida"), Author(name="Mira", handle="mira")
THREAD = Thread(
    id="00000001-0000-5000-8000-000000000000",
    slug="walls",
    title="Walls",
    author=IDA,
    posts=(Post(text="One wall."), Post(text="Mine, too.", author=MIRA)),
    source=Source(name="walls.json", format="thread.json", sha256="ab" * 32),
)


@pytest.fixture
def portrait(tmp_path: Path) -> Asset:
    Image.new("RGB", (640, 400), "teal").save(tmp_path / "ida.png")
    return Asset(path=tmp_path / "ida.png")


def discs(made: Chapter) -> list[str]:
    """What stands in each disc of a chapter: a letter, or the address of a picture."""
    spans = [each for each in ElementTree.fromstring(made.body).iter("span") if each.get("class") == "disc"]
    assert all(each.get("aria-hidden") for each in spans)
    return ["".join(each.itertext()) or each[0].get("src", "") for each in spans]


def test_a_theme_says_whether_it_wants_them(portrait: Asset) -> None:
    """Those that a source has, by who it is."""
    profiles = [Profile(author=IDA, portrait=portrait), Profile(author=MIRA, bio="I have none.")]
    assert portraits.wanted(profiles, TIMELINE) == {owner(IDA): portrait}
    assert not portraits.wanted(profiles, CLASSIC)


def test_an_authors_portrait_stands_in_discs(portrait: Asset) -> None:
    """At the head of the thread and beside the author's own posts, square and small; it says nothing."""
    made = typeset(THREAD, TIMELINE, Links(), portrait)
    (picture,) = made.pictures
    assert (picture.width, picture.height) == (192, 192)
    shown = f"x-picture:{picture.name}"
    assert discs(made) == [shown, shown, "M"]


def test_without_a_portrait_an_initial_stands(tmp_path: Path) -> None:
    """Where none is known, or its file is no picture, which is told."""
    (tmp_path / "ida.png").write_bytes(b"no picture")
    for asset in (None, Asset(path=tmp_path / "ida.png")):
        made = typeset(THREAD, TIMELINE, Links(), asset)
        assert discs(made) == ["I", "I", "M"]
        assert not made.pictures
        assert [notice.where for notice in made.notices] == (["its author"] if asset else [])


@pytest.mark.parametrize(("theme", "again"), [("classic", False), ("timeline", True)])
def test_another_portrait_costs_what_shows_it(tmp_path: Path, theme: str, again: bool) -> None:
    """Where a theme shows none, books stay as they are."""
    folder = tmp_path / "inputs"
    folder.mkdir()
    author = {"name": "Ida", "portrait": "ida.png"}
    record = {"threadbound": 1, "author": author, "posts": [{"text": "A."}, {"text": "B."}]}
    (folder / "walls.json").write_text(json.dumps(record))
    made = []
    for colour in ("teal", "olive"):
        Image.new("RGB", (40, 40), colour).save(folder / "ida.png")
        report = run(folder, theme=theme, library=None)
        made.append((tmp_path / "build" / report.outputs[0].name).read_bytes())
    assert (made[0] != made[1]) is again
