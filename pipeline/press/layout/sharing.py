"""Pictures and drawings of a printed document, told by content, so that a book can have each of them once."""

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
    """The streams of a document that mean the same in any other, because they name nothing but each other."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.streams: list[Stream] = []
        self.holes: dict[bytes, bytes] = {}
        """What to write instead of references to them."""
        self.taken: set[int] = set()
        """The numbers of all objects that are in them."""
        self._digests: dict[bytes, bytes] = {}
        for each in reversed(pdf.objects):  # WeasyPrint adds a picture's mask after it
            if isinstance(each, pydyf.Stream) and each.extra.get("Type") == "/XObject":
                self._look_at(each, pdf)

    def _look_at(self, stream: pydyf.Stream, pdf: pydyf.PDF) -> None:
        extra, taken = dict(stream.extra), {stream.number}
        if "Resources" in extra and not any(_references(resources := at(pdf, extra["Resources"]))):
            taken.add(number(extra["Resources"]))
            extra["Resources"] = resources
        if all(each in self.holes for each in _references(extra)):
            self._add(stream, extra)
            self.taken |= taken

    def _add(self, stream: pydyf.Stream, extra: Mapping[str, Any]) -> None:
        name, made = str(len(self.streams)), packed(stream, extra, self.holes)
        digest = hashlib.sha256(fill(made.entries, self._digests) + b"\0" + made.data).digest()
        self.streams.append(Stream(entries=made.entries, data=made.data, digest=digest))
        self.holes[stream.reference] = hole("shared", name)
        self._digests[b"shared" + name.encode()] = digest


def packed(stream: pydyf.Stream, extra: Mapping[str, Any], holes: Mapping[bytes, bytes]) -> Stream:
    """A stream as a sheet has it, compressed if it asks for that. extra: entries of its dictionary."""
    data = b"\n".join([part if isinstance(part, bytes) else _as_bytes(part) for part in stream.stream])
    entries = dict(extra)
    if stream.compress:
        data = zlib.compress(data)
        entries["Filter"] = "/FlateDecode"
    entries["Length"] = len(data)
    return Stream(entries=written(entries, holes), data=data)


def _as_bytes(part: Any) -> bytes:
    """What WeasyPrint put into a stream: a picture or dictionary, which knows how it is written, or an operator."""
    if isinstance(part, pydyf.Object):
        data: bytes = part.data
        return data
    return written(part)


def _references(value: Any) -> Iterator[bytes]:
    """All that a value refers to directly."""
    if isinstance(value, bytes):
        if value.endswith(b" 0 R"):
            yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _references(each)
