"""What is kept comes back whole or not at all, whoever writes at the same time and whenever a run is killed."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.errors import PublishError
from pipeline.work.cache import Cache, NoCache

POSIX = pytest.mark.skipif(os.name != "posix", reason="owners, links and locks of POSIX")


def name(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()


def content(number: int) -> bytes:
    """What belongs to a key: any other content is wrong."""
    return name(number).encode() * (100 + number)


def _sha256(number: int) -> bytes:
    return hashlib.sha256(name(number).encode() + content(number)).digest()


def entries(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if len(path.name) == 64}


def test_what_was_put_is_there_for_this_run_and_the_next(tmp_path: Path) -> None:
    """And what was not is not."""
    cache = Cache(tmp_path / "cache")
    cache.put(name(1), b"one")
    cache.put(name(2), b"")
    assert [cache.get(name(number)) for number in (1, 2, 3)] == [b"one", b"", None]
    cache.put(name(1), b"another")
    cache.close()
    later = Cache(tmp_path / "cache")
    assert [later.get(name(number)) for number in (1, 2, 3)] == [b"another", b"", None]
    later.close()


def test_no_cache_keeps_nothing() -> None:
    """It has the same methods, and makes no folder."""
    cache = NoCache()
    cache.put(name(1), b"one")
    assert cache.get(name(1)) is None
    assert cache.notices == ()
    cache.close()


@pytest.mark.parametrize("damage", ["cut", "emptied", "flipped", "longer", "another's", "an older form"])
def test_a_damaged_entry_counts_as_none_and_is_removed(tmp_path: Path, damage: str) -> None:
    """Whatever happened to it: the disk, a hand, another entry's content under its name."""
    cache = Cache(tmp_path)
    cache.put(name(1), content(1))
    cache.put(name(2), content(2))
    path = tmp_path / name(1)
    whole = path.read_bytes()
    changed = {
        "cut": whole[:-1],
        "emptied": b"",
        "flipped": whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:],
        "longer": whole + b"\n",
        "another's": (tmp_path / name(2)).read_bytes(),
        "an older form": content(1),
    }
    path.write_bytes(changed[damage])
    assert cache.get(name(1)) is None
    assert not path.exists()
    cache.put(name(1), content(1))
    assert cache.get(name(1)) == content(1)
    cache.close()


@POSIX
def test_what_is_no_file_is_no_entry(tmp_path: Path) -> None:
    """A link could lead anywhere, and a named pipe would wait for ever."""
    cache = Cache(tmp_path / "cache")
    cache.put(name(1), b"one")
    (tmp_path / "cache" / name(1)).rename(tmp_path / "elsewhere")
    (tmp_path / "cache" / name(1)).symlink_to(tmp_path / "elsewhere")
    os.mkfifo(tmp_path / "cache" / name(2))
    (tmp_path / "cache" / name(3)).mkdir()
    assert [cache.get(name(number)) for number in (1, 2, 3)] == [None] * 3
    cache.close()


def test_the_least_recently_used_go_first(tmp_path: Path) -> None:
    """Until what is left is no more than allowed; use counts, not the order of writing."""
    cache = Cache(tmp_path, size=10_000_000)
    for number in range(5):
        cache.put(name(number), bytes(1000))
        os.utime(tmp_path / name(number), ns=(0, number))
    assert cache.get(name(0)) is not None
    cache.close()
    entry = (tmp_path / name(0)).stat().st_size
    smaller = Cache(tmp_path, size=3 * entry)
    smaller.trim()
    assert entries(tmp_path) == {name(0), name(3), name(4)}
    smaller.close()


def test_a_long_run_stays_within_bounds(tmp_path: Path) -> None:
    """It is trimmed while it grows; what is larger than the whole is not kept."""
    cache = Cache(tmp_path, size=100_000)
    most = 0
    for number in range(100):
        cache.put(name(number), bytes(10_000))
        most = max(most, sum((tmp_path / entry).stat().st_size for entry in entries(tmp_path)))
    cache.put(name(100), bytes(100_001))
    assert most <= 1.4 * 100_000
    assert cache.get(name(100)) is None
    assert cache.get(name(99)) is not None
    cache.close()


def test_only_entries_are_removed(tmp_path: Path) -> None:
    """Whatever else somebody has put there."""
    cache = Cache(tmp_path, size=0)
    (tmp_path / "mine.txt").write_bytes(bytes(1000))
    cache.trim()
    cache.close()
    assert (tmp_path / "mine.txt").exists()


@POSIX
def test_the_folder_is_private(tmp_path: Path) -> None:
    """Made so, or made so again."""
    for _ in range(2):
        Cache(tmp_path / "a" / "cache").close()
        assert (tmp_path / "a" / "cache").stat().st_mode & 0o777 == 0o700
        (tmp_path / "a" / "cache").chmod(0o777)


def test_a_folder_of_other_things_is_refused(tmp_path: Path) -> None:
    """Nothing in it is touched: `--cache ~/Documents` is a mistake."""
    (tmp_path / "letter.txt").write_text("Dear", encoding="utf-8")
    with pytest.raises(PublishError, match="is not a cache of Threadbound, and may hold files of yours"):
        Cache(tmp_path)
    (tmp_path / "CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55\n# pip\n", encoding="ascii")
    with pytest.raises(PublishError, match="is not a cache of Threadbound"):
        Cache(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CACHEDIR.TAG", "letter.txt"]


def test_a_cache_whose_making_was_cut_short_is_finished(tmp_path: Path) -> None:
    """A kill may come before its tag is written whole."""
    for content_of_tag in (None, b"", b"Signature: 8a47"):
        if content_of_tag is not None:
            (tmp_path / "CACHEDIR.TAG").write_bytes(content_of_tag)
        Cache(tmp_path).close()
        assert (
            (tmp_path / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55\n# This")
        )


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """With what to do about it."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(PublishError) as caught:
        Cache(tmp_path / "file" / "cache")
    assert caught.value.message.startswith("cannot be used as a cache: ")
    assert "--no-cache" in caught.value.hint


@POSIX
def test_another_users_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They could change what books are made of."""
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(PublishError, match="belongs to another user"):
        Cache(tmp_path)


def test_a_full_disk_costs_no_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told once; nothing half is left, and what was kept is still to be had."""
    cache = Cache(tmp_path)
    cache.put(name(1), b"one")

    def full_disk(self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full_disk)
    for number in (2, 3):
        cache.put(name(number), b"more")
    assert [str(notice) for notice in cache.notices] == [
        f"{tmp_path}: nothing more can be kept in it: No space left on device"
    ]
    assert [cache.get(name(number)) for number in (1, 2, 3)] == [b"one", None, None]
    assert list((tmp_path / "unfinished").iterdir()) == []
    cache.close()


def _write_and_read(folder: Path, seed: int) -> None:
    """Use a small cache at random for a while; ends with 1 where a wrong content comes back."""
    choose = random.Random(seed)
    for _ in range(4):
        cache = Cache(folder, size=150_000)
        for _ in range(60):
            number = choose.randrange(40)
            if choose.random() < 0.5:
                cache.put(name(number), content(number))
            elif cache.get(name(number)) not in (None, content(number)):
                os._exit(1)
        if cache.notices:
            os._exit(2)
        cache.close()


def test_several_runs_at_once_do_each_other_no_harm(tmp_path: Path) -> None:
    """They write, read, trim and clear away in one folder, and none sees anything but whole entries."""
    context = multiprocessing.get_context("spawn")
    runs = [context.Process(target=_write_and_read, args=(tmp_path / "cache", seed)) for seed in range(4)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert [run.exitcode for run in runs] == [0] * 4
    assert list((tmp_path / "cache" / "unfinished").iterdir()) == []


@POSIX
def test_a_run_clears_nothing_away_that_another_is_writing(tmp_path: Path) -> None:
    """Only the last to leave knows that what is unfinished will never be finished."""
    one, other = Cache(tmp_path), Cache(tmp_path)
    (tmp_path / "unfinished" / "scrap").write_bytes(b"half")
    one.close()
    assert (tmp_path / "unfinished" / "scrap").exists()
    other.close()
    assert not (tmp_path / "unfinished" / "scrap").exists()


WRITER = """
import sys
from pathlib import Path
from tests.work.test_cache import content, name
from pipeline.work.cache import Cache
cache = Cache(Path(sys.argv[1]), size=400_000)
print("open", flush=True)
for number in range(10**9):
    cache.put(name(number % 60), content(number % 60))
"""


@POSIX
def test_a_kill_at_any_moment_leaves_whole_entries(tmp_path: Path) -> None:
    """Thirty runs are killed while they write; each entry that is there is whole, and the next run leaves no scrap."""
    folder = tmp_path / "cache"
    choose = random.Random(3)
    for _ in range(30):
        _write_until_killed(folder, choose.random() / 50)
        for number in range(60):
            if (folder / name(number)).exists():
                assert (folder / name(number)).read_bytes().endswith(b"\n" + _sha256(number) + content(number))
    cache = Cache(folder)
    assert any(cache.get(name(number)) for number in range(60))
    cache.close()
    assert list((folder / "unfinished").iterdir()) == []


def _write_until_killed(folder: Path, seconds: float) -> None:
    command = [sys.executable, "-c", WRITER, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as run:
        assert run.stdout
        assert run.stdout.readline() == b"open\n"
        time.sleep(seconds)
        run.send_signal(signal.SIGKILL)
