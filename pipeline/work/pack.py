"""Serialisation of the model for cache entries: by types, so that nothing in the bytes is ever run.

MessagePack by msgspec: a value that comes back has the type that was asked for, or does not come back.
"""

from __future__ import annotations

import os
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from pipeline.opening import real

T = TypeVar("T")


def pack(value: object) -> bytes:
    """A value as bytes: structs, tuples, str, bytes, numbers, datetime, Path. Raises TypeError for others."""
    return msgspec.msgpack.encode(value, enc_hook=_plain)


def unpack(data: bytes, kind: type[T], within: tuple[Path, ...] | None = None) -> T | None:
    """The value, or None where the bytes do not hold one of that type. `kind` is the type that was packed.

    within: folders that all files lie in which the value names, or there is none: bytes may be a stranger's.
    """
    wanted: Any = kind
    try:
        value: T = _decoder(wanted, within).decode(data)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return None
    return value


@cache
def _decoder(kind: Any, within: tuple[Path, ...] | None) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind, dec_hook=partial(_rich, within))


def _plain(value: object) -> bytes:
    if isinstance(value, Path):
        return os.fsencode(value)  # a file's name may be no text
    raise TypeError(f"cannot be kept: {type(value).__name__}")


def _rich(within: tuple[Path, ...] | None, kind: type, value: bytes) -> Path:
    if kind is not Path:
        raise NotImplementedError(f"cannot be kept: {kind.__name__}")
    if not isinstance(value, bytes):
        raise ValueError("not a path")
    path = Path(os.fsdecode(value))
    if within is not None and not any(map(real(path).is_relative_to, within)):
        raise ValueError("a path that leads out of the folders")
    return path
