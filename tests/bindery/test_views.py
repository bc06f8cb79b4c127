"""Each writer, and typesetting, sees only what is theirs of a theme; so a change for one costs the others nothing."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipeline.bindery import setting, writers
from pipeline.bindery.writers import WRITERS, view_of_chapters
from pipeline.errors import ThemeError
from pipeline.publish import Options, publish
from pipeline.typeset import theme as themes
from pipeline.typeset.theme import Theme
from pipeline.work import Result, Task
from tests.bindery.test_bindery import inputs, outputs, run
from tests.command.conftest import INPUTS
from tests.conftest import Quiet

__all__ = ["inputs"]

PDF, EPUB = WRITERS
CLASSIC = themes.load("classic")
SHEETS, BOUND_PDFS, BOUND_EPUBS, CHAPTERS = "sheets", "PDFs bound", "EPUBs bound", "chapters"
PRINTED, READ = {SHEETS, BOUND_PDFS}, {BOUND_EPUBS}


@contextmanager
def _here(*_: object) -> Iterator[tuple[Any, Any]]:
    class Here:
        def run(self, work: Callable[[Task], Result], tasks: Any) -> Iterator[tuple[str, Result]]:
            return ((name, work(task)) for name, task in tasks)

    here = Here()
    yield here, here


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The kinds of things that are made, all of them in this process."""
    kinds: set[str] = set()

    def noted(kind: str, real: Callable[..., object]) -> Callable[..., object]:
        def make(*arguments: Any) -> object:
            kinds.add(kind)
            return real(*arguments)

        return make

    press, ebook = PDF.parts, EPUB.door
    monkeypatch.setattr("pipeline.publish._workers", _here)
    monkeypatch.setattr(press, "make_part", noted(SHEETS, press.make_part))
    monkeypatch.setattr(press, "make_front", noted(SHEETS, press.make_front))
    monkeypatch.setattr(press, "bind", noted(BOUND_PDFS, press.bind))
    monkeypatch.setattr(ebook, "bind", noted(BOUND_EPUBS, ebook.bind))
    monkeypatch.setattr(setting, "set_chapter", noted(CHAPTERS, setting.set_chapter))
    monkeypatch.setattr("pipeline.bindery.tasks.set_chapter", setting.set_chapter)
    return kinds


def _append(name: str, text: str) -> Callable[[Path], None]:
    """An edit of a theme: the base's file with something at its end."""

    def edit(mine: Path) -> None:
        (mine / name).write_text(CLASSIC.text(name) + text, encoding="utf-8")

    return edit


def _add(name: str, text: str) -> Callable[[Path], None]:
    """An edit of a theme: another file."""

    def edit(mine: Path) -> None:
        (mine / name).write_text(text, encoding="utf-8")

    return edit


def _set(line: str) -> Callable[[Path], None]:
    """An edit of a theme: a setting."""

    def edit(mine: Path) -> None:
        (mine / "theme.toml").write_text(f'base = "classic"\n[settings]\n{line}\n', encoding="utf-8")

    return edit


def _declare(line: str) -> Callable[[Path], None]:
    """An edit of a theme: an option of its own."""

    def edit(mine: Path) -> None:
        (mine / "theme.toml").write_text(f'base = "classic"\n[options]\n{line}\n', encoding="utf-8")

    return edit


ALL = {CHAPTERS, *PRINTED, *READ}
EDITS: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "ebook.css": (_append("ebook.css", "p { margin: 1em }"), READ),
    "an EPUB's template": (_append("ebook-titlepage.html.j2", "<!-- -->"), READ),
    "print.css": (_append("print.css", "p { margin: 1mm }"), PRINTED),
    "a template in print": (_append("book-contents.html.j2", "<!-- -->"), PRINTED),
    "thread.md.j2": (_append("thread.md.j2", "\n\n"), ALL),
    "post-parts.md.j2": (_append("post-parts.md.j2", "\n\n"), ALL),
    "notes.md.j2": (_append("notes.md.j2", "\n\n"), ALL),
    "what pages are laid on": (_set('print_imposition = "booklet"'), {BOUND_PDFS}),
    "blank pages": (_set("print_pages = 4"), {BOUND_PDFS}),
    "an EPUB's pictures": (_set("ebook_grey = true"), READ),
    "a picture": (_add("leaf.svg", "<svg/>"), ALL),
    "a setting of print": (_set("folio.size = 9"), PRINTED),
    "a setting of EPUBs": (_set('ebook_align = "justify"'), READ),
    "a setting of chapters": (_set("print_alt = true"), ALL),
    "a setting of the theme's own": (_declare('ornament = { type = "switch", default = true, help = "…" }'), ALL),
}


@pytest.mark.parametrize(("edit", "expected"), EDITS.values(), ids=EDITS)
def test_a_change_costs_what_can_show_it(
    inputs: Path,
    made: set[str],
    edit: Callable[[Path], None],
    expected: set[str],
) -> None:
    """And all that is made or kept is that of a run from nothing, byte for byte."""
    options: dict[str, Any] = {"formats": ("pdf", "epub")}
    run(inputs, library=None, **options)
    assert made == ALL
    made.clear()
    edit(inputs.parent / "mine")
    kept = run(inputs, library=None, **options)
    assert made == expected
    fresh = run(inputs, "fresh", library=None, cache=None, **options)
    assert outputs(inputs, kept) == outputs(inputs, fresh, "fresh")


def test_nobody_reads_a_theme_but_by_a_view(made: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So what the keys hold is complete: over all of the samples, no file is looked up in a theme as a whole."""
    seen: dict[str, set[tuple[str, ...]]] = {}
    real = Theme._found

    def found(self: Theme, name: str) -> Path | None:
        seen.setdefault(name, set()).add(self.hidden)
        return real(self, name)

    monkeypatch.setattr(Theme, "_found", found)
    assert not publish([str(INPUTS)], Options(output=str(tmp_path / "build")), Quiet()).failures
    assert made == ALL
    views = {view.hidden for view in (view_of_chapters(CLASSIC), *(writer.view(CLASSIC) for writer in WRITERS))}
    assert set().union(*seen.values()) == views
    assert {name for name, by in seen.items() if by == {PDF.view(CLASSIC).hidden}} >= {"print.css"}
    assert {name for name, by in seen.items() if by == {EPUB.view(CLASSIC).hidden}} >= {"ebook.css"}


@pytest.mark.parametrize("writer", WRITERS, ids=[writer.name for writer in WRITERS])
def test_a_writer_sees_no_other_ones_files_and_settings(writer: writers.Writer) -> None:
    """Its own it has, and chapters have neither; what no row names, everybody has."""
    (other,) = (each for each in WRITERS if each is not writer)
    own = {"pdf": ("print.css", "folio"), "epub": ("ebook.css", "")}
    name, setting_name = own[writer.name]
    for view in (other.view(CLASSIC), view_of_chapters(CLASSIC)):
        with pytest.raises(ThemeError, match=r"by its name it is for one format alone"):
            view.text(name)
        assert not setting_name or setting_name not in view.settings
    view = writer.view(CLASSIC)
    assert view.text(name)
    assert not setting_name or setting_name in view.settings
    assert view.settings["page"] == "a5"
    assert view.text("notes.md.j2")


@pytest.mark.parametrize("way", ["ebook.css", "./ebook.css", "parts/../ebook.css", "parts/round/ebook.css"])
def test_there_is_no_way_around_a_view(tmp_path: Path, way: str) -> None:
    """Whatever a style sheet writes, a file is known by the name that it has in the theme's folder."""
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "round").symlink_to("..")
    (tmp_path / "theme.toml").write_text('base = "classic"\n')
    (tmp_path / "ebook.css").write_text("p { }")
    theme = themes.load(str(tmp_path))
    assert theme.read(way) == b"p { }"
    with pytest.raises(ThemeError, match=r"is not to be had here"):
        PDF.view(theme).read(way)


def test_a_view_that_is_sent_elsewhere_is_the_same_view(tmp_path: Path) -> None:
    """It takes no more along than it shows, and lacks the same where its folders are not."""
    (tmp_path / "theme.toml").write_text('base = "classic"\n')
    (tmp_path / "ebook.css").write_text("p { }")
    view = PDF.view(themes.load(str(tmp_path)))
    sent = pickle.loads(pickle.dumps(view))
    (tmp_path / "ebook.css").unlink()
    assert sent.settings == view.settings
    assert sent.text("print.css") == view.text("print.css")
    with pytest.raises(ThemeError):
        sent.text("ebook.css")


def test_a_template_that_is_not_for_chapters_is_told_of(tmp_path: Path) -> None:
    """Not as one that is missing, for it lies there."""
    (tmp_path / "theme.toml").write_text('base = "classic"\n')
    (tmp_path / "ebook-signs.j2").write_text("")
    (tmp_path / "thread.md.j2").write_text('{% include "ebook-signs.j2" %}')
    with pytest.raises(ThemeError, match=r"ebook-signs.j2 is not to be had here") as caught:
        view_of_chapters(themes.load(str(tmp_path))).render("thread.md.j2")
    assert "docs/themes.md" in caught.value.hint
