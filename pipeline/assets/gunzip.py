"""A forward-only stream over a gzip file that can start from any saved state of the decompressor."""

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
"""Limit, in bytes, of one read from a stream whose end is not given."""

MAGIC = b"\x1f\x8b"
_PIECE = 64 * 1024
_UNPACKED = 256 * 1024


class BombError(ValueError):
    """A file that unpacks to far more than it should."""


def _inflate() -> _Decompress:
    return zlib.decompressobj(wbits=31)


class State(Struct, frozen=True):
    """A snapshot of a decompressor, about 50 KB. State(): the start of a file."""

    position: int = 0
    """Decompressed bytes so far."""
    offset: int = 0
    """Compressed bytes read so far."""
    inflate: _Decompress = field(default_factory=_inflate)

    def copy(self) -> State:
        """An independent copy, whose decompressor does not advance with this one."""
        return State(self.position, self.offset, self.inflate.copy())


class Gunzip(io.BufferedIOBase):
    """A decompressing stream that seeks forward only. Reading raises EOFError, zlib.error, OSError and BombError."""

    def __init__(
        self, file: BinaryIO, state: State, *, end: int | None = None, passed: Callable[[State], None] | None = None
    ) -> None:
        """Read an open file from a saved state on; the stream closes the file.

        end: decompressed bytes before its end; None: the file's end. passed: callback for each state on the way.
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
        """Go forward to a position, or to the end if that comes first. Raises ValueError for any other move."""
        if whence != io.SEEK_SET or position < self._at:
            raise ValueError("only forward")
        while self._at < position and self._take(position - self._at):
            pass
        return self._at

    def read(self, size: int | None = -1, /) -> bytes:
        """Up to `size` bytes, or all that is left. Raises ValueError where that has no bound."""
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
        """From 1 to `most` bytes; b"" at the end."""
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
        """Go on to the next gzip member, and say whether there is one; anything else at the end is padding."""
        rest = self._inflate.unused_data
        if len(rest) < len(MAGIC):
            rest += self._file.read(_PIECE)
        if not rest.startswith(MAGIC):
            return False
        self._inflate, self._input = _inflate(), rest
        return True
