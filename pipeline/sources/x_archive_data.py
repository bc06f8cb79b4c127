"""The data files of an X archive: `window.YTD.tweets.part0 = [ … ]`, read an item at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from pipeline.sources.bundle import Bundle
from pipeline.sources.json_stream import JsonStream

MAX_SMALL_BYTES = 16 * 1024 * 1024
"""The largest file that is read whole: the manifest, the descriptions of pictures."""

DAMAGED = "Download the archive again: a file in it is damaged."

_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()
_T = TypeVar("_T")


def items(bundle: Bundle, name: str) -> Iterator[tuple[str, Any]]:
    """Each item of a data file with its place, as ("data/tweets.js: item 7", value), counted from 1.

    Raises PublishError, naming the place, where the file is not such a list or ends too early.
    """
    stream = JsonStream(bundle, name, DAMAGED)
    if not stream.skip("="):
        raise bundle.error("not the JavaScript that X writes", where=name, hint=DAMAGED)
    if stream.next() != "[":
        raise bundle.error("not a list of items", where=name, hint=DAMAGED)
    yield from stream.items()


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
