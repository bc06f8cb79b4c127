"""Assets: the bytes of a picture, wherever it lies: in a file, a zip or a tar.gz. The door is `read`."""

from __future__ import annotations

import os
import zipfile
from functools import lru_cache
from pathlib import Path

from pipeline.assets import tarball
from pipeline.assets.tarball import Tarball
from pipeline.model import Asset
from pipeline.model.limits import MAX_PICTURE_BYTES
from pipeline.opening import read_file


class BadPictureError(Exception):
    """A picture cannot be shown. The message is the reason, for the placeholder: "is damaged"."""


def read(asset: Asset) -> bytes:
    """The bytes of an asset. Raises BadPictureError where it cannot be read, is empty or is too large."""
    try:
        if not asset.member:
            data = read_file(asset.path, MAX_PICTURE_BYTES + 1)
        else:
            with _archive(asset.path).open(asset.member) as member:
                data = member.read(MAX_PICTURE_BYTES + 1)
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise BadPictureError("cannot be read") from error
    except Exception as error:  # zlib.error, lzma.LZMAError: the decompressors have no common base
        raise BadPictureError("is damaged") from error
    if len(data) > MAX_PICTURE_BYTES:
        raise BadPictureError(f"is larger than {MAX_PICTURE_BYTES // 2**20} MB")
    if not data:
        raise BadPictureError("is an empty file")
    return data


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
