"""Recordings: films and sound, of which a page gives the name and the length."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import lru_cache

from pipeline import assets
from pipeline.model import Asset, Recording

_LONGEST = 100 * 3600
"""Seconds above which a length is none that anybody recorded."""
_HEAD_BYTES = 2**20
"""Bytes at the start of a Matroska file in which it says its length."""
_MATROSKA, _SEGMENT, _INFO = b"\x1aE\xdf\xa3", b"\x18S\x80g", b"\x15I\xa9f"
_SCALE, _DURATION = b"*\xd7\xb1", b"D\x89"
_UNSIZED = (".aac",)
"""Endings of files that say nowhere how long they are."""


def length(recording: Recording) -> str:
    """The length of a recording in minutes and seconds, "0:42"; "" where its file does not say it."""
    seconds = _seconds(recording.asset)
    if seconds is None or not 0 < seconds < _LONGEST:  # nor a NaN
        return ""
    minutes, rest = divmod(int(seconds + 0.5) or 1, 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"


@lru_cache(maxsize=256)
def _seconds(asset: Asset) -> float | None:
    from tinytag import TinyTag

    if asset.name.lower().endswith(_UNSIZED):
        return None
    try:
        with assets.whole(asset) as stream:
            head = stream.read(_HEAD_BYTES)
            if head.startswith(_MATROSKA):
                return _matroska_seconds(head)
            stream.seek(0)
            return TinyTag.get(asset.name, stream, tags=False).duration
    except Exception:  # whatever a damaged file makes a parser raise; it has a name all the same
        return None


def _matroska_seconds(head: bytes) -> float | None:
    """Duration by the segment's information, which counts in units of so many nanoseconds."""
    for segment in _children(head, _SEGMENT):
        for info in _children(segment, _INFO):
            units = next(_children(info, _DURATION), b"")
            scale = int.from_bytes(next(_children(info, _SCALE), b"\x0f\x42\x40"), "big")
            (count,) = struct.unpack(">f" if len(units) == 4 else ">d", units)
            return float(count * scale / 1e9)
    return None


def _children(data: bytes, wanted: bytes) -> Iterator[bytes]:
    """Contents of the elements of that id; all that is left of one that says no size or does not end in the data."""
    at = 0
    while at < len(data):
        id_end = at + 9 - data[at].bit_length()
        width = 9 - data[id_end].bit_length()
        size = int.from_bytes(data[id_end : id_end + width], "big") & (1 << 7 * width) - 1
        start = id_end + width
        end = len(data) if size == (1 << 7 * width) - 1 else start + size
        if data[at:id_end] == wanted:
            yield data[start:end]
        at = end
