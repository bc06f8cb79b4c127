"""Inputs: the files and folders that a user named, each kept inside its folder and read with a limit."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Set
from functools import cached_property, lru_cache
from pathlib import Path

from msgspec import Struct, field

from pipeline.errors import PublishError
from pipeline.model import Asset, Source
from pipeline.model.limits import MAX_TEXT_BYTES
from pipeline.opening import read_file, real, reason
from pipeline.opening.byte_order import as_utf8

HEAD_BYTES = 64 * 1024
"""Number of bytes that a reader may look at to recognise a file."""


UNREADABLE = "Put a file there that you may read, or move it away."
"""The remedy for a file that cannot be opened."""
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
"""Signatures of pictures."""


class Beginnings(Struct, frozen=True, kw_only=True):
    """The beginnings of a page's posts, as somebody states them who knows."""

    path: str
    """File that states them, as the user would type it."""
    words: tuple[tuple[str, str], ...]
    """First words of each post, after their place in that file: ("line 3", "Before 1822")."""


class Input(Struct, frozen=True, kw_only=True, dict=True):
    """One file or folder found under what the user named."""

    path: Path
    """Path, absolute, links resolved."""
    root: Path
    """Folder, absolute, that nothing taken from this input may leave."""
    label: str
    """Path as the user would type it; every message names this."""
    name: str
    """Path below the folder that the user named, with "/" (or the file's name): independent of where that lies."""
    beginnings: Beginnings | None = None
    """Beginnings of its posts, where an editor states them."""
    singles: bool = True
    """Whether posts are wanted that nothing in this input ties to another: as threads of one post, or because
    another input may go on from them. Where they are not, a reader may leave them out to save time and memory."""
    known: Set[str] = frozenset()
    """Ids of posts that are wanted all the same."""
    lost: list[int] = field(default_factory=list)
    """Numbers of characters of which half was lost, as decoding finds them; they are told with its captures."""

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB of a file, of text in UTF-8 and without a mark; empty for a folder or a file that cannot be
        read."""
        try:
            return as_utf8(read_file(self.path, HEAD_BYTES))
        except OSError:
            return b""

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture, of which there may be many beside threads."""
        return self.head.startswith(_PICTURES)

    def read_bytes(self, limit: int = MAX_TEXT_BYTES) -> bytes:
        """The whole file. Raises PublishError where it cannot be read or is larger than `limit` bytes."""
        try:
            data = read_file(self.path, limit + 1)
        except OSError as error:
            raise self.unreadable(error) from error
        if len(data) > limit:
            raise PublishError(
                f"larger than {limit // (1024 * 1024)} MB, the most that is read as one page",
                path=self.label,
                hint="Save each thread as a file of its own.",
            )
        return data

    def asset(self, relative: str) -> Asset | None:
        """A reference to the file at `relative` to this one (a picture beside a page), or None where there is none.

        Whether it can be read is told where it is.

        A path that leads out of the input's folder, by "..", an absolute path or a link, counts as none.
        """
        folder = self.path if self.path.is_dir() else self.path.parent
        try:
            target = _resolved(folder / relative)
            inside = target.is_relative_to(self.root) and os.path.lexists(target) and not target.is_dir()
        except (OSError, ValueError):  # ValueError: a NUL in the name
            return None
        return Asset(path=target) if inside else None

    def source(self, reader: str, digest: str) -> Source:
        """The source of a thread that was read from this input."""
        return Source(name=self.name, format=reader, sha256=digest)

    def unreadable(self, error: OSError) -> PublishError:
        """A PublishError for a file that the system does not open or read."""
        return self.error(f"cannot be read: {reason(error)}", hint=UNREADABLE)

    def error(self, message: str, *, where: str = "", hint: str = "") -> PublishError:
        """A PublishError that names this input."""
        return PublishError(message, path=self.label, where=where, hint=hint)


def _resolved(path: Path) -> Path:
    """A file's path, absolute, with links resolved; those of its folder once for all files in it."""
    place = _resolved_folder(path.parent) / path.name
    return real(place) if place.is_symlink() else place


@lru_cache(maxsize=16)
def _resolved_folder(folder: Path) -> Path:
    return real(folder)


def as_text(path: str) -> str:
    """A path for people, in messages and books; bytes that are not UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def digest(parts: Iterable[tuple[str, bytes]]) -> str:
    """The SHA-256 in hex: of the bytes of one unnamed part; of several, over "name NUL sha256-hex LF" lines, by
    name."""
    rows = [(name, hashlib.sha256(data).hexdigest()) for name, data in parts]
    if len(rows) == 1 and not rows[0][0]:
        return rows[0][1]
    return hashlib.sha256("".join(f"{name}\0{value}\n" for name, value in sorted(rows)).encode()).hexdigest()
