"""The data files of an X archive: `window.YTD.tweets.part0 = [ … ]`, read an item at a time."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from pipeline.errors import PublishError
from pipeline.sources.bundle import Bundle

MAX_ITEM_CHARACTERS = 2 * 1024 * 1024
"""The longest single item; the longest post that X allows is a fiftieth of it."""
MAX_SMALL_BYTES = 16 * 1024 * 1024
"""The largest file that is read whole: the manifest, the descriptions of pictures."""

DAMAGED = "Download the archive again: a file in it is damaged."

_BETWEEN = re.compile(r"[\s,]*")
_BETWEEN_ITEMS = re.compile(r"\}\s*,\s*\{\s*\Z")
_LONGEST_GAP = 80
"""Characters between the end of an item and the key of the next."""
_DECODER = json.JSONDecoder()
_T = TypeVar("_T")


def items(bundle: Bundle, name: str, shape: type[_T], key: str) -> Iterator[tuple[str, _T]]:
    """Each item of a data file with its place, as ("data/tweets.js: item 7", item), counted from 1.

    shape: a msgspec.Struct; key: the name of its one field in the file ("tweet"). Raises PublishError, naming the
    place, where the file is not such a list, ends too early, or an item has another shape.
    """
    text = _Text(bundle, name)
    text.assignment()
    if text.next() != "[":
        raise bundle.error("not a list of items", where=name, hint=DAMAGED)
    text.at += 1
    decoder: msgspec.json.Decoder[list[_T]] = msgspec.json.Decoder(list[shape], strict=False)  # type: ignore[valid-type]
    number = 1
    while (mark := text.next()) != "]":
        place = f"{name}: item {number}"
        if not mark:
            raise bundle.error("the file ends before its list does", where=place, hint=DAMAGED)
        for item in text.batch(decoder, key) or [typed(bundle, text.value(place), shape, place)]:
            yield f"{name}: item {number}", item
            number += 1


def config(bundle: Bundle, name: str) -> Any:
    """The one value that a small file assigns (`window.__THAR_CONFIG = {…}`). Raises PublishError."""
    data = bundle.read(name, MAX_SMALL_BYTES)
    try:
        text = data.decode("utf-8-sig")
        return _DECODER.raw_decode(text, _BETWEEN.match(text, text.index("=") + 1).end())[0]  # type: ignore[union-attr]
    except (ValueError, RecursionError) as error:
        raise bundle.error("not the JavaScript that X writes", where=name, hint=DAMAGED) from error


def typed(bundle: Bundle, value: Any, shape: type[_T], place: str) -> _T:
    """A value as the shape that it must have. Raises PublishError naming the place."""
    try:
        return msgspec.convert(value, shape, strict=False)
    except (msgspec.ValidationError, OverflowError) as error:
        raise bundle.error(f"not as X writes it: {error}", where=place, hint=DAMAGED) from error


class _Text:
    """The text of one data file, of which only the part being read is in memory."""

    def __init__(self, bundle: Bundle, name: str) -> None:
        self.at = 0
        self._bundle, self._name = bundle, name
        self._pieces = bundle.pieces(name)
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text = ""
        self._careful = 0
        """Up to here values are read one by one: together they could not be read."""

    def assignment(self) -> None:
        """Move past the first "="."""
        while "=" not in self._text and len(self._text) < 4096 and self._more():
            pass
        self.at = self._text.find("=", 0, 4096) + 1
        if not self.at:
            raise self._bundle.error("not the JavaScript that X writes", where=self._name, hint=DAMAGED)

    def next(self) -> str:
        """The first character of the next item, or "]"; "" at the end of the file."""
        while True:
            self.at = _BETWEEN.match(self._text, self.at).end()  # type: ignore[union-attr]  # matches ""
            if self.at < len(self._text):
                return self._text[self.at]
            if not self._more():
                return ""

    def value(self, place: str) -> Any:
        """The JSON value that starts here; more of the file is read until it is whole."""
        while True:
            try:
                value, self.at = _DECODER.raw_decode(self._text, self.at)
            except RecursionError as error:
                raise self._broken("is nested too deeply", place) from error
            except ValueError as error:
                if len(self._text) - self.at > MAX_ITEM_CHARACTERS or not self._more():
                    raise self._broken("is cut short or is not JSON", place) from error
            else:
                return value

    def batch(self, decoder: msgspec.json.Decoder[list[_T]], key: str) -> list[_T]:
        """The whole items in memory from here on, decoded together, which is fast; none where that fails."""
        end = self._end_of_whole_items(key)
        if end <= max(self.at, self._careful):
            return []
        try:
            items = decoder.decode(f"[{self._text[self.at : end]}]")
        except (msgspec.MsgspecError, ValueError, RecursionError):  # one is broken, or only Python can read it
            self._careful = end
            return []
        self.at = end
        return items

    def _end_of_whole_items(self, key: str) -> int:
        """Where the last item in memory ends that another follows, told by what can stand in no string; 0: nowhere."""
        following = self._text.rfind(f'"{key}"', self.at)
        between = _BETWEEN_ITEMS.search(self._text, max(self.at, following - _LONGEST_GAP), max(0, following))
        return between.start() + 1 if between else 0

    def _broken(self, message: str, place: str) -> PublishError:
        return self._bundle.error(message, where=place, hint=DAMAGED)

    def _more(self) -> bool:
        """Read on, at least as much as is still unread, so that a long item costs linear time."""
        parts = [self._text[self.at :]]
        wanted = max(1, len(parts[0]))
        try:
            while wanted > 0 and (piece := next(self._pieces, b"")):
                parts.append(self._decoder.decode(piece))
                wanted -= len(parts[-1])
            if wanted > 0:
                self._decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise self._broken("is not UTF-8 text", self._name) from error
        self._careful = max(0, self._careful - self.at)
        self._text, self.at = "".join(parts), 0
        return len(parts) > 1
