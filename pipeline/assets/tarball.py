"""A tar.gz read in any order, with nothing unpacked to disk.

Such a file has no table of contents, and gzip can only be read from its start. So it is gone through once: where each
member lies is noted, and the state of the decompressor is kept every few megabytes. To read a member, a copy of the
last state before it goes on from there.
"""

from __future__ import annotations

import io
import struct
import tarfile
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from pipeline.assets.gunzip import MAGIC, MAX_READ, BombError, Gunzip, State
from pipeline.model.limits import MAX_ENTRIES
from pipeline.opening import open_file

BEGINNING_BYTES = 16 * 1024 * 1024
"""Decompressed bytes that `beginning` looks through at most."""
SPACING = 4 * 1024 * 1024
"""Decompressed bytes between saved states, at first."""
MAX_STATES = 512
"""Limit of saved states: beyond it every second one is dropped, and the spacing doubles."""

DAMAGED = "truncated or damaged tar.gz"

_DAMAGE = (
    tarfile.TarError, zlib.error, struct.error, EOFError, OSError, ValueError,
    OverflowError, RecursionError, IndexError,
)  # fmt: skip


class TarballError(Exception):
    """A tar.gz cannot be used. The message is for its owner: "truncated or damaged tar.gz"."""


def is_gzip(path: Path) -> bool:
    """Whether the file begins as gzip does. Raises OSError where it cannot be read."""
    with open_file(path) as file:
        return file.read(2) == MAGIC


def opened(path: Path) -> Tarball:
    """The tar.gz at a path, indexed once for as long as the file stays as it is; a forked process inherits the index.

    Raises TarballError, and OSError where the file cannot be read.
    """
    facts = path.stat()
    return _opened(path, facts.st_size, facts.st_mtime_ns)


@lru_cache(maxsize=4)
def _opened(path: Path, _size: int, _changed: int) -> Tarball:
    return Tarball(path)


def beginning(path: Path) -> Iterator[str]:
    """Names of the first members, as far as they can be had quickly; none where it is no tar.gz. Never raises."""
    with suppress(*_DAMAGE, BombError), Gunzip(open_file(path), State()) as stream, _tar(stream) as tar:
        while member := tar.next():
            yield member.name
            if member.offset_data + member.size > BEGINNING_BYTES:
                break


class Tarball:
    """The index of a tar.gz. It holds no open file, and several may read from it at once.

    Raises TarballError for one that is damaged, has too many members, or unpacks to far more than an archive holds.
    """

    def __init__(self, path: Path) -> None:
        self.links: list[str] = []
        """The names of members that are links, which are not followed."""
        self._path = path
        self._files: dict[str, tuple[int, int]] = {}
        self._states = [State()]
        self._spacing = SPACING
        try:
            with Gunzip(open_file(path), self._states[0], passed=self._keep) as stream:
                self._index(stream)
        except BombError as error:
            raise TarballError("unpacks to far more than an archive holds") from error
        except _DAMAGE as error:
            raise TarballError(DAMAGED) from error

    @property
    def names(self) -> list[str]:
        """Names of all regular files, in the archive's order."""
        return list(self._files)

    def size(self, name: str) -> int:
        """Size of a file in bytes. Raises KeyError where there is none of that name."""
        return self._files[name][1]

    def open(self, name: str) -> io.BufferedIOBase:
        """A stream of a file's bytes. Raises KeyError where there is none of that name."""
        start, size = self._files[name]
        state = self._states[bisect_right(self._states, start, key=lambda state: state.position) - 1]
        stream = Gunzip(open_file(self._path), state, end=start + size)
        stream.seek(start)
        return stream

    def _index(self, stream: Gunzip) -> None:
        end = count = 0
        with _tar(stream) as tar:
            while member := tar.next():
                tar.members = []  # type: ignore[attr-defined]  # else it keeps them all
                count += 1
                if member.size < 0 or member.offset < end:
                    raise ValueError("a member that lies before the end of the last one")
                end = member.offset_data + member.size
                if count > MAX_ENTRIES:
                    raise TarballError(f"holds more than {MAX_ENTRIES:,} files")
                if member.issym() or member.islnk():
                    self.links.append(member.name)
                elif member.isreg() and not member.issparse():
                    self._files[member.name] = (member.offset_data, member.size)
        while rest := stream.read(MAX_READ):  # to the checksum, which comes last
            if rest.strip(b"\0"):
                raise ValueError("a header that is none")

    def _keep(self, state: State) -> None:
        if state.position - self._states[-1].position < self._spacing:
            return
        self._states.append(state.copy())
        if len(self._states) > MAX_STATES:
            self._states = self._states[::2]
            self._spacing *= 2


def _tar(stream: Gunzip) -> tarfile.TarFile:
    return tarfile.open(fileobj=stream, mode="r:", encoding="utf-8", errors="surrogateescape")
