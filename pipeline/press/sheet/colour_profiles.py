"""Profiles of colours that a PDF has inside: sRGB's, once for all that is drawn in it."""

from __future__ import annotations

import hashlib
import zlib

from pipeline.press.sheet import Stream
from pipeline.press.sheet.syntax import written
from pipeline.typeset import fonts

CHANNELS = 3
_SRGB = "pdf/sRGB2014.icc"
"""The ICC's own profile, in WeasyPrint's package."""


def srgb() -> bytes:
    """The profile of sRGB."""
    return (fonts.package_folder("weasyprint") / _SRGB).read_bytes()


def shared_srgb() -> Stream:
    """The same as a shared stream: the one that sheets have whose colours are sRGB."""
    data = zlib.compress(srgb())
    entries = written({"N": CHANNELS, "Filter": "/FlateDecode", "Length": len(data)})
    return Stream(entries=entries, data=data, digest=hashlib.sha256(entries + b"\0" + data).digest())
