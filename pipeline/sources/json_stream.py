"""A long file of JSON read a value at a time: only the part being read is in memory."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from pipeline.errors import PublishError
from pipeline.sources.bundle import Bundle

MAX_VALUE_CHARACTERS = 2 * 1024 * 1024
"""The longest single value; the longest post that any network allows is a fraction of it."""

_BETWEEN = re.compile(r"[\s,]*")
_HEAD_CHARACTERS = 4096
_DECODER = json.JSONDecoder()


class JsonStream:
    """A place in the text of a bundle's file, which moves forward as values are taken."""

    def __init__(self, bundle: Bundle, name: str, hint: str) -> None:
        """At the start of a file. hint: the remedy where it is damaged."""
        self._bundle, self._name, self._hint = bundle, name, hint
        self._pieces = bundle.pieces(name)
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text = ""
        self._at = 0

    def skip(self, mark: str) -> bool:
        """Move past the first such character near the start of the file; False where there is none."""
        while mark not in self._text and len(self._text) < _HEAD_CHARACTERS and self._more():
            pass
        self._at = self._text.find(mark, 0, _HEAD_CHARACTERS) + 1
        return self._at > 0

    def next(self) -> str:
        """The first character of what comes next, white space and commas left aside; "" at the end of the file."""
        while True:
            self._at = _BETWEEN.match(self._text, self._at).end()  # type: ignore[union-attr]  # matches ""
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def items(self) -> Iterator[tuple[str, Any]]:
        """Each item of the list that starts here, with its place: "data/tweets.js: item 7", counted from 1.

        Raises PublishError, naming the place, where an item is broken or the file ends too early.
        """
        self._at += 1
        number = 1
        while (mark := self.next()) != "]":
            place = f"{self._name}: item {number}"
            if not mark:
                raise self._broken("the file ends before its list does", place)
            yield place, self.value(place)
            number += 1
        self._at += 1

    def members(self) -> Iterator[str]:
        """Each key of the object that starts here. Whoever is told a key takes its value before going on.

        Raises PublishError where it is no object, or the file ends too early.
        """
        if self.next() != "{":
            raise self._broken("not an object", self._name)
        self._at += 1
        while (mark := self.next()) != "}":
            if not mark:
                raise self._broken("the file ends too early", self._name)
            key = self.value(self._name)
            if not isinstance(key, str) or self.next() != ":":
                raise self._broken("is cut short or is not JSON", self._name)
            self._at += 1
            yield key

    def value(self, place: str) -> Any:
        """The value that starts here; more of the file is read until it is whole. Raises PublishError."""
        self.next()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise self._broken("is nested too deeply", place) from error
            except ValueError as error:
                if len(self._text) - self._at > MAX_VALUE_CHARACTERS or not self._more():
                    raise self._broken("is cut short or is not JSON", place) from error
            else:
                if end == len(self._text) and isinstance(value, (int, float)) and self._more():
                    continue  # the number may go on
                self._at = end
                return value

    def _broken(self, message: str, place: str) -> PublishError:
        return self._bundle.error(message, where=place, hint=self._hint)

    def _more(self) -> bool:
        """Read on, at least as much as is still unread, so that a long value costs linear time."""
        parts = [self._text[self._at :]]
        wanted = max(1, len(parts[0]))
        try:
            while wanted > 0 and (piece := next(self._pieces, b"")):
                parts.append(self._decoder.decode(piece))
                wanted -= len(parts[-1])
            if wanted > 0:
                self._decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise self._broken("is not UTF-8 text", self._name) from error
        self._text, self._at = "".join(parts), 0
        return len(parts) > 1
