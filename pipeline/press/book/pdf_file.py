"""A writer of PDF files: objects are written as they come, and only their offsets stay in memory.

Streams are written at once. All other objects go into object streams, some hundreds in each, compressed; the last thing
in the file is the cross-reference table, with the place of each object (ISO 32000-1, 7.5.7 and 7.5.8). Versions of PDF
before 1.5 have no object streams: there all objects stand by themselves, and the table is text (7.5.4).
"""

from __future__ import annotations

import hashlib
import sys
import zlib
from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain
from typing import IO, Any

from pipeline.press.sheet.syntax import reference, written

BATCH = 400
"""Objects in an object stream: more take less room, fewer are quicker to look one up in."""
_IN_FILE = 1 << 56
_IN_STREAM = 2 << 56
_ENTRY = (1, 5, 2)
"""Bytes of the fields of a cross-reference entry: its kind; the offset in the file, or the object stream; the index in
that."""


class PdfFile:
    """A PDF that is being written."""

    def __init__(self, file: IO[bytes], version: str = "1.7") -> None:
        """version: of PDF."""
        self._file = file
        self._has_object_streams = version >= "1.5"
        self._size = 0
        self._digest = hashlib.sha256()
        self._entries = array("Q", [0xFFFF])
        """Entries of the table, by object number; each has its three fields in one integer. No object has number 0."""
        self._numbers: list[int] = []
        self._objects: list[bytes] = []
        """Objects that wait for their object stream."""
        self._write(b"%%PDF-%b\n%%\xe2\xe3\xcf\xd3\n" % version.encode())

    def reserve(self, count: int = 1) -> int:
        """Reserve `count` object numbers; returns the first. Each is to be added once."""
        first = len(self._entries)
        self._entries.frombytes(bytes(count * self._entries.itemsize))
        return first

    def add(self, number: int, value: Any) -> None:
        """Add an object that is no stream. value: a dictionary or list as `syntax.written` takes it."""
        self.add_all([number], [written(value)])

    def add_all(self, numbers: Sequence[int], objects: Sequence[bytes]) -> None:
        """Add objects, none a stream, in PDF's notation, under these numbers."""
        if not self._has_object_streams:
            for number, each in zip(numbers, objects, strict=True):
                self._add(number, each)
            return
        self._numbers += numbers
        self._objects += objects
        while len(self._objects) >= BATCH:
            self._write_objects()

    def add_stream(self, number: int, entries: Mapping[str, Any], data: bytes, *, compress: bool = True) -> None:
        """Add a stream. entries: of its dictionary, without length and compression."""
        if compress:
            data = zlib.compress(data)
            entries = {**entries, "Filter": "/FlateDecode"}
        self.add_raw_stream(number, written({**entries, "Length": len(data)}), data)

    def add_raw_stream(self, number: int, entries: bytes, data: bytes) -> None:
        """Add a stream as it is. entries: its whole dictionary, in PDF's notation."""
        self._add(number, b"%b\nstream\n%b\nendstream" % (entries, data))

    def _add(self, number: int, value: bytes) -> None:
        self._entries[number] = _IN_FILE | self._size << 16
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, value))

    def finish(self, catalog: int, information: int) -> None:
        """Write what is left, and the table. To be called once.

        catalog, information: object numbers.
        """
        while self._objects:
            self._write_objects()
        number = self.reserve() if self._has_object_streams else 0
        place, rows = self._size, self._entries
        identifier = b"<%b>" % self._digest.hexdigest()[:32].encode()
        trailer = {
            "Size": len(rows),
            "Root": reference(catalog),
            "Info": reference(information),
            "ID": [identifier, identifier],
        }
        if number:
            rows[number] = _IN_FILE | place << 16
            parameters = {"Predictor": 12, "Columns": sum(_ENTRY)}
            kind = {"Type": "/XRef", "Size": len(rows), "W": _ENTRY}
            self.add_stream(number, {**kind, **trailer, "DecodeParms": parameters}, _differences(rows))
        else:
            self._write(b"xref\n0 %d\n%btrailer\n%b\n" % (len(rows), _table(rows), written(trailer)))
        self._write(b"startxref\n%d\n%%%%EOF\n" % place)

    def _write_objects(self) -> None:
        numbers, objects = self._numbers[:BATCH], self._objects[:BATCH]
        del self._numbers[:BATCH], self._objects[:BATCH]
        stream = self.reserve()
        for index, number in enumerate(numbers):
            self._entries[number] = _IN_STREAM | stream << 16 | index
        offsets = accumulate((len(each) + 1 for each in objects), initial=0)
        head = b"%d %d " * len(numbers) % tuple(chain.from_iterable(zip(numbers, offsets, strict=False)))
        entries = {"Type": "/ObjStm", "N": len(numbers), "First": len(head)}
        self.add_stream(stream, entries, head + b"\n".join(objects))

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._size += len(data)


def _table(rows: array[int]) -> bytes:
    """The table's rows as text: the places of objects, and those of numbers that no object has."""
    used = (
        b"%010d 00000 n \n" % (row >> 16 & 0xFFFFFFFFFF) if row >= _IN_FILE else b"0000000000 00000 f \n"
        for row in rows[1:]
    )
    return b"0000000000 65535 f \n" + b"".join(used)


def _differences(rows: array[int]) -> bytes:
    """The table's rows of eight bytes, each byte less the one above it, which packs far better: PNG's filter "Up".

    All rows are subtracted at once, as two long numbers. The highest bit of each byte is kept out of it, so that no
    byte borrows from the next, and set right after.
    """
    if sys.byteorder == "little":
        rows = rows[:]
        rows.byteswap()
    data = rows.tobytes()
    size = len(data)
    high = int.from_bytes(b"\x80" * size)
    these = int.from_bytes(data)
    above = these >> 64
    less = ((these | high) - (above & ~high)) ^ ((these ^ ~above) & high)
    filtered = less.to_bytes(size)
    packed = bytearray(b"\2" * (size // 8 * 9))
    for column in range(8):
        packed[column + 1 :: 9] = filtered[column::8]
    return bytes(packed)
