"""Outputs appear whole or not at all, and nothing of the user's is overwritten."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.errors import PublishError
from pipeline.shelf import Shelf
from pipeline.shelf.scratch import write_whole


def test_what_was_made_here_may_be_made_again(tmp_path: Path) -> None:
    """By the same run or a later one, over its own work."""
    Shelf(tmp_path, "build").place("threads/a.pdf", b"one")
    later = Shelf(tmp_path, "build")
    later.place("threads/a.pdf", b"two")
    assert (tmp_path / "threads" / "a.pdf").read_bytes() == b"two"
    assert sorted(p.name for p in (tmp_path / ".threadbound").iterdir()) == ["in-use", "made", "unfinished"]


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    """Not even where a new version of the program has made them anew: readers keep a place by the file."""
    path = Shelf(tmp_path, "build").place("a.epub", b"one")
    os.utime(path, ns=(10**18, 10**18))
    before = path.stat()
    Shelf(tmp_path, "build").place("a.epub", b"one")
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("touched", [False, True])
def test_a_file_of_the_users_stays(tmp_path: Path, touched: bool) -> None:
    """Neither a stranger's file nor our own file that the user has changed is overwritten."""
    if touched:
        Shelf(tmp_path, "build").place("book.pdf", b"ours")
    (tmp_path / "book.pdf").write_bytes(b"the user's")
    with pytest.raises(PublishError) as caught:
        Shelf(tmp_path, "build").place("book.pdf", b"new")
    assert str(caught.value) == (
        "build/book.pdf: was not made by publish, or has been changed since, and is not overwritten"
    )
    assert (tmp_path / "book.pdf").read_bytes() == b"the user's"


def test_what_was_made_here_can_be_taken_away(tmp_path: Path) -> None:
    """What is the user's stays; what is not there is gone already."""
    shelf = Shelf(tmp_path, "build")
    shelf.place("for/a/book.pdf", b"ours")
    shelf.remove("for/a/book.pdf")
    shelf.remove("for/a/book.pdf")
    assert not (tmp_path / "for/a/book.pdf").exists()
    (tmp_path / "book.pdf").write_bytes(b"the user's")
    with pytest.raises(PublishError, match="is not overwritten"):
        shelf.remove("book.pdf")
    assert (tmp_path / "book.pdf").exists()


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    """It is not emptied, and not written into."""
    (tmp_path / "book.pdf").mkdir()
    with pytest.raises(PublishError, match="a folder of that name is in the way"):
        Shelf(tmp_path, "build").place("book.pdf", b"new")


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    """By its own name, before anything is made, and it stays; a link to a folder is one."""
    (tmp_path / "for").write_bytes(b"the user's")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "threads").symlink_to("elsewhere")
    shelf = Shelf(tmp_path, "build")
    for act in (shelf.check, lambda name: shelf.place(name, b"new")):
        with pytest.raises(PublishError, match=r"^build/for: is in the way"):
            act("for/a/book.pdf")
    assert (tmp_path / "for").read_bytes() == b"the user's"
    shelf.place("threads/a.pdf", b"new")
    assert (tmp_path / "elsewhere" / "a.pdf").exists()


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old file stays whole, and no scrap of the new one is left."""
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")

    def full_disk(self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full_disk)
    with pytest.raises(OSError, match="No space left"):
        write_whole(target, b"new", tmp_path)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.txt", b"old")]


def test_files_have_the_usual_permissions(tmp_path: Path) -> None:
    """Not those of a temporary file, which only its owner may read."""
    before = os.umask(0o027)
    try:
        Shelf(tmp_path, "build").place("a.txt", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o640


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """With the remedy."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(PublishError, match="cannot be written: Not a directory") as caught:
        Shelf(tmp_path / "file" / "build", "file/build")
    assert (caught.value.path, "-o" in caught.value.hint) == ("file/build", True)


def test_what_a_killed_run_left_is_cleared_away_by_the_last_to_leave(tmp_path: Path) -> None:
    """Another run may still be at work on what looks like a scrap."""
    first, second = Shelf(tmp_path, "build"), Shelf(tmp_path, "build")
    scrap = tmp_path / ".threadbound" / "unfinished" / "scrap"
    scrap.write_bytes(b"half")
    first.close()
    assert scrap.exists()
    second.close()
    assert not scrap.exists()
