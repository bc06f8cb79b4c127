"""JSON decoded: the one gate of its values, which have no half of a character in any text or key.

JSON may write half of a character, `\\ud800`, which no encoding of text can hold, so that each place that writes such a
value would fall. Where a decoder is told of one it is replaced in the text, and counted for the reader to tell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from pipeline.opening.byte_order import as_utf8
from pipeline.sources.reading.files import Input

COMPLAINTS = (msgspec.MsgspecError, ValueError, OverflowError, RecursionError)
"""Exceptions of decoders, and of values that fit no shape; `ValueError` is that of broken UTF-8, too."""
_HALF = re.compile(
    r"\\u[dD](?:[89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|[c-fC-F](?<!\\u[dD][89abAB]..\\u[dD].))|[\ud800-\udfff]"
)
"""What may be half of a character, written out or as it is; it is none behind another backslash."""
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)"
    r"|(?P<pair>[\ud800-\udbff][\udc00-\udfff])|(?P<raw>[\ud800-\udfff])",
    re.DOTALL,
)
_T = TypeVar("_T")


def mended(text: str, item: Input) -> str:
    """The JSON with U+FFFD in the place of each half of a character; they are counted for the input's reader."""
    if not _HALF.search(text):
        return text
    lost = 0

    def whole(escape: re.Match[str]) -> str:
        nonlocal lost
        if escape["pair"]:
            return escape[0].encode("utf-16", "surrogatepass").decode("utf-16")
        half = escape["half"] or escape["raw"]
        lost += bool(half)
        return "\ufffd" if half else escape[0]

    text = _ESCAPE.sub(whole, text)
    if lost:
        item.lost.append(lost)
    return text


def text_of(data: bytes) -> str:
    """The text of a JSON file. Raises ValueError where it is none."""
    return as_utf8(data).decode("utf-8", "surrogatepass")


def value(data: bytes, item: Input, **options: Any) -> Any:
    """The one value in the bytes of a file. Raises one of COMPLAINTS. options: of `json.loads`."""
    return json.loads(mended(text_of(data), item), **options)


def quick(data: bytes, item: Input, decode: Callable[[bytes], _T]) -> _T:
    """The value that a decoder of msgspec makes of the bytes. Raises one of COMPLAINTS.

    They are mended only where it complains, as it does of halves: few files have any.
    """
    try:
        return decode(data)
    except COMPLAINTS:
        whole = mended(data.decode("utf-8", "surrogatepass"), item).encode()
        if whole == data:
            raise
        return decode(whole)


def fault(complaint: Exception) -> str:
    """What a decoder of JSON complains of where it names no place, for people."""
    if isinstance(complaint, UnicodeError):
        return "not UTF-8 text"
    return "nested too deeply" if isinstance(complaint, RecursionError) else "a number that is too long"
