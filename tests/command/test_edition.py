"""The editor's file, by the command."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from tests.command.conftest import Publish
from tests.press.conftest import pdf_text


def _thread(folder: Path, name: str, *texts: str) -> None:
    facts = {
        "threadbound": 1,
        "author": {"name": "Ida Marlow", "handle": "ida"},
        "posts": [{"text": text} for text in texts],
    }
    (folder / f"{name}.json").write_text(json.dumps(facts), encoding="utf-8")


def test_a_book_says_what_its_editor_wants(tmp_path: Path, publish: Publish) -> None:
    """Title, subtitle and editor; what is withdrawn is said, and not what it was; in both formats."""
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    _thread(inputs, "a", "Walls stand by weight.", "Secret words.", "They breathe.")
    _thread(inputs, "b", "Gates hang on stone.", "They swing.")
    _thread(inputs, "c", "Hidden thread.", "All of it.")
    assert publish("init", "inputs", "-q").stdout == "inputs/book.toml\n"
    path = inputs / "book.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('# title = "Threads by Ida Marlow"', 'title = "Dry Stone"')
    text = text.replace('# subtitle = ""', 'subtitle = "Without mortar"').replace(
        '# editor = ""', 'editor = "Ada Lind"'
    )
    text = text.replace("[threads.ida-hidden-thread]", "[threads.ida-hidden-thread]\nwithdrawn = true")
    text = text.replace(
        "[threads.ida-walls-stand-by-weight]", "[threads.ida-walls-stand-by-weight]\nwithdrawn_posts = [2]"
    )
    path.write_text(text, encoding="utf-8")
    done = publish("inputs", "-q")
    assert (done.returncode, done.stderr) == (0, "")
    said = " ".join(" ".join(pdf_text((tmp_path / "build" / "book.pdf").read_bytes())).split())
    with zipfile.ZipFile(tmp_path / "build" / "book.epub") as book:
        read = "".join(book.read(name).decode() for name in book.namelist() if name.endswith("html"))
    for words in (
        "Dry Stone",
        "Without mortar",
        "Edited by",
        "Ada Lind",
        "A thread was left out of this collection at its author’s wish",
    ):
        assert words in said
        assert words in read
    for hidden in ("Secret", "Hidden"):
        assert hidden not in said + read
    for gap in (said, read):
        assert "a post was left out at the author" in gap
    assert json.loads((tmp_path / "build" / "report.json").read_bytes())["totals"]["withdrawn"] == 1
    assert publish("list", "inputs", "-q").stdout.count("\n") == 3


def test_a_mistake_in_the_editors_file_is_told(tmp_path: Path, publish: Publish, sound_page: Path) -> None:
    """In a line, before anything is made."""
    (tmp_path / "inputs" / "book.toml").write_text("[book]\ntitel = 'x'\n")
    done = publish("inputs")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Error: inputs/book.toml: book: unknown key 'titel'\nHint: Did you mean 'title'?\n"


def test_the_editor_says_where_posts_begin(tmp_path: Path, publish: Publish, sound_page: Path) -> None:
    """By their first words."""
    (tmp_path / "inputs" / "book.toml").write_text(
        '[files."wall.txt"]\nposts = ["How a dry-stone", "The long stones"]\n'
    )
    done = publish("inputs", "-q")
    assert (done.returncode, done.stderr) == (0, "")
    (thread,) = json.loads((tmp_path / "build" / "report.json").read_bytes())["threads"]
    assert [post["text"].split()[0] for post in thread["posts"]] == ["How", "The"]
    (tmp_path / "inputs" / "book.toml").write_text('[files."wall.txt"]\nposts = ["How a dry-stone", "Nothing"]\n')
    done = publish("inputs", "-q")
    place = 'inputs/book.toml: files."wall.txt".posts[1]'
    assert f"Error: {place}: no line of the page begins with 'Nothing' after the post before\n" in done.stderr


def test_a_page_that_is_not_there_is_told_of(tmp_path: Path, publish: Publish, sound_page: Path) -> None:
    """With its place in the editor's file."""
    (tmp_path / "inputs" / "book.toml").write_text('[files."wal.txt"]\nposts = ["How a dry-stone"]\n')
    done = publish("list", "inputs")
    assert done.returncode == 0
    assert 'Warning: inputs/book.toml: files."wal.txt": there is no such page\n' in done.stderr


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path, publish: Publish, sound_page: Path) -> None:
    """That is said before anything is read, as is that a file to begin with needs a folder."""
    sound_page.write_text("", encoding="utf-8")
    done = publish("init", "inputs/wall.txt")
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "Error: inputs/wall.txt: not a folder")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "book.toml").write_text("[book]\n")
    done = publish("init", "inputs", "more")
    message = "Error: more/book.toml: is there already, and is not overwritten"
    assert (done.returncode, done.stderr.splitlines()[0]) == (1, message)
    assert not (tmp_path / "inputs" / "book.toml").exists()


def test_books_are_no_inputs(tmp_path: Path, publish: Publish, sound_page: Path) -> None:
    """Where they lie among these: neither the output folder nor what another run left elsewhere."""
    threads = publish("list", ".", "-q").stdout
    assert publish(".", "-q", "--epub", "--keep-intermediate").returncode == 0
    assert publish(".", "-q", "--epub", "-o", "books").returncode == 0
    for verb in (["list", "."], ["list", ".", "-o", "books"], ["list", "inputs", "-o", "inputs"]):
        done = publish(*verb, "-q")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.replace("inputs/wall.txt", "wall.txt").split() == threads.replace("inputs/", "").split()
    (tmp_path / "build" / "notes.txt").write_bytes(b"\0")
    assert publish("list", ".").returncode == 0
    assert publish("list", ".", "-o", "books").returncode == 1


def test_the_editor_says_what_the_book_is(tmp_path: Path, publish: Publish) -> None:
    """Its theme, which lies beside the file, its volumes, and which threads are in it; and every verb goes by that."""
    inputs = tmp_path / "inputs"
    (inputs / "look").mkdir(parents=True)
    (inputs / "look" / "theme.toml").write_text('base = "classic"\n', encoding="utf-8")
    (inputs / "look" / "ebook-titlepage.html.j2").write_text("<p>A look of my own</p>", encoding="utf-8")
    _thread(inputs, "a", "Walls stand by weight.", "They breathe.")
    _thread(inputs, "b", "Gates hang on stone.", "They swing.")
    _thread(inputs, "c", "Paths lead on.", "They end on walls.")
    says = '[book]\nsplit_by = 1\n[theme]\nname = "look"\n[select]\nmatch = "walls"\n'
    (inputs / "book.toml").write_text(says, encoding="utf-8")
    made = publish("inputs", "--epub", "--no-threads", "-q")
    assert (made.stdout.split(), made.stderr) == (["build/book-1.epub", "build/book-2.epub"], "")
    assert publish("list", "inputs", "-q").stdout.count("\n") == 3
    options = ("--split-by", "none", "--match", "e")  # of the command line, which come before them
    for theme, is_own in (((), True), (("--theme", "classic"), False)):
        said = publish("inputs", "--epub", "--no-threads", "-q", *options, *theme)
        assert (said.stdout, said.stderr) == ("build/book.epub\n", "")
        with zipfile.ZipFile(tmp_path / "build" / "book.epub") as book:
            pages = "".join(book.read(name).decode() for name in book.namelist() if name.endswith("html"))
        assert all(words in pages for words in ("weight", "stone", "lead on"))
        assert ("A look of my own" in pages) == is_own
