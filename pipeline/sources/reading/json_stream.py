"""JSON streams: long files read a value at a time, of which only the part being read is in memory."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from pipeline.errors import PublishError
from pipeline.model.limits import MAX_VALUE_BYTES
from pipeline.sources.reading.bundle import Bundle
from pipeline.sources.reading.json_text import mended

_BETWEEN = re.compile(rb"[\s,]*")
_WINDOW = 64 * 1024
"""Number of bytes that are first looked at for a single value."""
_HEAD_BYTES = 4096
_DECODER = json.JSONDecoder()


class JsonStream:
    """A cursor in a bundle's file, which moves forward as values are taken."""

    def __init__(self, bundle: Bundle, name: str, hint: str) -> None:
        """Begin at the start of a file. hint: the remedy where it is damaged."""
        self.at = 0
        """Offset of the cursor in `data`."""
        self.data = b""
        """Bytes in memory."""
        self._bundle, self._name, self._hint = bundle, name, hint
        self._pieces = bundle.pieces(name)

    def skip(self, mark: bytes) -> bool:
        """Move past the first such byte near the start of the file; False where there is none."""
        while mark not in self.data and len(self.data) < _HEAD_BYTES and self.more():
            pass
        self.at = self.data.find(mark, 0, _HEAD_BYTES) + 1
        return self.at > 0

    def next(self) -> bytes:
        """The first byte of what comes next, white space and commas left aside; b"" at the end of the file."""
        while True:
            if between := _BETWEEN.match(self.data, self.at):
                self.at = between.end()
            if self.at < len(self.data):
                return self.data[self.at : self.at + 1]
            if not self.more():
                return b""

    def items(self) -> Iterator[tuple[str, Any]]:
        """Each item of the list that starts here, with its place: "outbox.json: item 7", counted from 1.

        Raises PublishError, naming the place, where an item is broken or the file ends too early.
        """
        self.at += 1
        number = 1
        while (mark := self.next()) != b"]":
            place = f"{self._name}: item {number}"
            if not mark:
                raise self.broken("the file ends before its list does", place)
            yield place, self.value(place)
            number += 1
        self.at += 1

    def members(self) -> Iterator[str]:
        """Each key of the object that starts here. Whoever is told a key takes its value before going on.

        Raises PublishError where it is no object, or the file ends too early.
        """
        if self.next() != b"{":
            raise self.broken("not an object", self._name)
        self.at += 1
        while (mark := self.next()) != b"}":
            if not mark:
                raise self.broken("the file ends too early", self._name)
            key = self.value(self._name)
            if not isinstance(key, str) or self.next() != b":":
                raise self.broken("is cut short or is not JSON", self._name)
            self.at += 1
            yield key

    def value(self, place: str) -> Any:
        """The value that starts here; more of the file is read until it is whole. Raises PublishError."""
        self.next()
        window = _WINDOW
        while True:
            try:
                text = codecs.getincrementaldecoder("utf-8")().decode(self.data[self.at : self.at + window])
                value, end = _DECODER.raw_decode(text)
                sound = mended(text[:end], self._bundle.source)
            except UnicodeDecodeError as error:
                raise self.broken("is not UTF-8 text", self._name) from error
            except RecursionError as error:
                raise self.broken("is nested too deeply", place) from error
            except ValueError as error:
                whole = self.at + window >= len(self.data)
                if window > MAX_VALUE_BYTES or (whole and not self.more()):
                    raise self.broken("is cut short or is not JSON", place) from error
                window = max(window, len(self.data)) if whole else window * 2
            else:
                if end == len(text) and isinstance(value, (int, float)) and self.more():
                    continue  # the number may go on
                self.at += len(text[:end].encode())
                return value if sound == text[:end] else json.loads(sound)

    def more(self) -> bool:
        """Read on, at least as much as is still unread, so that a long value costs linear time."""
        parts = [self.data[self.at :]]
        wanted = max(1, len(parts[0]))
        while wanted > 0 and (piece := next(self._pieces, b"")):
            parts.append(piece)
            wanted -= len(piece)
        self.data, self.at = b"".join(parts), 0
        return len(parts) > 1

    def broken(self, message: str, place: str) -> PublishError:
        """A PublishError that names a place in the file, with the remedy."""
        return self._bundle.error(message, where=place, hint=self._hint)
