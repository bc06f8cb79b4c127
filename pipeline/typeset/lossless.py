"""Lossless removal of metadata from JPEG and PNG files: the picture itself stays as it is, bit for bit.

Location, thumbnails, comments and data behind the end are left out. This is for files of the plain kinds that every
device shows; any other must be decoded and written anew.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7]")
"""The next marker in coded data: neither a byte 255 of the data nor a restart marker."""
_START, _END, _SCAN, _FRAME = b"\xff\xd8", b"\xff\xd9", 0xDA, 0xC0
_TABLES = (0xDB, 0xC4, 0xDD)
"""Segments that decoding needs: quantisation, Huffman codes, restart interval."""
_APPLICATIONS, _ADOBE, _COMMENT = range(0xE0, 0xF0), 0xEE, 0xFE
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
"""A segment that says only that the colours are the usual ones; it replaces all that applications wrote."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SHOWN = (b"IHDR", b"IDAT", b"IEND")
_ORIENTED = b"eXIf"
_ANCILLARY = 0x20
"""The bit of a chunk's first letter that says that a picture can be shown without it."""
_PLAIN = (b"\x08\x00\x00\x00\x00", b"\x08\x02\x00\x00\x00")
"""Ends of plain headers: 8 bits, grey or RGB, the one compression and set of filters there is, no interlacing."""


def jpeg(data: bytes) -> bytes | None:
    """A sequential JPEG in grey or the usual colours, without metadata; None for any other, or if it is cut short."""
    parts = [_START, _JFIF]
    place, usual = len(_START), False
    while data[place : place + 1] == b"\xff" and place + 4 <= len(data):
        kind, end = data[place + 1], place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        segment = data[place:end]
        if kind == _SCAN:
            marker = _MARKER.search(data, end)
            whole = usual and marker and marker[0] == _END
            return b"".join((*parts, data[place : marker.end()])) if marker and whole else None
        if kind in _TABLES or kind == _FRAME:
            parts.append(segment)
        elif kind in _APPLICATIONS and kind != _ADOBE:
            usual |= segment[4:9] in (b"JFIF\0", b"Exif\0")
        elif kind != _COMMENT:
            return None
        place = end
    return None


def png(data: bytes) -> bytes | None:
    """A PNG in grey or RGB with 8 bits a channel, not interlaced, without metadata; None for any other, for one that
    may have to be turned, and for one whose checksums are wrong."""
    chunks: list[bytes] = []
    for kind, chunk in _chunks(data):
        if kind in _SHOWN:
            chunks.append(chunk)
        elif not kind[0] & _ANCILLARY or kind == _ORIENTED:
            return None
    kinds = [chunk[4:8] for chunk in chunks]
    if len(kinds) < 3 or kinds != [b"IHDR", *[b"IDAT"] * (len(kinds) - 2), b"IEND"]:
        return None
    return _SIGNATURE + b"".join(chunks) if chunks[0][16:-4] in _PLAIN else None


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and bytes of each sound chunk, up to the last of the picture or the first that is damaged."""
    place, kind = len(_SIGNATURE), b""
    while kind != b"IEND":
        end = place + 12 + int.from_bytes(data[place : place + 4], "big")
        chunk = data[place:end]
        kind = chunk[4:8]
        if len(chunk) < 12 or end > len(data) or zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:], "big"):
            return
        yield kind, chunk
        place = end
