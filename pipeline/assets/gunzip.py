"""What a gzip file holds, decompressed from any point at which the state of the decompressor was kept."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct, field

from pipeline.model.limits import FREE_BYTES, MAX_RATIO

if TYPE_CHECKING:
    from zlib import _Decompress

MAX_READ = 1024 * 1024
"""The most that is read at once of a stream without an end."""

MAGIC = b"\x1f\x8b"
_PIECE = 64 * 1024
_UNPACKED = 256 * 1024


class BombError(ValueError):
    """A file that unpacks to far more than it should."""


def _inflate() -> _Decompress:
    return zlib.decompressobj(wbits=31)


class State(Struct, frozen=True):
    """Where decompression stands; a new one, at the start of the file. It takes about 50 KB."""

    position: int = 0
    """Bytes that came out."""
    offset: int = 0
    """Bytes of the file that went in."""
    inflate: _Decompress = field(default_factory=_inflate)

    def copy(self) -> State:
        """One of its own, which does not go on with the other."""
        return State(self.position, self.offset, self.inflate.copy())


class Gunzip(io.BufferedIOBase):
    """A stream that can be sought forward only. Raises EOFError, zlib.error, OSError and BombError."""

    def __init__(
        self, file: BinaryIO, state: State, *, end: int | None = None, passed: Callable[[State], None] | None = None
    ) -> None:
        """A stream over an open file, which it closes.

        end: where it ends; None: with the file. passed: is told of each state that it comes through.
        """
        self._file = file
        self._at, self._end, self._passed = state.position, end, passed
        self._came = state.position
        self._inflate = state.inflate.copy()
        self._input = self._output = b""
        file.seek(state.offset)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, position: int, whence: int = io.SEEK_SET) -> int:
        """Go forward to a position, or to the end of the file where that comes first. Raises ValueError otherwise."""
        if whence != io.SEEK_SET or position < self._at:
            raise ValueError("only forward")
        while self._at < position and self._take(position - self._at):
            pass
        return self._at

    def read(self, size: int | None = -1, /) -> bytes:
        """As much as is asked for, or what is left. Raises ValueError where that may be any amount."""
        if self._end is not None:
            left = max(0, self._end - self._at)
            size = left if size is None or size < 0 else min(size, left)
        if size is None or (self._end is None and not 0 <= size <= MAX_READ):
            raise ValueError("too much at once")
        parts = []
        while size and (part := self._take(size)):
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _take(self, most: int) -> bytes:
        """Some bytes; none at the end."""
        if not self._output:
            self._output = self._decompress()
        part, self._output = self._output[:most], self._output[most:]
        self._at += len(part)
        return part

    def _decompress(self) -> bytes:
        if self._passed:
            self._passed(State(self._came, self._file.tell() - len(self._input), self._inflate))
        while not self._inflate.eof or self._next_part():
            output = self._inflate.decompress(self._input, _UNPACKED)
            self._input = b"" if self._inflate.eof else self._inflate.unconsumed_tail
            if output:
                self._came += len(output)
                if self._came > FREE_BYTES + MAX_RATIO * self._file.tell():
                    raise BombError
                return output
            if not self._inflate.eof and not self._input:
                self._input = self._file.read(_PIECE)
                if not self._input:
                    raise EOFError("the file ends before its data does")
        return b""

    def _next_part(self) -> bool:
        """Whether another gzip file follows in the same one; anything else at the end is padding."""
        rest = self._inflate.unused_data
        if len(rest) < len(MAGIC):
            rest += self._file.read(_PIECE)
        if not rest.startswith(MAGIC):
            return False
        self._inflate, self._input = _inflate(), rest
        return True
