"""Assets: the bytes of a picture or recording, wherever it lies: in a file, a zip or a tar.gz. The door is `read`."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from pipeline.assets import tarball
from pipeline.assets.tarball import Tarball
from pipeline.model import Asset
from pipeline.model.limits import MAX_PICTURE_BYTES, MAX_RECORDING_BYTES
from pipeline.opening import open_file


class BadPictureError(Exception):
    """A picture cannot be shown. The message is the reason, for a warning: "is damaged"."""

    def __init__(self, reason: str, told: str = "file-unusable", **values: str) -> None:
        """told, values: the message of the catalogues that stands in the picture's place, beside its file's name."""
        super().__init__(reason)
        self.told, self.values = told, values


def read(asset: Asset) -> bytes:
    """The bytes of an asset. Raises BadPictureError where it cannot be read, is empty or is too large."""
    try:
        with opened(asset) as file:
            data = file.read(MAX_PICTURE_BYTES + 1)
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise BadPictureError("cannot be read") from error
    except Exception as error:  # zlib.error, lzma.LZMAError: the decompressors have no common base
        raise BadPictureError("is damaged", "file-damaged") from error
    if len(data) > MAX_PICTURE_BYTES:
        raise BadPictureError(f"is larger than {MAX_PICTURE_BYTES // 2**20} MB", "file-too-large")
    if not data:
        raise BadPictureError("is an empty file", "file-empty")
    return data


def opened(asset: Asset) -> BinaryIO:
    """A stream of the bytes of an asset. It raises what its archive does: see `read`."""
    return cast(BinaryIO, (_archive(asset.path).open(asset.member) if asset.member else open_file(asset.path)))


@contextmanager
def whole(asset: Asset) -> Iterator[BinaryIO]:
    """The asset as a file that can be looked about in: itself, or unpacked where nobody else sees it. Raises
    BadPictureError for one in an archive that is too large, and what the archive does."""
    if not asset.member:
        with opened(asset) as file:
            yield file
    elif size(asset) > MAX_RECORDING_BYTES:
        raise BadPictureError(f"is larger than {MAX_RECORDING_BYTES >> 20} MB", "file-too-large")
    else:
        with TemporaryFile() as file, opened(asset) as packed:
            shutil.copyfileobj(packed, file)
            file.seek(0)
            yield cast(BinaryIO, file)


def size(asset: Asset) -> int:
    """Number of bytes of an asset. Raises what its archive does."""
    if not asset.member:
        return asset.path.stat().st_size
    archive = _archive(asset.path)
    return archive.size(asset.member) if isinstance(archive, Tarball) else archive.getinfo(asset.member).file_size


def _archive(path: Path) -> zipfile.ZipFile | Tarball:
    if tarball.is_gzip(path):
        return tarball.opened(path)
    facts = path.stat()
    return _zip(path, facts.st_size, facts.st_mtime_ns, os.getpid())


@lru_cache(maxsize=1)
def _zip(path: Path, _size: int, _changed: int, _process: int) -> zipfile.ZipFile:
    """An open zip, cached: its directory takes as long to read for one picture as for thousands.

    Not shared with a forked process, whose reads would move the same file position.
    """
    return zipfile.ZipFile(path)
