"""A zip or a folder, read alike: names, data files in pieces, pictures by reference, nothing unpacked to disk.

What a zip declares about itself is not trusted: limits are enforced on what is actually read.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import struct
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from io import BufferedIOBase
from pathlib import Path
from types import TracebackType
from typing import IO

from pipeline.errors import PublishError
from pipeline.model import Asset
from pipeline.sources.files import Input, digest

MAX_ENTRIES = 500_000
"""The most files in one bundle."""
MAX_DIRECTORY_BYTES = 64 * 1024 * 1024
"""The largest table of contents of a zip; zipfile holds it in memory."""
MAX_DATA_BYTES = 4 * 1024**3
"""The most that is read of all the data files of one bundle together (pictures do not count)."""
MAX_RATIO = 200
"""The most bytes that one compressed byte may become; JSON compresses 10 to 30 times."""
FREE_BYTES = 16 * 1024 * 1024
"""How much of a file is read before the ratio counts."""
PIECE_BYTES = 1024 * 1024

_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError,
    OverflowError, NotImplementedError, RuntimeError,
)  # fmt: skip
_UNSAFE = re.compile(r"[/\\]|[A-Za-z]:|.*\\|(?:.*/)?\.\.(?:/|$)", re.DOTALL)
_ENCRYPTED = 0x1


class Bundle(AbstractContextManager["Bundle"], ABC):
    """Files under one root, named with "/" as in "data/account.js"."""

    def __init__(self, source: Input) -> None:
        self.source = source
        self._left = MAX_DATA_BYTES
        self._read: set[str] = set()

    @abstractmethod
    def names(self) -> Iterator[str]:
        """Every file in it. Raises PublishError where there are too many."""

    @abstractmethod
    def __contains__(self, name: str) -> bool: ...

    @abstractmethod
    def asset(self, name: str) -> Asset | None:
        """A file by reference, or None where there is none of that name."""

    @abstractmethod
    def sha256(self) -> str:
        """What identifies the bundle: of a zip, its own SHA-256; of a folder, the digest of the files read."""

    @abstractmethod
    def _open(self, name: str) -> tuple[BufferedIOBase, int]:
        """A stream, and the most bytes that may come out of it."""

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a file, a MiB at a time.

        Raises PublishError where it is missing, damaged, encrypted or larger than the limits allow.
        """
        if name not in self:
            raise self.error("is missing", where=name, hint="Download the archive again, whole.")
        self._read.add(name)
        try:
            stream, allowed = self._open(name)
            with stream:
                while piece := stream.read(PIECE_BYTES):
                    allowed -= len(piece)
                    self._left -= len(piece)
                    if min(allowed, self._left) < 0:
                        raise self.error(
                            "unpacks to far more than an archive holds",
                            where=name,
                            hint="Download the archive again from the network itself.",
                        )
                    yield piece
        except _DAMAGE as error:
            raise self._damaged(name) from error

    def read(self, name: str, limit: int) -> bytes:
        """The whole of a small file. Raises PublishError as `pieces` does, and beyond `limit` bytes."""
        data = bytearray()
        for piece in self.pieces(name):
            data += piece
            if len(data) > limit:
                raise self.error(f"larger than {limit // 1024} KB", where=name)
        return bytes(data)

    def error(self, message: str, *, where: str = "", hint: str = "") -> PublishError:
        """A PublishError that names this bundle."""
        return self.source.error(message, where=where, hint=hint)

    @abstractmethod
    def _damaged(self, name: str) -> PublishError: ...

    def _too_many(self) -> PublishError:
        return self.error(
            f"holds more than {MAX_ENTRIES:,} files", hint="Name the archive itself, not a folder above it."
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


def open_bundle(source: Input) -> Bundle:
    """The input as a bundle, to be used in a `with` statement. Raises PublishError for a damaged or unsafe zip."""
    return FolderBundle(source) if source.path.is_dir() else ZipBundle(source)


class FolderBundle(Bundle):
    """A folder on disk; links that lead out of it count as missing."""

    def names(self) -> Iterator[str]:
        count = 0
        for folder, folders, files in os.walk(self.source.path):
            folders.sort()
            count += len(files)
            if count > MAX_ENTRIES:
                raise self._too_many()
            for file in sorted(files):
                yield (Path(folder) / file).relative_to(self.source.path).as_posix()

    def __contains__(self, name: str) -> bool:
        return self._file(name) is not None

    def asset(self, name: str) -> Asset | None:
        file = self._file(name)
        return Asset(path=file) if file else None

    def sha256(self) -> str:
        rows = []
        for name in sorted(self._read):
            try:
                with self._open(name)[0] as stream:
                    rows.append(f"{name}\0{hashlib.file_digest(stream, 'sha256').hexdigest()}\n")
            except OSError as error:
                raise self._damaged(name) from error
        return digest([("", "".join(rows).encode("utf-8", "surrogateescape"))])

    def _file(self, name: str) -> Path | None:
        try:
            path = (self.source.path / name).resolve()
            return path if path.is_relative_to(self.source.path) and path.is_file() else None
        except (OSError, ValueError):  # ValueError: a NUL in the name
            return None

    def _open(self, name: str) -> tuple[BufferedIOBase, int]:
        return (self.source.path / name).open("rb"), MAX_DATA_BYTES

    def _damaged(self, name: str) -> PublishError:
        return self.error("cannot be read", where=name, hint="Check the file and its permissions.")


class ZipBundle(Bundle):
    """A zip file; where everything in it lies in one folder, names are counted from there."""

    def __init__(self, source: Input) -> None:
        super().__init__(source)
        try:
            self._file = source.path.open("rb")
        except OSError as error:
            raise self.error(
                f"cannot be read: {error.strerror or error}", hint="Check the file and its permissions."
            ) from error
        try:
            with ExitStack() as closing:
                closing.enter_context(self._file)
                self._size = os.fstat(self._file.fileno()).st_size
                if _directory_bytes(self._file) > MAX_DIRECTORY_BYTES:
                    raise self._too_many()
                self._zip = closing.enter_context(zipfile.ZipFile(self._file))
                self._entries = self._checked(self._zip.infolist())
                self._closing = closing.pop_all()
        except _DAMAGE as error:
            raise self._damaged("") from error

    def names(self) -> Iterator[str]:
        return iter(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def asset(self, name: str) -> Asset | None:
        entry = self._entries.get(name)
        return Asset(path=self.source.path, member=entry.filename) if entry else None

    def sha256(self) -> str:
        self._file.seek(0)
        return hashlib.file_digest(self._file, "sha256").hexdigest()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.close()

    def _open(self, name: str) -> tuple[BufferedIOBase, int]:
        entry = self._entries[name]
        if entry.flag_bits & _ENCRYPTED:
            raise self.error(
                "is encrypted", where=name, hint="Unpack it with its password and name the folder instead."
            )
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self.error(
                "is packed in an unusual way", where=name, hint="Unpack the zip and name the folder instead."
            )
        packed = min(entry.compress_size, self._size)
        stream: BufferedIOBase = self._zip.open(entry)  # type: ignore[assignment]  # typeshed has only IO[bytes]
        return stream, max(FREE_BYTES, packed * MAX_RATIO)

    def _damaged(self, name: str) -> PublishError:
        return self.error("truncated or damaged zip", where=name, hint="Download it again.")

    def _checked(self, entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        if len(entries) > MAX_ENTRIES:
            raise self._too_many()
        for entry in entries:
            if _UNSAFE.match(entry.orig_filename) or stat.S_ISLNK(entry.external_attr >> 16):
                raise self.error(
                    f"the entry {entry.orig_filename!r} leads out of the archive",
                    hint="Download the archive again from the network itself.",
                )
        files = [entry for entry in entries if not entry.is_dir() and not entry.filename.startswith("__MACOSX/")]
        tops = {entry.filename.partition("/")[:2] for entry in files}
        top = "".join(tops.pop()) if len(tops) == 1 else ""
        return {entry.filename[len(top) if top.endswith("/") else 0 :]: entry for entry in files}


def _directory_bytes(file: IO[bytes]) -> int:
    """The size of a zip's table of contents as its end record states it, which is what zipfile reads."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 65_635))  # the longest comment, the end record, and the two of ZIP64 before it
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or end + 22 > len(tail):
        raise zipfile.BadZipFile("no end record")
    wide = tail[max(0, end - 76) : end]
    if wide.startswith(b"PK\x06\x06") and len(wide) == 76:
        return int.from_bytes(wide[40:48], "little")
    return int.from_bytes(tail[end + 12 : end + 16], "little")
