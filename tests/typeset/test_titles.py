"""Titles are set once, for all that shows them."""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.model import Author, Branching, Post, Source, Thread
from pipeline.typeset import theme
from pipeline.typeset.titles import titled

CLASSIC = theme.load(theme.DEFAULT)
THREAD = Thread(
    id="t",
    slug="t",
    title='Wie "Hans\' Glocke" klang...',
    author=Author(name="Moss"),
    language="de",
    posts=(Post(text='"Ja"'),),
    source=Source(name="t.json", format="thread-json", sha256=""),
    branches_off=Branching(thread="u", title='Die "Glocke"', post=2),
)


def test_a_title_and_its_trunks_are_set_and_nothing_else() -> None:
    """What people posted is set where it is printed."""
    made = titled(THREAD, CLASSIC)
    assert made.title == "Wie „Hans’ Glocke“ klang…"
    assert made.branches_off
    assert made.branches_off.title == "Die „Glocke“"
    assert replace(made, title=THREAD.title, branches_off=THREAD.branches_off) == THREAD


def test_a_theme_may_leave_titles_as_typed() -> None:
    """With the same setting as posts."""
    assert titled(THREAD, replace(CLASSIC, settings={**CLASSIC.settings, "typography": False})) == THREAD
