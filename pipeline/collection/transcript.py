"""Transcripts: captures written down in pieces, to cross from one process to another and to be kept.

A piece is MessagePack, as cache entries are (`work.pack`). An archive of 300,000 posts makes many, of which none takes
much memory to write or to take in again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from pipeline.model import Capture, Post
from pipeline.work.pack import pack, unpack

_POSTS = 1000
"""Posts of a piece."""
_SIZE = 8
"""Bytes that state the length of a piece in a file."""


def written(captures: Iterable[Capture]) -> Iterator[bytes]:
    """The pieces of captures: each capture without its posts, and then these."""
    for capture in captures:
        yield pack((replace(capture, posts=()), len(capture.posts)))
        for start in range(0, len(capture.posts), _POSTS):
            yield pack(capture.posts[start : start + _POSTS])


def read_back(pieces: Iterable[bytes], within: tuple[Path, ...] | None = None) -> Iterator[Capture]:
    """The captures in pieces. Raises ValueError where these are not what `written` made.

    within: folders that their pictures must lie in; None: anywhere.
    """
    each = iter(pieces)
    for piece in each:
        head = unpack(piece, tuple[Capture, int], within)
        if head is None:
            raise ValueError("no capture")
        capture, count = head
        posts: list[Post] = []
        while len(posts) < count:
            more = unpack(next(each, b""), tuple[Post, ...], within)
            if not more:
                raise ValueError("posts are missing")
            posts += more
        yield replace(capture, posts=tuple(posts))


def spill(pieces: Iterable[bytes], path: Path) -> None:
    """Write pieces into a new file. Raises OSError."""
    with path.open("xb") as file:
        for piece in pieces:
            file.write(len(piece).to_bytes(_SIZE, "little") + piece)


def spilled(path: Path) -> Iterator[bytes]:
    """The pieces in a file."""
    with path.open("rb") as file:
        while size := file.read(_SIZE):
            yield file.read(int.from_bytes(size, "little"))
