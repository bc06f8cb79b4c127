"""Runs take turns: one at a time is in a folder, and the next goes on from what it made."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from pipeline.shelf import Shelf
from pipeline.shelf.turn import turn

pytestmark = pytest.mark.skipif(os.name != "posix", reason="locks of Unix")


def test_a_second_run_waits_for_the_first(tmp_path: Path) -> None:
    """It says so once, and knows then what the first has made."""
    said: list[str] = []
    waits, done = threading.Event(), threading.Event()

    def tell(why: str) -> None:
        said.append(why)
        waits.set()

    later = Shelf(tmp_path, "build")

    def second() -> None:
        with later.turn(tell):
            later.place("a.txt", b"two")
        done.set()

    first = Shelf(tmp_path, "build")
    with first.turn(said.append):
        thread = threading.Thread(target=second)
        thread.start()
        assert waits.wait(10)
        first.place("a.txt", b"one")
        assert not done.is_set()
    assert done.wait(10)
    thread.join()
    assert said == ["Waiting for another run in build"]
    assert (tmp_path / "a.txt").read_bytes() == b"two"


def test_a_turn_ends_with_its_scope_however_that_is_left(tmp_path: Path) -> None:
    """And leaves nothing in the folder."""
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt), turn(tmp_path, pytest.fail):
            raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_room_is_a_runs_own_and_gone_afterwards(tmp_path: Path) -> None:
    """Those of killed runs are cleared away by the last that leaves."""
    shelf = Shelf(tmp_path, "build")
    with shelf.room() as one, shelf.room() as other:
        assert one != other
        (one / "deep").mkdir()
        (one / "deep" / "file").write_bytes(b"x")
    assert not one.exists()
    (one / "left").mkdir(parents=True)
    shelf.close()
    assert not one.exists()
