"""What holds for every writer in the table, those to come included."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from pipeline.bindery import writers
from pipeline.bindery.writers import WRITERS, Writer
from pipeline.command import options
from pipeline.model import Book, Bound
from pipeline.publish import Options, publish
from pipeline.work.pack import pack, unpack
from tests.conftest import Quiet
from tests.press.conftest import THEME, book, single, thread

every_writer = pytest.mark.parametrize("writer", WRITERS, ids=[writer.name for writer in WRITERS])
SIGNATURES = {".pdf": b"%PDF-1.7", ".epub": b"PK\x03\x04"}


def bind(writer: Writer, whole: Book) -> Bound:
    """The book from its parts, which have been kept and come back as what they were; or from its chapters."""
    if not writer.has_parts:
        bare = tuple(replace(chapter, body="", pictures=()) for chapter in whole.chapters)
        return writer.door.bind(replace(whole, chapters=bare), iter(whole.chapters), THEME)
    door = writer.parts
    parts = [door.make_part(chapter, THEME) for chapter in whole.chapters]
    assert [unpack(pack(part), door.Part) for part in parts] == parts
    plan = door.plan(whole, parts, THEME)
    pieces = (*door.front_matter(whole, THEME), *door.back_matter(whole, plan, THEME))
    front = [door.make_front(piece, THEME) for piece in pieces]
    assert [unpack(pack(part), door.Part) for part in front] == front
    return door.bind(whole, parts, plan, front, THEME)


@every_writer
def test_a_writer_binds_a_thread_and_a_collection(writer: Writer) -> None:
    """Both are files of its format, and the same book is the same bytes."""
    writer.prepare()
    one, two = thread("A wall 🧱", "Ends."), thread("Two walls", number=2)
    for each in (single(one), book(one, two)):
        bound = bind(writer, each)
        assert bound.data.startswith(SIGNATURES[writer.suffix])
        assert not bound.notices
        assert bind(writer, each).data == bound.data


@every_writer
@pytest.mark.parametrize(
    "text", ["", " ", "x" * 5000, "word " * 5000, "\u202e", "\u200b", "a\n" * 300, "𝐛𝐨𝐥𝐝 \U000e0001"]
)
def test_odd_texts_make_books_too(writer: Writer, text: str) -> None:
    """A post without text, a word longer than a page, characters that show nothing."""
    assert bind(writer, single(thread(text, "The end."))).data


def test_an_output_is_a_package_and_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing else a toy has its flag, and is made of each thread and of the collection."""
    toy = Writer(name="toy", title="toys", suffix=".toy", package="tests.bindery.toy")
    monkeypatch.setattr(writers, "WRITERS", (*WRITERS, toy))

    @click.command()
    @options.formats
    def ask(**settings: bool) -> None:
        """The formats that are asked for."""
        click.echo(" ".join(options.formats_in(settings)))

    assert CliRunner().invoke(ask, ["--toy"]).stdout == "toy\n"
    assert CliRunner().invoke(ask, []).stdout == "pdf epub toy\n"
    assert "Make toys." in CliRunner().invoke(ask, ["--help"]).stdout
    for name in ("one", "two"):
        page = f"---\nauthor: Ida\ntitle: Wall {name}\n---\nA stone.\n\n---\n\nAnother.\n"
        (tmp_path / f"{name}.md").write_text(page, encoding="utf-8")
    wanted = Options(formats=("toy",), output=str(tmp_path / "out"), title="Walls")
    report = publish([str(tmp_path / "one.md"), str(tmp_path / "two.md")], wanted, Quiet())
    assert not report.failures
    assert [made.name.rpartition(".")[2] for made in report.outputs] == ["toy"] * 3
    assert (tmp_path / "out" / "book.toy").read_text(encoding="utf-8") == "classic\nWalls\nWall one\nWall two\n"


def test_files_for_kobo_are_named_so(tmp_path: Path) -> None:
    """A reader of Kobo's tells them by their names; a PDF keeps its own."""
    (tmp_path / "wall.md").write_text("---\nauthor: Ida\ntitle: Wall\n---\nA stone.\n", encoding="utf-8")
    wanted = Options(formats=("epub",), output=str(tmp_path / "out"), settings={"ebook_spans": "kobo"})
    report = publish([str(tmp_path / "wall.md")], wanted, Quiet())
    assert [made.name.partition(".")[2] for made in report.outputs] == ["kepub.epub"]
    assert [writer.naming(THEME).suffix for writer in WRITERS] == [".pdf", ".epub"]
