"""Zip files as bundles."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from io import BufferedIOBase
from types import TracebackType
from typing import IO

from pipeline.errors import PublishError
from pipeline.model import Asset
from pipeline.model.limits import FREE_BYTES, MAX_DATA_BYTES, MAX_DIRECTORY_BYTES, MAX_RATIO
from pipeline.opening import open_file
from pipeline.sources.reading.bundle.base import DAMAGE, Bundle, common_folder
from pipeline.sources.reading.files import Input

ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
"""Signatures of a zip: it begins with a file, or with the end of one that holds none."""
_ENCRYPTED = 0x1


class ZipBundle(Bundle):
    """A zip file; where everything in it lies in one folder, names are counted from there."""

    def __init__(self, source: Input) -> None:
        super().__init__(source)
        try:
            self._file = open_file(source.path)
        except OSError as error:
            raise source.unreadable(error) from error
        try:
            with ExitStack() as closing:
                closing.enter_context(self._file)
                size = os.fstat(self._file.fileno()).st_size
                self._left = min(MAX_DATA_BYTES, max(FREE_BYTES, size * MAX_RATIO))
                if _directory_bytes(self._file) > MAX_DIRECTORY_BYTES:
                    raise self._too_many()
                self._zip = closing.enter_context(zipfile.ZipFile(self._file))
                self._entries = self._checked(self._zip.infolist())
                self._closing = closing.pop_all()
        except DAMAGE as error:
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
        stream: BufferedIOBase = self._zip.open(entry)  # type: ignore[assignment]  # typeshed has only IO[bytes]
        return stream, self._left

    def _damaged(self, name: str) -> PublishError:
        return self.error("truncated or damaged zip", where=name, hint="Download it again.")

    def _checked(self, entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        self._check(len(entries), (entry.orig_filename for entry in entries))
        for entry in entries:
            if stat.S_ISLNK(entry.external_attr >> 16):
                raise self._leads_out(entry.orig_filename)
        files = [entry for entry in entries if not entry.is_dir() and not entry.filename.startswith("__MACOSX/")]
        top = common_folder([entry.filename for entry in files])
        return {entry.filename.removeprefix(top): entry for entry in files}


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
