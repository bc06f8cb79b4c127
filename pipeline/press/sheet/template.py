"""Text with holes: what a sheet leaves open, because it depends on where in a book the sheet stands.

A hole has a name, and is filled with the value of that name: "7" with a reference to the sheet's object 7, "key7" with
the number that leads from content to its element, and so on (`sheet.py` lists them). NUL, which no PDF object has
outside of its streams, marks where a name begins and ends; so that filling needs no search in Python.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

_MARK = b"\0"


def hole(name: str, number: int | str = "") -> bytes:
    """The hole of that name, or of a name with a number."""
    return _MARK + f"{name}{number}".encode() + _MARK


def numbered(name: str, values: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Names with numbers from 0, and their values."""
    start = name.encode()
    return zip([b"%b%d" % (start, number) for number in range(len(values))], values, strict=True)


def fill(template: bytes, values: Mapping[bytes, bytes]) -> bytes:
    """The text with its holes filled. Raises KeyError for a name that has no value."""
    parts = template.split(_MARK)
    parts[1::2] = map(values.__getitem__, parts[1::2])
    return b"".join(parts)
