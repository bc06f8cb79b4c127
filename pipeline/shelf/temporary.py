"""Folders in the system's temporary one, each gone when it is done with.

A run that is killed leaves its own behind. Each bears a mark, for anybody may name a folder as we do, and is locked as
long as a process lives that has it open: so the next run that needs one knows which are nobody's, and clears them away.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline import startup
from pipeline.errors import PublishError
from pipeline.opening import reason

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_PREFIX = "threadbound-"
_MARK = ".made-by-threadbound"
"""Name of the file by which a folder is known as ours."""


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A new folder, gone afterwards. Raises PublishError where there is no place for it."""
    folder, handle = _made()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def folder_of_this_process() -> Path:
    """A new folder, gone when this process ends, by `startup.leave` or otherwise."""
    folder, _ = _made()
    startup.at_the_end(lambda: shutil.rmtree(folder, ignore_errors=True))
    return folder


def _made() -> tuple[Path, int]:
    """A folder, and the handle that holds its lock. Raises PublishError where there is no place for it."""
    try:
        _clear_away(Path(tempfile.gettempdir()))
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        handle = _locked(folder)
        (folder / _MARK).touch()  # when it is locked: what has no mark is never cleared away
        return folder, handle
    except OSError as error:
        raise PublishError(
            f"no temporary folder can be made: {reason(error)}",
            path=os.environ.get("TMPDIR", ""),
            hint="Let the variable TMPDIR name a folder that you may write to.",
        ) from error


def _locked(folder: Path) -> int:
    """A handle that holds the lock of a folder."""
    if not fcntl:
        return os.open(os.devnull, os.O_RDONLY)
    handle = os.open(folder, os.O_RDONLY)
    with suppress(OSError):  # there are no locks
        fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


def _clear_away(place: Path) -> None:
    """Remove our own folders that no process has locked."""
    if not fcntl:
        return
    with os.scandir(place) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX):
                with suppress(OSError):
                    _remove_if_left(entry)


def _remove_if_left(entry: os.DirEntry[str]) -> None:
    facts = entry.stat(follow_symlinks=False)
    is_ours = entry.is_dir(follow_symlinks=False) and facts.st_uid == os.geteuid()
    if not (is_ours and os.path.lexists(os.path.join(entry.path, _MARK))):  # noqa: PTH118  # an entry is no Path
        return
    handle = os.open(entry.path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(entry.path, ignore_errors=True)
    finally:
        os.close(handle)
