"""The data files of an X archive: `window.YTD.tweets.part0 = [ … ]`, read an item at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from pipeline.model.limits import MAX_SMALL_BYTES
from pipeline.sources.reading.bundle import Bundle
from pipeline.sources.reading.json_stream import JsonStream
from pipeline.sources.reading.json_text import COMPLAINTS, mended, text_of

DAMAGED = "Download the archive again: a file in it is damaged."

_BETWEEN_ITEMS = re.compile(rb"\}\s*,\s*\{\s*\Z")
_LONGEST_GAP = 80
"""Bytes between the end of an item and the key of the next."""
_DECODER = json.JSONDecoder()
_T = TypeVar("_T")


def items(bundle: Bundle, name: str, shape: type[_T], key: str) -> Iterator[tuple[str, _T]]:
    """Each item of a data file with its place, as ("data/tweets.js: item 7", item), counted from 1.

    shape: a msgspec.Struct; key: the name of its one field in the file ("tweet"). Raises PublishError, naming the
    place, where the file is not such a list, ends too early, or an item has another shape.
    """
    data = _Data(bundle, name)
    if not data.skip(b"="):
        raise bundle.error("not the JavaScript that X writes", where=name, hint=DAMAGED)
    if data.next() != b"[":
        raise bundle.error("not a list of items", where=name, hint=DAMAGED)
    data.at += 1
    decoder: msgspec.json.Decoder[list[_T]] = msgspec.json.Decoder(list[shape], strict=False)  # type: ignore[valid-type]
    number = 1
    while (mark := data.next()) != b"]":
        place = f"{name}: item {number}"
        if not mark:
            raise bundle.error("the file ends before its list does", where=place, hint=DAMAGED)
        for item in data.batch(decoder, key.encode()) or [typed(bundle, data.value(place), shape, place)]:
            yield f"{name}: item {number}", item
            number += 1


def config(bundle: Bundle, name: str) -> Any:
    """The one value that a small file assigns (`window.__THAR_CONFIG = {…}`). Raises PublishError."""
    data = bundle.read(name, MAX_SMALL_BYTES)
    try:
        text = mended(text_of(data), bundle.source)
        return _DECODER.raw_decode(text[text.index("=") + 1 :].lstrip())[0]
    except COMPLAINTS as error:
        raise bundle.error("not the JavaScript that X writes", where=name, hint=DAMAGED) from error


def typed(bundle: Bundle, value: Any, shape: type[_T], place: str) -> _T:
    """A value as the shape that it must have. Raises PublishError naming the place."""
    try:
        return msgspec.convert(value, shape, strict=False)
    except COMPLAINTS as error:
        raise bundle.error(f"not as X writes it: {error}", where=place, hint=DAMAGED) from error


class _Data(JsonStream):
    """One data file, of which whole items in memory can be decoded together."""

    def __init__(self, bundle: Bundle, name: str) -> None:
        super().__init__(bundle, name, DAMAGED)
        self._one_by_one = 0
        """Offset up to which values are read one by one: together they could not be decoded."""

    def batch(self, decoder: msgspec.json.Decoder[list[_T]], key: bytes) -> list[_T]:
        """The whole items in memory from here on, decoded together, which is fast; none where that fails."""
        end = self._end_of_whole_items(key)
        if end <= max(self.at, self._one_by_one):
            return []
        try:
            items = decoder.decode(b"[%b]" % self.data[self.at : end])
        except (msgspec.MsgspecError, ValueError, RecursionError):  # one is broken, or only Python can read it
            self._one_by_one = end
            return []
        self.at = end
        return items

    def more(self) -> bool:
        """Read on."""
        self._one_by_one = max(0, self._one_by_one - self.at)
        return super().more()

    def _end_of_whole_items(self, key: bytes) -> int:
        """The end of the last item in memory that another follows, told by bytes that no string holds; 0: there is
        none."""
        following = self.data.rfind(b'"%b"' % key, self.at)
        between = _BETWEEN_ITEMS.search(self.data, max(self.at, following - _LONGEST_GAP), max(0, following))
        return between.start() + 1 if between else 0
