"""The files of themes: read from their folders and from nowhere else, or packed for machines that lack these."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.errors import ThemeError
from pipeline.model.limits import MAX_THEME_BYTES
from pipeline.opening import read_file, real, reason


def read(path: Path, folders: Sequence[Path]) -> bytes:
    """The bytes of a file in one of these folders. Raises ThemeError where it leads out of them, or cannot be read."""
    if not any(real(path).is_relative_to(real(folder)) for folder in folders):
        raise ThemeError("leads out of the theme's folder", path=str(path), hint="Put the file itself into the theme.")
    try:
        return read_file(path, MAX_THEME_BYTES)
    except OSError as error:
        raise ThemeError(f"cannot be read: {reason(error)}", path=str(path), hint="Let it be readable.") from error


def decoded(data: bytes, path: Path) -> str:
    """The text that a file of that path holds. Raises ThemeError where it is not UTF-8."""
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ThemeError(f"cannot be read: {error}", path=str(path), hint="Save it as UTF-8 text.") from error


def packed(folders: Sequence[Path], hides: Callable[[str], bool], theme: str) -> dict[Path, bytes]:
    """Content of all files in the folders, by their paths, but for those whose names begin with a dot.

    hides: whether a file of that name is left out, too. theme: its name, for messages. Raises ThemeError as `read`, and
    where they are too large together.
    """
    found: dict[Path, bytes] = {}
    size = 0
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if any(part.startswith(".") for part in name.parts) or path.is_dir() or hides(str(name)):
                continue
            if (size := size + path.stat().st_size) > MAX_THEME_BYTES:
                raise ThemeError(
                    f"has more than {MAX_THEME_BYTES >> 20} MB of files, too many to send to workers",
                    path=f"theme {theme}",
                    hint=f"Leave only the theme's own files in {folder}.",
                )
            found[path] = read(path, folders)
    return found


def name_in(folder: Path, path: Path) -> str:
    """The name of a file in a folder, whichever way leads there; not that of another file that it is a link to."""
    place = real(path.parent) / path.name
    return str((place if place.is_relative_to(folder) else path).relative_to(folder))
