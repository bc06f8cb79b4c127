"""Keys of cache entries: digests of everything that shaped a result. What differs in anything has another key.

Each value is written out with a letter for its type and its length or number of parts before it, so that no two
different values, however they nest, are written alike; the key is the SHA-256 of that. Equal values of one type have
one key in every process and on every machine. Numbers that are equal but of different types (1, 1.0, True) differ.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

from pipeline import assets
from pipeline.model import Asset, Recording

_Chunks = list[bytes]


def key(*parts: Any) -> str:
    """The SHA-256 of the parts: 64 hexadecimal digits.

    Parts are None, bool, int, float, str, bytes, dates and times, and tuples, lists, dicts, sets and structs of
    such, each of exactly that type. An asset counts by its file's name and content, read now, a recording by its name
    and length, and by its content where a frame of it is shown; any other path is refused, for what it leads to may
    change. Raises TypeError for what is none of these.
    """
    return hashlib.sha256(_written(parts)).hexdigest()


def _write(value: Any, chunks: _Chunks) -> None:
    kind = type(value)
    if write := _WRITERS.get(kind):
        write(value, chunks)
    elif issubclass(kind, Struct):
        chunks.append(_head(kind))
        for part in astuple(value):
            _write(part, chunks)
    else:
        raise TypeError(f"cannot be part of a key: {kind.__qualname__}")


@cache
def _head(kind: type[Struct]) -> bytes:
    """Header of a struct, written before its values: module, name, fields."""
    return _sized(b"c", ",".join((kind.__module__, kind.__qualname__, *kind.__struct_fields__)).encode())


def _sized(letter: bytes, content: bytes) -> bytes:
    return b"%b%d:%b" % (letter, len(content), content)


def _write_text(value: str, chunks: _Chunks) -> None:
    chunks.append(_sized(b"s", value.encode("utf-8", "surrogatepass")))


def _as_text(letter: bytes, text: Callable[[Any], str]) -> Callable[[Any, _Chunks], None]:
    def write(value: Any, chunks: _Chunks) -> None:
        chunks.append(_sized(letter, text(value).encode()))

    return write


def _write_bytes(value: bytes, chunks: _Chunks) -> None:
    chunks += (b"b%d:" % len(value), value)


def _in_order(letter: bytes) -> Callable[[Any, _Chunks], None]:
    def write(values: Any, chunks: _Chunks) -> None:
        chunks.append(b"%b%d:" % (letter, len(values)))
        for value in values:
            _write(value, chunks)

    return write


def _sorted(letter: bytes) -> Callable[[Any, _Chunks], None]:
    """A writer of sets, and of dicts as pairs: members in the order of the bytes that they are written as."""

    def write(values: Any, chunks: _Chunks) -> None:
        members = [_written(member) for member in (values.items() if isinstance(values, dict) else values)]
        chunks.append(b"%b%d:" % (letter, len(members)))
        chunks += sorted(members)

    return write


def _written(value: Any) -> bytes:
    chunks: _Chunks = []
    _write(value, chunks)
    return b"".join(chunks)


def _write_asset(asset: Asset, chunks: _Chunks) -> None:
    """Write an asset: its name, which a placeholder shows, and its content, or that there is none to be had."""
    chunks.append(b"a")
    _write((asset.path.name, asset.member, _content(asset)), chunks)


def _write_recording(recording: Recording, chunks: _Chunks) -> None:
    """Write a recording: what a page says of it, for it may be a film of gigabytes; and its content where a frame of it
    is shown."""
    from pipeline.typeset import films, recordings  # bring what starts processes, and few threads have films

    chunks.append(b"r")
    _write((recording.asset.name, recordings.length(recording), films.digest(recording)), chunks)


def _content(asset: Asset) -> str:
    """SHA-256 of an asset's bytes, or the placeholder's words where they cannot be read."""
    try:
        return hashlib.sha256(assets.read(asset)).hexdigest()
    except assets.BadPictureError as problem:
        return str(problem)


_WRITERS: dict[type, Callable[[Any, _Chunks], None]] = {
    type(None): lambda _, chunks: chunks.append(b"n"),
    bool: _as_text(b"o", str),
    int: _as_text(b"i", str),
    float: _as_text(b"f", repr),
    str: _write_text,
    bytes: _write_bytes,
    datetime: _as_text(b"m", lambda value: f"{value.isoformat()} {value.fold}"),
    date: _as_text(b"d", date.isoformat),
    time: _as_text(b"h", lambda value: f"{value.isoformat()} {value.fold}"),
    tuple: _in_order(b"t"),
    list: _in_order(b"l"),
    dict: _sorted(b"q"),
    set: _sorted(b"e"),
    frozenset: _sorted(b"z"),
    Asset: _write_asset,
    Recording: _write_recording,
}
