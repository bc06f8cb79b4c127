"""Files that appear whole or not at all: written in a folder beside their place, and moved there when they are done.

A run that is killed leaves there what it was writing. The last run that leaves such a folder clears that away.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.opening import open_own

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


class Scratch:
    """A folder for unfinished files. Several runs may use it at once. To be closed when a run ends."""

    def __init__(self, home: Path) -> None:
        """home: the folder that it lies in, as "unfinished", beside the lock file "in-use"."""
        self._folder = home / "unfinished"
        self._lock = home / "in-use"
        self._in_use: _Lock | None = None

    def open(self) -> None:
        """Create the folder where it is missing, and lock it as in use. Raises OSError, above all where it is a link:
        what lies there would be cleared away."""
        if not self._in_use:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for path in (self._folder, self._folder.parent):
                if path.is_symlink():
                    raise OSError(errno.EINVAL, "it is a link, where a folder of ours belongs", str(path))
            self._in_use = _Lock(self._lock)

    def write(self, target: Path, data: bytes) -> None:
        """Write a file on the same disk, whole or not at all. Raises OSError."""
        self.open()
        write_whole(target, data, self._folder)

    @contextmanager
    def room(self) -> Iterator[Path]:
        """A folder for this run alone, empty, and gone afterwards. Raises OSError where it cannot be made."""
        self.open()
        folder = self._folder / os.urandom(8).hex()
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Clear away what killed runs have left, and release the folder for other runs."""
        if self._in_use:
            with suppress(OSError):
                if self._in_use.alone():
                    for scrap in self._folder.iterdir():
                        shutil.rmtree(scrap) if scrap.is_dir() and not scrap.is_symlink() else scrap.unlink()
            self._in_use.release()
            self._in_use = None


def write_whole(target: Path, data: bytes, folder: Path) -> None:
    """Write a file that appears whole or not at all. folder: for the unfinished one, on its disk. Raises OSError."""
    unfinished = folder / os.urandom(8).hex()
    try:
        with unfinished.open("xb") as file:
            file.write(data)
        unfinished.replace(target)
    except BaseException:  # Ctrl-C too: no partial file is left behind
        with suppress(OSError):
            unfinished.unlink()
        raise


class _Lock:
    """A shared lock that each run holds while it uses a folder, so that one can know that it is alone.

    The system takes it back when a process ends, however it ends. Where there is no such lock, no run is ever alone.
    """

    def __init__(self, path: Path) -> None:
        self._handle = open_own(path, os.O_RDWR | os.O_CREAT, 0o600)
        if fcntl:
            with suppress(OSError):
                fcntl.flock(self._handle, fcntl.LOCK_SH)

    def alone(self) -> bool:
        """Whether no other run is at work; if so, none begins before this lock is released."""
        if not fcntl:
            return False
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def release(self) -> None:
        """Release the lock. To be called once."""
        os.close(self._handle)
