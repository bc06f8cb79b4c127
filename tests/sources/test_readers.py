"""What holds for every reader in the table, those to come included."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import sources
from pipeline.command.cli import cli
from pipeline.errors import PublishError
from pipeline.model import Source
from pipeline.sources import READERS
from pipeline.sources.discovery import find
from pipeline.sources.reading.files import HEAD_BYTES
from pipeline.sources.reading.reader import Reader, Standing
from pipeline.unroll.merge.standing import standing
from tests.conftest import GOLDEN, input_at

INPUTS = Path(__file__).parents[2] / "inputs"
SAMPLES = sorted(path for path in (*INPUTS.iterdir(), *INPUTS.glob("*/*.json")) if path.is_file())
COMPANIONS = ("README.md", "seventy-two-seasons.txt.posts.txt", "actor.json", "bookmarks.json", "likes.json")
"""Files that are nothing by themselves."""
every_reader = pytest.mark.parametrize("reader", READERS, ids=[reader.name for reader in READERS])


@every_reader
def test_a_reader_has_a_name_a_title_and_golden_cases(reader: Reader) -> None:
    """What `publish sources` prints and what it is held to."""
    assert reader.title
    assert [path for path in (GOLDEN / reader.name).iterdir() if path.is_dir()]


def test_names_are_unique() -> None:
    """They stand in reports."""
    assert len({reader.name for reader in READERS}) == len(READERS)


@every_reader
@given(data=st.binary(max_size=400), which=st.integers(0, len(SAMPLES) - 1), cut=st.integers(0, 4000))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_captures_or_one_clear_error(
    reader: Reader, data: bytes, which: int, cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Noise, and samples with noise in them: never another exception, in sniffing or in reading."""
    folder = tmp_path_factory.getbasetemp() / "any-bytes"
    folder.mkdir(exist_ok=True)
    sample = SAMPLES[which].read_bytes()
    for number, content in enumerate((data, sample[:cut] + data + sample[cut + 50 :])):
        path = folder / str(number)
        path.write_bytes(content)
        assert reader.sniff(input_at(path)) in (True, False)
        try:
            captures = reader.read(input_at(path))
        except PublishError as error:
            assert error.path == path.name
            assert error.hint
        else:
            assert all(capture.source.format == reader.name for capture in captures)


@pytest.mark.parametrize("path", SAMPLES, ids=[path.name for path in SAMPLES])
def test_a_file_is_claimed_by_one_reader_whatever_its_name(path: Path, tmp_path: Path) -> None:
    """What it is, is told from its content."""
    copy = tmp_path / "file"
    copy.write_bytes(path.read_bytes())
    for place in (path, copy):
        claims = [reader.name for reader in READERS if reader.sniff(input_at(place))]
        expected = 0 if path.name in COMPANIONS else 1
        assert len(claims) == expected, claims


def test_a_folder_is_claimed_by_readers_of_folders_alone() -> None:
    """The others are not even asked."""
    folders = [path for path in (INPUTS, *GOLDEN.rglob("*")) if path.is_dir()]
    claims = {reader.name for path in folders for reader in READERS if reader.sniff(input_at(path))}
    assert claims == {reader.name for reader in READERS if reader.claims_folders}


@pytest.mark.parametrize(
    "reader", [reader for reader in READERS if reader.claims_folders], ids=lambda reader: reader.name
)
def test_a_folder_of_a_format_is_one_input(reader: Reader) -> None:
    """All that is in a golden case is the format's own, so that nothing in it is read twice or passed over."""
    for folder in (GOLDEN / reader.name).glob("*/input"):
        assert [(found.reader and found.reader.name, found.input.path) for found in find([str(folder)])] == [
            (reader.name, folder)
        ]


def test_a_run_imports_the_readers_that_it_needs(tmp_path: Path) -> None:
    """A folder of thread.json files needs neither an HTML parser nor PyYAML."""
    (tmp_path / "a.json").write_text('{"threadbound": 1}', encoding="utf-8")
    program = "import sys; from pipeline.sources.discovery import find; list(find(sys.argv[1:])); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", program, tmp_path], capture_output=True, text=True, check=True)
    assert {"pipeline.sources.own.thread_json", "msgspec"} <= set(run.stdout.split())
    assert set(run.stdout.split()).isdisjoint(
        {"selectolax", "yaml", "markdown_it", "ftfy", "pipeline.sources.x.x_archive"}
    )


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b" \r\n\t", b"\0", b"\xff", b"a broken line\n"])
def test_a_reader_is_asked_about_all_that_its_module_knows(before: bytes, tmp_path: Path) -> None:
    """The beginnings in its row leave out no file of its format, whatever stands before that."""
    modules = {reader: import_module(reader.module, "pipeline.sources") for reader in READERS}
    for path in (path for path in GOLDEN.glob("*/*/input/**/*") if path.is_file()):
        (copy := tmp_path / path.name).write_bytes(before + path.read_bytes()[:HEAD_BYTES])
        item = input_at(copy)
        for reader, module in modules.items():
            assert reader.sniff(item) == module.sniff(item), (reader.name, path)


def test_a_reader_is_asked_about_all_folders_that_its_module_knows() -> None:
    """The marks in its row leave out no folder of its format."""
    for reader in (reader for reader in READERS if reader.claims_folders):
        module = import_module(reader.module, "pipeline.sources")
        folders = [path for path in (*GOLDEN.rglob("*"), *INPUTS.rglob("*")) if path.is_dir()]
        known = [path for path in folders if module.sniff(input_at(path))]
        assert known == [path for path in folders if reader.sniff(input_at(path))]
        assert known


def test_a_format_is_a_module_and_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing else a toy format is found, listed, told of where it is broken, published, and ranked in merges."""
    toy = Reader(
        name="toy",
        title="A toy",
        module="tests.sources.toy",
        standing=Standing.LOSSY_PAGE,
        endings=(".toy",),
        claims_folders=True,
    )
    monkeypatch.setattr(sources, "READERS", (*READERS, toy))
    for name, text in (("box/0.toy", "TOY\nOne.\nTwo."), ("b.toy", "TOY\nThree."), ("c.toy", "")):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(text)
    run = CliRunner().invoke(cli, [str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--epub", "--no-threads"])
    assert run.exit_code == 1
    assert "c.toy: the file is empty" in run.stderr
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert [(each["name"], each["format"], each["posts"]) for each in report["inputs"]] == [
        ("b.toy", "toy", 1),
        ("box", "toy", 2),
    ]
    assert (tmp_path / "out" / "book.epub").exists()
    assert "A toy" in CliRunner().invoke(cli, ["sources"]).stdout
    ranked = sorted(
        ("toy", "nitter-html", "markdown"), key=lambda name: standing(Source(name="", format=name, sha256=""))
    )
    assert ranked == ["markdown", "nitter-html", "toy"]


def test_a_folder_is_walked_in_order_and_once(tmp_path: Path) -> None:
    """By name, whatever the file system's order; hidden files, links out of the folder and the output stay out."""
    for name in ("b.txt", "a/2.txt", "a/1.txt", ".hidden.txt", "out/report.json", "page.html", "page_files/x.txt"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text("text")
    (tmp_path / "secret.txt").write_text("text")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "in" / "again.txt").symlink_to(tmp_path / "in" / "b.txt")
    found = find([str(tmp_path / "in"), str(tmp_path / "in" / "a")], skip=[tmp_path / "in" / "out"])
    names = [each.input.name for each in found if each.input.path.is_file()]
    assert names == ["a/1.txt", "a/2.txt", "again.txt", "page.html"]


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its name and a remedy; what lies beside it is found."""
    (tmp_path / "closed").mkdir()
    (tmp_path / "wall.txt").write_text("text")

    def scandir(folder: Path) -> Any:
        if folder.name == "closed":
            raise PermissionError(13, "Permission denied")
        return _scandir(folder)

    _scandir = os.scandir
    monkeypatch.setattr(os, "scandir", scandir)
    told = {each.input.name: each.error for each in find([str(tmp_path)])}
    assert str(told["closed"]) == f"{tmp_path}/closed: cannot be read: Permission denied"
    assert getattr(told["closed"], "hint", "")
    assert "wall.txt" in told


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b" \n", "the file is empty"),
        ("a.txt", b"a\0b", "binary data, not text"),
        ("a.json", b"[1,", "broken JSON: Expecting value"),
        ("a.json", b"[" * 100_000, "broken JSON: nested too deeply"),
        ("a.json", b'"\xff"', "broken JSON: not UTF-8 text"),
        ("a.zip", b"no zip", "not a zip file"),
        ("a.tar.gz", b"no tar", "not a tar.gz file"),
        ("a.tgz", b"\x1f\x8b...", None),
        ("a.car", b"\0 no car", "not a CAR file"),
        ("a.json", b"{}", None),
        ("a.txt", b"A note.", None),
        ("a.png", b"", None),
        ("a.md", b"a\0b", "binary data, not text"),
    ],
)
def test_files_that_look_like_threads_and_are_none(tmp_path: Path, name: str, data: bytes, message: str | None) -> None:
    """In a folder, damage is told and notes are passed over; named alone, a file is never passed over."""
    (tmp_path / name).write_bytes(data)
    found = list(find([str(tmp_path)]))[-1]
    assert (found.error.message if found.error else None) == message
    (alone,) = find([str(tmp_path / name)])
    assert alone.error is not None
    if message is None and data:
        assert alone.error.message == "not a thread in any format that is known"
