"""PDF's own notation: values as the bytes that a file has for them (ISO 32000-1, 7.3).

Dictionaries, lists and numbers are Python's; names ("/Page"), references and whatever else is written as it stands are
str or bytes; what a reader is to read goes through `text`.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

_NONE: Mapping[bytes, bytes] = MappingProxyType({})
_SPECIAL = re.compile(rb"[\\()\x00-\x1f\x7f]")
"""What a string between brackets says by an escape: no string has a line feed or a NUL."""


def written(value: Any, instead: Mapping[bytes, bytes] = _NONE) -> bytes:
    """A value as a PDF has it, in one line. instead: what to write where a value is one of these bytes.

    Beside Python's own types it takes a `pydyf.String`.
    """
    if isinstance(value, bytes):
        return instead.get(value, value)
    if isinstance(value, str):
        return value.encode("ascii")
    if isinstance(value, dict):
        return b"<<%b>>" % b"".join(
            [b"/%b %b" % (key.encode("ascii"), written(each, instead)) for key, each in value.items()]
        )
    if isinstance(value, list | tuple):
        return b"[%b]" % b" ".join([written(each, instead) for each in value])
    if isinstance(value, int):
        return b"%d" % value
    if isinstance(value, float):
        return b"%d" % value if value.is_integer() else (b"%f" % value).rstrip(b"0")
    return string(encoded(value.string))


def text(value: str) -> bytes:
    """A string that is to be read."""
    return string(encoded(value))


def string(value: bytes) -> bytes:
    """A string of these bytes: between brackets where they are ASCII, else in hexadecimal."""
    if value.isascii():
        return b"(%b)" % _SPECIAL.sub(lambda found: b"\\%03o" % ord(found[0]), value)
    return b"<%b>" % value.hex().encode()


def encoded(value: str | bytes) -> bytes:
    """The bytes that stand for text; bytes stand for themselves."""
    if isinstance(value, bytes):
        return value
    if value.isascii() and value.isprintable():
        return value.encode("ascii")
    return BOM_UTF16_BE + value.encode("utf-16-be")


def reference(number: int) -> bytes:
    """A reference to the object of that number."""
    return b"%d 0 R" % number
