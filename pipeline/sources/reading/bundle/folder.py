"""Folders on disk as bundles."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from io import BufferedIOBase
from pathlib import Path

from pipeline.errors import PublishError
from pipeline.model import Asset
from pipeline.model.limits import MAX_DATA_BYTES
from pipeline.opening import open_file, real
from pipeline.sources.reading.bundle.base import Bundle
from pipeline.sources.reading.files import UNREADABLE, digest


class FolderBundle(Bundle):
    """A folder on disk; links that lead out of it count as missing."""

    def names(self) -> Iterator[str]:
        count = 0
        for folder, folders, files in os.walk(self.source.path):
            folders.sort()
            count += len(files)
            self._check(count)
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
            path = real(self.source.path / name)
            there = path.is_relative_to(self.source.path) and os.path.lexists(path) and not path.is_dir()
            return path if there else None
        except (OSError, ValueError):  # ValueError: a NUL in the name
            return None

    def _open(self, name: str) -> tuple[BufferedIOBase, int]:
        return open_file(self.source.path / name), MAX_DATA_BYTES

    def _damaged(self, name: str) -> PublishError:
        return self.error("cannot be read", where=name, hint=UNREADABLE)
