"""PDF's own notation: values written as the bytes of a file (ISO 32000-1, 7.3).

Dictionaries, lists and numbers are Python's; names ("/Page"), references and whatever else is written as it stands are
str or bytes; text for readers goes through `text`.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

_NONE: Mapping[bytes, bytes] = MappingProxyType({})
_SPECIAL = re.compile(rb"[\\()\x00-\x1f\x7f]")
"""Bytes that a string between brackets has as escapes: so no string has a line feed or a NUL."""


def written(value: Any, instead: Mapping[bytes, bytes] = _NONE) -> bytes:
    """A value in PDF's notation, on one line. instead: replacements for values that are bytes, by these.

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
    """A string of text for readers."""
    return string(encoded(value))


def string(value: bytes) -> bytes:
    """A string of these bytes: between brackets where they are ASCII, else in hexadecimal."""
    if value.isascii():
        return b"(%b)" % _SPECIAL.sub(lambda found: b"\\%03o" % ord(found[0]), value)
    return b"<%b>" % value.hex().encode()


def encoded(value: str | bytes) -> bytes:
    """Text as PDF's bytes for it: ASCII, else UTF-16 with its mark; bytes stay as they are."""
    if isinstance(value, bytes):
        return value
    if value.isascii() and value.isprintable():
        return value.encode("ascii")
    return BOM_UTF16_BE + value.encode("utf-16-be")


def reference(number: int) -> bytes:
    """A reference to the object of that number."""
    return b"%d 0 R" % number
