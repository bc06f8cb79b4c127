"""Division of long chapters into several files: readers load a file as a whole, and grow slow with large ones.

A file ends between two elements that follow each other in a chapter (posts, most often), never within one. Links go on
leading to their places, whichever file these have come to lie in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from xml.parsers import expat

from msgspec.structs import replace

from pipeline.ebook.page import Page

LIMIT = 240_000
"""Limit of a chapter's file in bytes, without the file names that its links get."""
_ID = re.compile(rb' id="([^"]*)"')
_LINK = re.compile(rb' href="#([^"]*)"')
_LINK_ELSEWHERE = re.compile(r' href="([^"#:]*)#([^"]*)"')


def parted(page: Page) -> list[Page]:
    """The page, or the pages that it is cut into; the first of these keeps its name.

    Only chapters are cut, which hold an `<article>`: a table of contents has to be one file, however long.
    """
    if len(page.text) * 4 <= LIMIT or len(data := page.text.encode()) <= LIMIT or b"<article" not in data:
        return [page]
    opening, edges, closing = _article(data)
    pieces = [data[start:end] for start, end in pairwise(_cuts(edges, LIMIT - opening - (len(data) - closing)))]
    names = [page.name, *(page.name.replace(".xhtml", f".{number}.xhtml") for number in range(2, len(pieces) + 1))]
    places = {place: name for name, piece in zip(names, pieces, strict=True) for place in _ID.findall(piece)}
    return [
        replace(page, name=name, text=(data[:opening] + _led(piece, name, places) + data[closing:]).decode())
        for name, piece in zip(names, pieces, strict=True)
    ]


def places(pages: Iterable[Page]) -> dict[str, str]:
    """Names of the files in which the places of these pages lie, by the places' ids."""
    return {place.decode(): page.name for page in pages for place in _ID.findall(page.text.encode())}


def lead(page: Page, files: Mapping[str, str]) -> Page:
    """The page with its links to places in other files leading there; to the file itself where it has no such place.

    files: names of files by the ids of places.
    """
    return replace(
        page, text=_LINK_ELSEWHERE.sub(lambda link: f' href="{place_address(link[1], link[2], files)}"', page.text)
    )


def place_address(file: str, place: str, files: Mapping[str, str]) -> str:
    """The address of a place, which lies in a file or in one of its parts. files: as for `lead`."""
    return f"{files[place]}#{place}" if place in files else file


def _article(data: bytes) -> tuple[int, list[int], int]:
    """Offsets in bytes of the article: where its content starts, the edges of the elements in it, where it ends."""
    parser = expat.ParserCreate()
    depth = 0
    edges: list[int] = []
    opened: list[int] = []

    def start(name: str, _attributes: object) -> None:
        nonlocal depth
        if depth == 1:
            edges.append(parser.CurrentByteIndex)
        if depth or (name == "article" and not opened):
            if not depth:
                opened.append(data.index(b">", parser.CurrentByteIndex) + 1)
            depth += 1

    def end(_name: str) -> None:
        nonlocal depth
        if depth == 1:
            opened.append(parser.CurrentByteIndex)
        depth -= bool(depth)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)
    opening, closing = opened
    return opening, [opening, *edges[1:], closing], closing


def _cuts(edges: Sequence[int], limit: int) -> Iterator[int]:
    """The edges to cut at, first and last included: as few as can be, so that pieces keep to the limit in bytes."""
    last = edges[0]
    yield last
    for edge, following in pairwise(edges):
        if following - last > limit and edge > last:
            last = edge
            yield edge
    yield edges[-1]


def _led(piece: bytes, name: str, places: dict[bytes, str]) -> bytes:
    """The piece with file names added to links to places in other files. places: file names by ids."""

    def lead(link: re.Match[bytes]) -> bytes:
        file = places.get(link[1], name)
        return link[0] if file == name else b' href="%b#%b"' % (file.encode(), link[1])

    return _LINK.sub(lead, piece)
