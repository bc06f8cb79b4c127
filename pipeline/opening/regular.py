"""Regular files: opened without waiting, and nothing else is.

A name may be that of a pipe, which would wait for ever for a writer, of a socket, or of a device that never ends.
"""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""To read without waiting; of the flags, some are Unix's and one is Windows's."""
_PLAIN = {
    errno.ELOOP: "it is a link that leads to itself",
    errno.ENXIO: "it is a socket, not a file",
    errno.EISDIR: "it is a folder, not a file",
}
"""Reasons that the system words for programmers."""


def open_file(path: Path) -> BufferedReader:
    """The file of that path, open to be read. Raises OSError where it cannot be opened or is no regular file."""
    handle = os.open(path, _FLAGS)
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            kind = "a pipe" if stat.S_ISFIFO(mode) else "a device"
            raise OSError(errno.EINVAL, f"it is {kind}, not a file", str(path))
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def read_file(path: Path, limit: int = -1) -> bytes:
    """The bytes of the file of that path, at most `limit` of them. Raises OSError as `open_file` does."""
    with open_file(path) as file:
        return file.read(limit)


def open_own(path: Path, flags: int, mode: int = 0o666) -> int:
    """A handle to a file of ours in a folder that may be a stranger's: where a link or a pipe has its name, OSError is
    raised. flags: of `os.open`, beside those that see to that."""
    if path.is_symlink():  # the flag alone would say that a link leads to itself
        raise OSError(errno.EINVAL, "it is a link, where a file of ours belongs", str(path))
    handle = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), mode)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    raise OSError(errno.EINVAL, "it is no file, where one of ours belongs", str(path))


def real(path: Path) -> Path:
    """The path, absolute, with links resolved; a link that leads to itself stays as it is."""
    return Path(os.path.realpath(path))


def reason(error: OSError) -> str:
    """The reason why the system does not open, read or write a file, for people."""
    return _PLAIN.get(error.errno or 0) or error.strerror or str(error)
