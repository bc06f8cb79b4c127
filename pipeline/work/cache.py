"""A cache of results in a folder: an entry is never half, never damaged, and all together stay within a limit.

An entry is a file named by its key; it holds a mark, a SHA-256 over key and data, and the data. It is written elsewhere
in the folder and moved into place, so a kill or a second run leaves the older entry, the newer one or none.

Who may write to the folder decides what a book holds, as does who may write to the folder of the books. So it is for
its owner only, and one that is another user's, or that holds anything but a cache, is refused. The digest finds damage,
not malice: a folder that came in somebody's archive may hold any bytes under any key. That is why nothing is unpickled:
what comes back is bytes, or values of the types that are asked for (`pack.py`), and so at worst a strange page.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from pipeline.errors import Notice, PublishError
from pipeline.opening import read_file, reason
from pipeline.shelf.scratch import Scratch

SIZE = 2 * 2**30
"""Default limit of a cache, in bytes."""
_MARK = b"threadbound entry 1\n"
_HEAD = len(_MARK) + hashlib.sha256().digest_size
"""Bytes of an entry before its data."""
_TAG = b"""Signature: 8a477f597d28d172789f06886806bc55
# This folder is a cache of Threadbound and can be deleted at any time. See https://bford.info/cachedir/
"""
_KEY = re.compile(r"[0-9a-f]{64}")
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Flags to open an entry with: a link is not followed, and a named pipe does not wait for a writer."""


class Cache:
    """Bytes by key, in a folder, so many at most: the least recently used go first. To be closed when a run ends.

    Several runs may use a folder at once. What they write under one key is the same, so it does not matter whose stays.
    """

    def __init__(self, folder: Path, size: int = SIZE) -> None:
        """Open the cache in a folder, which is made where it is missing. size: bytes.

        Raises PublishError where the folder cannot be used, is another user's or holds something else.
        """
        self.folder = folder
        self.notices: tuple[Notice, ...] = ()
        """Warnings about what hindered it: a full disk costs the next run time, and this one nothing."""
        self._size = size
        self._added = 0
        try:
            _claim(folder)
            self._scratch = Scratch(folder)
            self._scratch.open()
        except OSError as error:
            raise _unusable(folder, f"cannot be used as a cache: {reason(error)}") from error

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the cache as the place that it is: in another process it is opened anew."""
        return Cache, (self.folder, self._size)

    def __contains__(self, key: str) -> bool:
        """Whether there is an entry under a key, as far as can be told without reading it."""
        return (self.folder / key).is_file()

    def get(self, key: str) -> bytes | None:
        """The bytes kept under a key, or None. A damaged entry is removed and counts as none."""
        path = self.folder / key
        try:
            head, data = _read(path, self._size)
        except OSError:
            return None
        if head == _MARK + _digest(key, data):
            return data
        with suppress(OSError):
            path.unlink()
        return None

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under a key: 64 hexadecimal digits, as `key.key` makes them."""
        if len(data) > self._size or self.notices:
            return
        path, entry = self.folder / key, b"".join((_MARK, _digest(key, data), data))
        try:
            if path.is_dir() and not path.is_symlink():  # no entry of ours, and in its place
                shutil.rmtree(path)
            self._scratch.write(path, entry)
        except OSError as error:
            problem = f"nothing more can be kept in it: {reason(error)}"
            self.notices = (Notice(message=problem, path=str(self.folder), hint="Make room on the disk."),)
            return
        self._added += len(data)
        if self._added > self._size // 4:  # a long run does not go far beyond its bounds, and a short one looks once
            self.trim()

    def trim(self) -> None:
        """Remove the least recently used entries until the others are few enough."""
        self._added = 0
        entries = sorted(self._entries())
        total = sum(size for _, _, size in entries)
        for _, name, size in entries:
            if total <= self._size:
                break
            with suppress(OSError):  # another run was faster
                (self.folder / name).unlink()
            total -= size

    def _entries(self) -> Iterator[tuple[int, str, int]]:
        """For each entry the time of its last use in ns, its name, its size in bytes."""
        with os.scandir(self.folder) as files:
            for file in files:
                if _KEY.fullmatch(file.name):
                    with suppress(OSError):
                        facts = file.stat(follow_symlinks=False)
                        yield facts.st_mtime_ns, file.name, facts.st_size

    def close(self) -> None:
        """Trim the cache, clear away what killed runs have left, and release it for other runs. To be called once."""
        with suppress(OSError):
            self.trim()
        self._scratch.close()


def _digest(key: str, data: bytes) -> bytes:
    digest = hashlib.sha256(key.encode())
    digest.update(data)
    return digest.digest()


def _read(path: Path, most: int) -> tuple[bytes, bytes]:
    """The head and the data of an entry, which is noted as used. Raises OSError where it is none, or far too large."""
    with open(path, "rb", buffering=0, opener=lambda name, _: os.open(name, _READ)) as file:
        facts = os.fstat(file.fileno())
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > most + _HEAD:
            raise OSError("not an entry")
        head, data = file.read(_HEAD), file.read()
        with suppress(OSError):
            os.utime(file.fileno() if os.utime in os.supports_fd else path)
    return head, data


def _claim(folder: Path) -> None:
    """Make the folder a cache of ours. Raises OSError, or PublishError where it is something else."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    tag = folder / "CACHEDIR.TAG"
    content = read_file(tag, len(_TAG) + 1) if tag.exists() else b""
    if content != _TAG:
        # A kill may have left a part of the tag. But a folder without one holds files that are none of ours.
        if not _TAG.startswith(content) or (not tag.exists() and any(folder.iterdir())):
            raise _unusable(folder, "is not a cache of Threadbound, and may hold files of yours")
        tag.write_bytes(_TAG)
    if os.name == "posix":
        facts = folder.stat()
        if facts.st_uid != os.geteuid():
            raise _unusable(folder, "belongs to another user, who could change what books are made of")
        if stat.S_IMODE(facts.st_mode) & 0o077:
            folder.chmod(0o700)


def _unusable(folder: Path, message: str) -> PublishError:
    return PublishError(message, path=str(folder), hint="Choose another folder with --cache, or use --no-cache.")
