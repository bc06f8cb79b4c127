"""Archives of a folder's files, as networks pack them, for tests."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path


def zip_of(folder: Path, path: Path, top: str = "") -> Path:
    """The folder's files in a zip, below a folder `top` ("archive/")."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in _files(folder):
            archive.write(file, top + file.relative_to(folder).as_posix())
    return path


def tar_of(folder: Path, path: Path, top: str = "") -> Path:
    """The folder's files in a tar.gz, below a folder `top` ("./")."""
    return tar_with(path, {top + file.relative_to(folder).as_posix(): file.read_bytes() for file in _files(folder)})


def tar_with(path: Path, entries: dict[str, bytes], *others: tarfile.TarInfo) -> Path:
    """These files in a tar.gz, and then other members: links, devices."""
    with tarfile.open(path, "w:gz") as archive:
        for name, data in entries.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        for other in others:
            archive.addfile(other)
    return path


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
