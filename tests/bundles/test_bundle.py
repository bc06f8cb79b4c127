"""A bundle: what is in it, and that it stays the same."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from PIL import Image

from pipeline.errors import UsageError
from tests.bundles.conftest import READER, Make, files, rule

NAMES = ["ash", "beech", "cedar", "dogwood"]


def test_a_bundle_has_the_books_and_what_goes_beside_them(tmp_path: Path, make: Make) -> None:
    """In the target's format alone; the report knows of all of it, and nothing lies where books alone would."""
    report = make(READER + 'readme = ["by-cable", "Read on."]\n' + rule("file-size", 50))
    assert not report.failures
    bundle = files(tmp_path / "out" / "for")
    threads = [f"mine/threads/the-{name}.epub" for name in NAMES]
    beside = ["mine/README.txt", "mine/book.epub", "mine/cover.jpg", "mine/preflight.txt"]
    assert bundle.keys() == {*beside, *threads, "mine.zip"}
    assert {output.name.removeprefix("for/") for output in report.outputs} == bundle.keys()
    assert not (tmp_path / "out" / "book.epub").exists()
    assert bundle["mine/README.txt"].decode().split("\n\n") == [
        "Made for: Mine",
        "The book: book.epub\nEach thread by itself: threads/",
        "Only these are meant below; the other files in this folder are for you.",
        "Connect the device to a computer by its cable, copy the files into it, and eject it.",
        "Read on.\n",
    ]
    assert Image.open(io.BytesIO(bundle["mine/cover.jpg"])).size == (1600, 2560)


def test_the_archive_has_the_same_files_under_strict_names(tmp_path: Path, make: Make) -> None:
    """Below one folder, so that unpacking it spills nothing."""
    make(READER)
    bundle = files(tmp_path / "out" / "for")
    with zipfile.ZipFile(tmp_path / "out" / "for" / "mine.zip") as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    bundle.pop("mine.zip")
    assert packed == bundle
    assert all(re.fullmatch(r"mine(/[a-z0-9-]+)*/[A-Za-z0-9-]+\.[a-z]+", name) for name in packed)


def test_a_second_run_touches_nothing(tmp_path: Path, make: Make) -> None:
    """Readers keep a place by the file: it is not even written again."""
    make(READER)
    places = [path for path in (tmp_path / "out" / "for").rglob("*") if path.is_file()]
    first = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in places}
    assert not make(READER).failures
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in places} == first


def test_formats_that_are_asked_for_are_all_that_is_made(tmp_path: Path, make: Make) -> None:
    """Of those that the target takes; where there is no EPUB, there is no picture of its cover."""
    both = READER.replace('["epub"]', '["epub", "pdf"]') + "[screen]\nwidth = 900\nheight = 1200\nppi = 227\n"
    make(both, formats=("epub",))
    assert {PurePosixPath(name).suffix for name in files(tmp_path / "out" / "for" / "mine")} == {
        ".epub",
        ".jpg",
        ".txt",
    }
    with pytest.raises(UsageError, match="nothing would be made: EPUBs alone are taken there"):
        make(READER, formats=("pdf",))


def test_a_cover_is_that_of_the_book(tmp_path: Path, make: Make) -> None:
    """Or of the first thread, where there is no book."""
    make(READER, book=False)
    bundle = files(tmp_path / "out" / "for" / "mine")
    assert "book.epub" not in bundle
    with zipfile.ZipFile(io.BytesIO(bundle["threads/the-ash.epub"])) as book:
        assert bundle["cover.jpg"] == book.read("EPUB/cover.jpg")


def test_what_the_target_refuses_fails_the_run(tmp_path: Path, make: Make) -> None:
    """And is told beside the files, too."""
    report = make(READER + rule("text-size", 1))
    assert [error.path.partition("threads/")[0] for error in report.failures] == ["for/mine/"]
    assert "Would be refused" in (tmp_path / "out" / "for" / "mine" / "preflight.txt").read_text("utf-8")
