"""The base of bundles: names, data files in pieces, pictures by reference, nothing unpacked to disk.

What an archive declares about itself is not trusted: limits are enforced on what is actually read.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from io import BufferedIOBase
from types import TracebackType

from pipeline.errors import PublishError
from pipeline.model import Asset
from pipeline.model.limits import MAX_DATA_BYTES, MAX_ENTRIES
from pipeline.opening.byte_order import pieces_as_utf8
from pipeline.sources.reading.files import Input

PIECE_BYTES = 1024 * 1024

DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError,
    OverflowError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""Exceptions of reading a broken file, whatever it comes in."""
_UNSAFE = re.compile(r"[/\\]|[A-Za-z]:|.*\\|(?:.*/)?\.\.(?:/|$)", re.DOTALL)


class Bundle(AbstractContextManager["Bundle"], ABC):
    """Files under one root, named with "/" as in "data/account.js"."""

    def __init__(self, source: Input) -> None:
        self.source = source
        self._left = MAX_DATA_BYTES
        self._read: set[str] = set()

    @abstractmethod
    def names(self) -> Iterator[str]:
        """The names of all files in it. Raises PublishError where there are too many."""

    @abstractmethod
    def __contains__(self, name: str) -> bool: ...

    @abstractmethod
    def asset(self, name: str) -> Asset | None:
        """A file by reference, or None where there is none of that name."""

    @abstractmethod
    def sha256(self) -> str:
        """The digest of the bundle: of an archive, its own SHA-256; of a folder, the digest of the files read."""

    @abstractmethod
    def _open(self, name: str) -> tuple[BufferedIOBase, int]:
        """A stream, and the number of bytes that it may give."""

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a file, a MiB at a time; of text, in UTF-8 and without a mark.

        Raises PublishError where it is missing, damaged, encrypted or larger than the limits allow.
        """
        if name not in self:
            raise self.error("is missing", where=name, hint="Download the archive again, whole.")
        self._read.add(name)
        try:
            stream, allowed = self._open(name)
            with stream:
                yield from pieces_as_utf8(self._counted(stream, allowed, name))
        except DAMAGE as error:
            raise self._damaged(name) from error

    def _counted(self, stream: BufferedIOBase, allowed: int, name: str) -> Iterator[bytes]:
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

    def _check(self, count: int, names: Iterable[str] = ()) -> None:
        """Raise PublishError where an archive has too many entries, or one that would lie outside of it."""
        if count > MAX_ENTRIES:
            raise self._too_many()
        for name in names:
            if _UNSAFE.match(name):
                raise self._leads_out(name)

    def _leads_out(self, name: str) -> PublishError:
        return self.error(
            f"the entry {name!r} leads out of the archive",
            hint="Download the archive again from the network itself.",
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


def common_folder(names: Collection[str]) -> str:
    """The one folder that all files lie in, as "archive-2024/", or ""."""
    tops = {"".join(name.partition("/")[:2]) for name in names}
    top = tops.pop() if len(tops) == 1 else ""
    return top if top.endswith("/") else ""
