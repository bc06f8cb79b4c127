"""Poisoned caches: what was kept is damaged, exchanged or a stranger's. Books come out right, or a clear error does."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import msgspec

from tests.attack import furniture, trials
from tests.command.conftest import PAGE

_ARGUMENTS = ("in", "--pdf", "--epub", "-o", "out")
_HEAD = len(furniture.MARK) + 32
_Entries = Sequence[Path]


class _Code:
    """What runs when it is unpickled."""

    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return os.mkdir, ("owned",)  # in the folder that the command runs in


def _emptied(entries: _Entries) -> None:
    for entry in entries:
        entry.write_bytes(b"")


def _cut(entries: _Entries) -> None:
    for entry in entries:
        entry.write_bytes(entry.read_bytes()[: _HEAD + 5])


def _flipped(entries: _Entries) -> None:
    for entry in entries:
        data = bytearray(entry.read_bytes())
        data[len(data) // 2] ^= 4
        entry.write_bytes(data)


def _headless(entries: _Entries) -> None:
    for entry in entries:
        entry.write_bytes(entry.read_bytes()[_HEAD:])


def _exchanged(entries: _Entries) -> None:
    contents = [entry.read_bytes() for entry in entries]
    for entry, data in zip(entries, contents[1:] + contents[:1], strict=True):
        entry.write_bytes(data)


def _signed(change: Callable[[bytes], bytes]) -> Callable[[_Entries], None]:
    """A poison that nobody can tell by its digest."""

    def poison(entries: _Entries) -> None:
        for entry in entries:
            whole = entry.read_bytes()
            entry.write_bytes(whole[:_HEAD] + change(whole[_HEAD:]))
            furniture.sign(entry)

    return poison


def _exchanged_and_signed(entries: _Entries) -> None:
    _exchanged(entries)
    for entry in entries:
        furniture.sign(entry)


def _same_for_all(entries: _Entries) -> None:
    """Each is a copy of the largest."""
    data = max((entry.read_bytes() for entry in entries), key=len)
    for entry in entries:
        entry.write_bytes(data)
        furniture.sign(entry)


def _halved_count(data: bytes) -> bytes:
    """Every number other than it was, as far as it can be told: of pages, of pieces, of bytes."""
    try:
        value = msgspec.msgpack.decode(data)
    except msgspec.DecodeError:
        return data
    return msgspec.msgpack.encode(_with_numbers(value))


def _with_numbers(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return value + 1
    if isinstance(value, list):
        return [_with_numbers(each) for each in value]
    return {key: _with_numbers(each) for key, each in value.items()} if isinstance(value, dict) else value


def _replaced(make: Callable[[Path], object]) -> Callable[[_Entries], None]:
    def poison(entries: _Entries) -> None:
        for entry in entries:
            entry.unlink()
            make(entry)

    return poison


def _huge(entry: Path) -> None:
    with entry.open("wb") as file:
        file.truncate(20 * 2**30)


def _closed(entry: Path) -> None:
    entry.write_bytes(b"")
    entry.chmod(0)


def _older(entries: _Entries) -> None:
    for entry in entries:
        os.utime(entry, (0, 0))


def _in_use(entries: _Entries) -> None:
    lock = entries[0].with_name("in-use")
    lock.unlink()
    lock.symlink_to("/etc/passwd")


def _unfinished(entries: _Entries) -> None:
    folder = entries[0].with_name("unfinished")
    (folder / "deep").mkdir()
    (folder / "link").symlink_to("/etc")
    os.mkfifo(folder / "pipe")


def _secret(entries: _Entries) -> Path:
    return entries[0].parents[2] / "secret"


def _linked(entries: _Entries) -> None:
    """To a file outside, which is not to be changed."""
    for entry in entries:
        entry.rename(_secret(entries) / entry.name)
        entry.symlink_to(_secret(entries) / entry.name)


_POISONS: tuple[Callable[[_Entries], None], ...] = (
    _emptied,
    _cut,
    _flipped,
    _headless,
    _exchanged,
    _exchanged_and_signed,
    _same_for_all,
    _linked,
    _older,
    _in_use,
    _unfinished,
    _replaced(Path.mkdir),
    _replaced(os.mkfifo),
    _replaced(_huge),
    _replaced(lambda entry: entry.symlink_to(entry.name)),
    _replaced(lambda entry: entry.symlink_to("/dev/zero")),
    _replaced(_closed),
    _signed(lambda _: b""),
    _signed(lambda _: pickle.dumps(_Code())),
    _signed(lambda _: msgspec.msgpack.encode([])),
    _signed(lambda _: b"\x91" * 100_000),
    _signed(lambda data: data[: len(data) // 2]),
    _signed(lambda data: data.replace(b"kiln", b"k<&\0")),
    _signed(_halved_count),
)
_STRANGE = (5, 6, *range(17, 24))
"""Poisons of which a strange page may come, for their bytes are what a cache may hold: whoever may write to a cache
decides what a book holds. They run no code and reach no other file."""


def trial(number: int) -> str:
    """Poison a cache, and publish the same again; in every second round the files themselves are gone."""
    whole = _whole()
    poison = number % len(_POISONS)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "place"
        shutil.copytree(whole, place)
        (place / "secret").mkdir()
        expected = trials.contents(place / "out")
        # The captures and parts alone are asked where files are gone.
        if number // len(_POISONS) % 2:
            for path in trials.shelved(place / "out").values():
                path.unlink()
        entries = sorted(path for path in (place / "out" / ".cache").iterdir() if len(path.name) == 64)
        _POISONS[poison](entries)
        secrets = _digests(place / "secret")
        done = trials.run(place, *_ARGUMENTS)
        faults = ["a traceback"] if "Traceback" in done.stderr else []
        if poison not in _STRANGE:
            faults += [*trials.wrong(done), *trials.unlisted(done, place), *trials.torn(place / "out")]
            now = trials.contents(place / "out") if not done.returncode else expected
            faults += [f"{name} differs" for name, data in expected.items() if now.get(name) != data]
        faults += ["code was run"] if (place / "owned").exists() else []
        faults += ["a file outside was changed"] if secrets != _digests(place / "secret") else []
        faults += [f"left behind: {path.name}" for path in (place / "tmp").iterdir()]
    return trials.told(number, *faults, said=done.stderr)


def _digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


@cache
def _whole() -> Path:
    """A folder that was published, and published again, so that all that can be kept is."""
    place = trials.lasting_folder() / "place"
    place.mkdir()
    furniture.place_at(place)
    (place / "in" / "wall.txt").write_text(PAGE, encoding="utf-8")
    time.sleep(1.2)  # what has just changed is not kept
    trials.run(place, *_ARGUMENTS)
    trials.run(place, *_ARGUMENTS)
    return place
