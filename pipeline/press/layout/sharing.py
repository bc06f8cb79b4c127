"""Shared streams: pictures and drawings of a printed document, known by digest, so that a book stores each once."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

import pydyf

from pipeline.press.layout.openings import at, number
from pipeline.press.sheet import Stream
from pipeline.press.sheet.syntax import written
from pipeline.press.sheet.template import fill, hole


class Shared:
    """The streams of a document that refer to nothing but each other, and so mean the same in any other."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.streams: list[Stream] = []
        self.holes: dict[bytes, bytes] = {}
        """Holes to write in place of references to them, by reference."""
        self.taken: set[int] = set()
        """Numbers of all objects that are parts of them."""
        self._digests: dict[bytes, bytes] = {}
        for each in reversed(pdf.objects):  # WeasyPrint adds a picture's mask after it
            if isinstance(each, pydyf.Stream) and _can_be_shared(each.extra) and not is_open(each):
                self._look_at(each, pdf)

    def _look_at(self, stream: pydyf.Stream, pdf: pydyf.PDF) -> None:
        extra, taken = dict(stream.extra), {stream.number}
        if "Resources" in extra and self._knows(resources := at(pdf, extra["Resources"])):
            taken.add(number(extra["Resources"]))
            extra["Resources"] = resources
        if self._knows(extra):
            self._add(stream, extra)
            self.taken |= taken

    def _knows(self, entries: Mapping[str, Any]) -> bool:
        """Whether all that a dictionary refers to is shared."""
        return all(each in self.holes for each in _references(entries))

    def _add(self, stream: pydyf.Stream, extra: Mapping[str, Any]) -> None:
        name, made = str(len(self.streams)), packed(stream, extra, self.holes)
        digest = hashlib.sha256(fill(made.entries, self._digests) + b"\0" + made.data).digest()
        self.streams.append(Stream(entries=made.entries, data=made.data, digest=digest))
        self.holes[stream.reference] = hole("shared", name)
        self._digests[b"shared" + name.encode()] = digest


def _can_be_shared(extra: Mapping[str, Any]) -> bool:
    """Whether a stream is a picture, a drawing, or a profile of colours (which has N channels)."""
    return extra.get("Type") == "/XObject" or "N" in extra


def packed(stream: pydyf.Stream, extra: Mapping[str, Any], holes: Mapping[bytes, bytes]) -> Stream:
    """A stream for a sheet, compressed if it asks for that. extra: entries of its dictionary. holes: by reference."""
    data = content(stream)
    entries = dict(extra)
    if is_open(stream):
        entries |= {"Filter": "/FlateDecode", "Length": hole("length")}
        return Stream(entries=written(entries, holes), data=zlib.compress(data, 1), is_open=True)
    if stream.compress:
        data = zlib.compress(data)
        entries["Filter"] = "/FlateDecode"
    entries["Length"] = len(data)
    return Stream(entries=written(entries, holes), data=data)


def content(stream: pydyf.Stream) -> bytes:
    """The bytes of a stream, not compressed."""
    return b"\n".join([part if isinstance(part, bytes) else _as_bytes(part) for part in stream.stream])


def is_open(stream: pydyf.Stream) -> bool:
    """Whether something was left open when the stream was drawn."""
    return getattr(stream, "is_open", False)


def _as_bytes(part: Any) -> bytes:
    """The bytes of a part of a stream: of a `pydyf.Object`, which writes itself, or of an operator."""
    if isinstance(part, pydyf.Object):
        data: bytes = part.data
        return data
    return written(part)


def _references(value: Any) -> Iterator[bytes]:
    """All references in a value."""
    if isinstance(value, bytes):
        if value.endswith(b" 0 R"):
            yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _references(each)
