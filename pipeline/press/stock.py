"""Pictures and drawings of a bound PDF, each stored once, however many sheets show it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Stream


class Stock:
    """What the pages of a PDF that is being bound can show, by content."""

    def __init__(self) -> None:
        self._known: dict[bytes, pikepdf.Object] = {}

    def share(self, resources: pikepdf.Object) -> None:
        """Let resources refer to what is in stock, where it is the same; what is new is in stock from now on."""
        pictures = resources.get("/XObject", Dictionary())
        for name, picture in list(pictures.items()):
            inner = picture.get("/Resources", Dictionary())
            if "/XObject" in inner:
                self.share(inner)
            elif "/Font" not in inner:  # of the same text in two sheets, each has its own fonts
                pictures[name] = self._known.setdefault(_digest(picture), picture)


def _digest(picture: pikepdf.Object) -> bytes:
    sha = hashlib.sha256()
    for part in _parts(picture):
        sha.update(b"%d " % len(part) + part)
    return sha.digest()


def _parts(value: pikepdf.Object) -> Iterator[bytes]:
    """A value and all that it refers to, as bytes."""
    if isinstance(value, Stream | Dictionary):
        for key in sorted(value.keys()):
            yield key.encode()
            yield from _parts(value[key])
        if isinstance(value, Stream):
            yield value.read_raw_bytes()
    elif isinstance(value, Array):
        for each in value:
            yield from _parts(each)
    else:
        yield repr(value).encode()
