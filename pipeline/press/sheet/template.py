"""Templates: PDF objects with holes, the places that a sheet leaves open because they depend on its place in a book.

A hole has a name, and is filled with the value of that name: "7" with a reference to the sheet's object 7, "key7" with
a key of the parent tree, and so on (`sheet/__init__.py` lists them). NUL, which no PDF object has outside of its
streams, marks where a name begins and ends; so that filling needs no search in Python.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

_MARK = b"\0"


def hole(name: str, number: int | str = "") -> bytes:
    """A hole, by its name, with its number if there are several."""
    return _MARK + f"{name}{number}".encode() + _MARK


def numbered(name: str, values: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Pairs of a name, numbered from 0, and a value."""
    start = name.encode()
    return zip([b"%b%d" % (start, number) for number in range(len(values))], values, strict=True)


def destination(template: bytes) -> tuple[int, float]:
    """The place that a named destination leads to: number of a page of the sheet, from 0, and the upper edge in points.

    template: "[PAGE /XYZ LEFT TOP ZOOM]".
    """
    *_, top, _ = template.split()
    return int(template.split(_MARK)[1]), float(top)


def fill(template: bytes, values: Mapping[bytes, bytes]) -> bytes:
    """The template with its holes filled. Raises KeyError for a name that has no value."""
    parts = template.split(_MARK)
    parts[1::2] = map(values.__getitem__, parts[1::2])
    return b"".join(parts)
