"""Whatever shapes a page from outside is in its key."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

import pipeline
from pipeline.press.layout import engine
from pipeline.typeset import fonts
from pipeline.typeset import theme as themes
from pipeline.work import environment as surroundings
from pipeline.work.environment import PACKAGES, environment, theme_digest
from tests.press.conftest import book, thread

NOT_IN_A_PAGE = {"threadbound", "setuptools", "pycparser", "typing-extensions"}
"""Imported while a page is made: ourselves, known by our source, and what is there for compiling and typing."""

PROGRAM = """
import pickle, sys
before = {*sys.modules}
from pipeline import press
from pipeline.typeset import theme
with open(sys.argv[1], "rb") as file:
    book = pickle.load(file)
look = theme.load("classic")
sheets = [press.make_part(chapter, look) for chapter in book.chapters]
plan = press.plan(book, sheets, look)
front = [press.make_front(piece, look) for piece in press.front_matter(book, look)]
press.bind(book, sheets, plan, front, look)
print(*sorted({name.partition(".")[0] for name in {*sys.modules} - before}))
"""


def test_every_package_that_takes_part_in_a_page_is_named(tmp_path: Path) -> None:
    """Of all that a process imports which makes pages of many scripts, emoji and code, and does nothing else."""
    text = "Plain *text*, “quoted”. Ελληνικά, 日本語, עברית, नमस्ते. 👩‍🚀 🇫🇷 `code` ⇒ 𝐛"
    (tmp_path / "book").write_bytes(pickle.dumps(book(thread(text, number=1), thread(text, number=2))))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "book")], capture_output=True, text=True, check=True
    )
    packages = metadata.packages_distributions()
    imported = {name for module in done.stdout.split() for name in packages.get(module, [])}
    assert "weasyprint" in imported
    fonts_there = {each.split()[0] for each in fonts.versions()}
    assert {name.lower().replace("_", "-") for name in imported} - {*PACKAGES} - fonts_there - NOT_IN_A_PAGE == set()


def test_it_is_the_same_each_time() -> None:
    """In one process and the next, whatever the hash seed."""
    program = "from pipeline.work.environment import environment; print(*environment(), sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == list(environment()) == list(environment())


def test_the_c_libraries_are_known_without_weasyprint() -> None:
    """By their own words, and they are those that WeasyPrint loads."""
    program = (
        "import sys; from pipeline.work import environment as e; e.environment(); print('weasyprint' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
    said = dict(line.split(" ", 1) for line in environment())
    assert said["pango-1.0"] == _pango_of_weasyprint()
    for library in ("harfbuzz", "harfbuzz-subset", "fontconfig", "freetype", "fribidi", "glib-2.0"):
        assert any(sign.isdigit() for sign in said[library]), said[library]


def _pango_of_weasyprint() -> str:
    engine.load()
    from weasyprint.text.ffi import pango

    number = pango.pango_version()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def test_a_library_that_is_not_installed_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """And so it makes a difference when it comes; so does a package."""
    monkeypatch.setattr(surroundings, "_LIBRARIES", {"threadbound-of-old": 0})
    monkeypatch.setattr(surroundings, "PACKAGES", ("threadbound-of-old",))
    assert environment().count("threadbound-of-old none") == 2


@pytest.mark.parametrize("change", ["edit", "add", "remove", "rename"])
def test_our_own_source_is_known_by_its_content(tmp_path: Path, change: str) -> None:
    """So that a checkout being worked on never takes an old page for a new one; what Python compiles does not count."""
    package = tmp_path / "pipeline"
    shutil.copytree(Path(pipeline.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    before = _source(package)
    assert before == environment()[0]
    file = package / "press" / "layout" / "balance.py"
    if change == "edit":
        facts = file.stat()
        file.write_bytes(file.read_bytes().replace(b"1.03", b"1.04"))
        os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    elif change == "add":
        (package / "press" / "more.py").write_bytes(b"")
    elif change == "remove":
        file.unlink()
    else:
        file.rename(package / "press" / "weight.py")
    assert _source(package) != before


def _source(package: Path) -> str:
    """What a copy of the package says of itself."""
    program = "from pipeline.work.environment import environment; print(environment()[0])"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=package.parent, env={}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def theme_folder(tmp_path: Path) -> Path:
    """A theme of one's own, standing on the classic one."""
    folder = tmp_path / "mine"
    (folder / "parts").mkdir(parents=True)
    (folder / "theme.toml").write_text('base = "classic"\n[settings]\nleading = 1.5\n', encoding="utf-8")
    (folder / "extra.css").write_text("p { color: red }", encoding="utf-8")
    (folder / "parts" / "ornament.svg").write_text("<svg/>", encoding="utf-8")
    return folder


def test_every_file_of_a_theme_counts(theme_folder: Path) -> None:
    """Its style sheets, its templates, whatever they may refer to; its settings; and its name, which warnings tell."""
    digests = [theme_digest(themes.load(str(theme_folder)))]
    for name in ("extra.css", "parts/ornament.svg", "print.css", "thread.md.j2"):
        with (theme_folder / name).open("a", encoding="utf-8") as file:
            file.write("\n")
        digests.append(theme_digest(themes.load(str(theme_folder))))
    toml = theme_folder / "theme.toml"
    for change in ("leading = 2\n", "leading = 2.0\n"):
        toml.write_text(f'base = "classic"\n[settings]\n{change}', encoding="utf-8")
        digests.append(theme_digest(themes.load(str(theme_folder))))
    toml.write_text('name = "other"\n' + toml.read_text(encoding="utf-8"), encoding="utf-8")
    digests.append(theme_digest(themes.load(str(theme_folder))))
    assert len(set(digests)) == len(digests)


def test_what_no_page_can_show_does_not_count(theme_folder: Path) -> None:
    """A description, a repository's own files, the place where the theme lies."""
    before = theme_digest(themes.load(str(theme_folder)))
    with (theme_folder / "theme.toml").open("r+", encoding="utf-8") as file:
        content = file.read()
        file.seek(0)
        file.write('description = "Mine"\n' + content)
    (theme_folder / ".git").mkdir()
    (theme_folder / ".git" / "index").write_bytes(b"1")
    (theme_folder / "parts" / "round").symlink_to("..")
    assert theme_digest(themes.load(str(theme_folder))) == before
    moved = theme_folder.parent / "elsewhere" / "mine"
    shutil.copytree(theme_folder, moved, symlinks=True)
    assert theme_digest(themes.load(str(moved))) == before


def test_a_file_that_is_hidden_by_another_does_not_count(theme_folder: Path, tmp_path: Path) -> None:
    """A theme's own file stands before its base's; a change to that changes no page."""
    (theme_folder / "theme.toml").write_text("", encoding="utf-8")
    top = theme_folder.parent / "top"
    top.mkdir()
    (top / "theme.toml").write_text('base = "mine"\n', encoding="utf-8")
    (top / "extra.css").write_text("", encoding="utf-8")
    digests = [theme_digest(themes.load(str(top)))]
    (theme_folder / "extra.css").write_text("b { color: red }", encoding="utf-8")
    digests.append(theme_digest(themes.load(str(top))))
    (theme_folder / "parts" / "ornament.svg").write_text("<svg />", encoding="utf-8")
    digests.append(theme_digest(themes.load(str(top))))
    assert [digests.index(each) for each in digests] == [0, 0, 2]


def test_what_cannot_be_read_makes_a_difference_when_it_can(theme_folder: Path) -> None:
    """A link that leads nowhere is no error: editors leave them. That the page lacked it is known."""
    (theme_folder / "paper.png").symlink_to(theme_folder.parent / "paper.png")
    before = theme_digest(themes.load(str(theme_folder)))
    (theme_folder.parent / "paper.png").write_bytes(b"PNG")
    assert theme_digest(themes.load(str(theme_folder))) != before
