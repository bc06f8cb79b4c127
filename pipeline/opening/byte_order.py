"""Text in UTF-16 and UTF-32, as PowerShell writes it: known by its mark, or by its zeros."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096


def encoding_of(data: bytes) -> tuple[bytes, str]:
    """The mark that a text begins with, and its encoding; b"" and "" where it has none and is not UTF-16 either."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return mark, encoding
    return b"", _without_mark(data[:_SAMPLE])


def as_utf8(data: bytes) -> bytes:
    """The bytes of a text in UTF-8 and without a mark; what is no text stays as it is."""
    mark, encoding = encoding_of(data)
    if encoding in ("", "utf-8"):
        return data.removeprefix(mark)
    return data[len(mark) :].decode(encoding, "replace").encode()


def pieces_as_utf8(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same of a text that comes in pieces. It is read on as it is where it has no mark."""
    decoder: codecs.IncrementalDecoder | None = None
    for number, piece in enumerate(pieces):
        if number == 0:
            mark, encoding = encoding_of(piece)
            if mark and encoding != "utf-8":
                decoder = codecs.getincrementaldecoder(encoding)("replace")
            piece = piece.removeprefix(mark)
        yield decoder.decode(piece).encode() if decoder else piece
    if decoder and (rest := decoder.decode(b"", final=True)):
        yield rest.encode()


def _without_mark(sample: bytes) -> str:
    """The encoding "utf-16-le" or "utf-16-be", where every other byte is mostly NUL; else ""."""
    half = 0 if len(sample) % 2 else len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if half and odd > 0.5 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if half and even > 0.5 * half and odd < 0.05 * half else ""
