"""The look of the books, by the command: pages, faces and options, and that nothing old is bound with the new."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest

from tests.command.conftest import Publish

A4 = (595.276, 841.89)
WORDS = "Walls stand by weight, as *everybody* knows 🧱. "


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Two threads."""
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        facts = {"threadbound": 1, "author": {"name": f"Ida {name}"}, "posts": [{"text": WORDS * 20}, {"text": WORDS}]}
        (tmp_path / "in" / f"{name}.json").write_text(json.dumps(facts), encoding="utf-8")
    return tmp_path / "in"


def _sizes(path: Path) -> set[tuple[float, ...]]:
    with pikepdf.open(path) as pdf:
        return {tuple(round(float(edge), 3) for edge in list(page.mediabox)[2:]) for page in pdf.pages}


def _fonts(path: Path) -> set[str]:
    with pikepdf.open(path) as pdf:
        return {
            str(each.BaseFont)[8:]
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/BaseFont" in each
        }


def test_what_is_changed_is_changed_in_all_books(tmp_path: Path, inputs: Path, publish: Publish) -> None:
    """A run with other options goes on from what is kept, and binds nothing old; back again, the bytes are the first."""
    publish("in", "-o", "out")
    book = tmp_path / "out" / "book.pdf"
    first = book.read_bytes()
    assert publish("in", "-o", "out", "--page", "a4", "--font", "noto serif").returncode == 0
    assert _sizes(book) == {A4}
    assert {"Noto-Serif", "Noto-Serif-Italic"} <= _fonts(book)
    assert "Spectral-Italic" not in _fonts(book)
    with zipfile.ZipFile(book.with_suffix(".epub")) as epub:
        css = epub.read("EPUB/ebook.css").decode()
        assert 'body { font-family: "Noto Serif", serif; }' in css
        assert "EPUB/fonts/NotoSerif-variable-italic.ttf" in epub.namelist()
    (inputs / "more.css").write_text("p { color: #123456 }")
    publish("in", "-o", "out", "--css", "in/more.css", "--set", "emoji=mono")
    with zipfile.ZipFile(book.with_suffix(".epub")) as epub:
        assert "#123456" in epub.read("EPUB/ebook.css").decode()
        (drawing,) = (name for name in epub.namelist() if name.endswith("1f9f1.svg"))
        assert set(re.findall("#[0-9a-f]+", epub.read(drawing).decode())) <= {"#000", "#000000", "#fff"}
    publish("in", "-o", "out")
    assert book.read_bytes() == first


def test_the_editor_says_it_and_the_command_line_comes_before(tmp_path: Path, inputs: Path, publish: Publish) -> None:
    """In the table [theme] of book.toml; files that it names are no threads."""
    (inputs / "my.css").write_text("p { color: #123456 }")
    (inputs / "book.toml").write_text('[theme]\npage = "a4"\nsides = "one"\ncss = "my.css"\n')
    done = publish("in", "-o", "out", "--pdf", "-v")
    assert (done.returncode, "my.css" in done.stderr) == (0, False)
    assert _sizes(tmp_path / "out" / "book.pdf") == {A4}
    publish("in", "-o", "out", "--pdf", "--page", "letter")
    assert _sizes(tmp_path / "out" / "book.pdf") == {(612, 792)}


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--set", "pgae=a4"], 2, "Error: --set pgae: there is no such option\nHint: Did you mean page?"),
        (["--set", "page"], 2, "'page' is no KEY=VALUE. Write --set page=a4."),
        (["--page", "huge"], 2, "Error: --set page: must be a4, a5, letter, 6x9 or WIDTHxHEIGHT in mm"),
        (["--font", "Spektral"], 2, "Hint: Did you mean 'Spectral'?"),
        (["--font", "no.ttf"], 2, "Error: --set face: there is no such font: no.ttf"),
        (["--font", "in/a.ttf"], 1, "a.ttf: not a font"),
        (["--css", "no.css"], 2, "Error: no.css: cannot be read: No such file or directory"),
        (["--theme", "no"], 2, "Error: no theme called 'no'"),
    ],
)
def test_what_cannot_be_is_told(publish: Publish, inputs: Path, arguments: list[str], code: int, told: str) -> None:
    """Before anything is made."""
    (inputs / "a.ttf").write_text("no font")
    done = publish("in", "-o", "out", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr
