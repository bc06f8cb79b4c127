"""Division of long pages into several files: readers load a file as a whole, and grow slow with large ones.

Links go on leading to their places, whichever file these have come to lie in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from msgspec.structs import replace

from pipeline.ebook.cuts import Cut, content, cuts
from pipeline.ebook.page import Page

_ID = re.compile(rb' id="([^"]*)"')
_LINK = re.compile(rb' href="#([^"]*)"')
_LINK_ELSEWHERE = re.compile(r' href="([^"#:]*)#([^"]*)"')


def parted(page: Page, limit: int) -> list[Page]:
    """The page, or the pages that it is cut into; the first of these keeps its name.

    limit: of a file in bytes, without the file names that its links get.
    """
    if len(page.text) * 4 <= limit or len(data := page.text.encode()) <= limit or not (whole := content(data)):
        return [page]
    end = data.index(b">", whole.closed) + 1
    room = limit - whole.start - (len(data) - end)
    places = [Cut(0, ()), *cuts(data, whole, room), Cut(len(data), ())]
    pieces = [
        (data[: whole.start] if before.within else b"")
        + before.opening(data)
        + data[before.offset : after.offset]
        + after.closing
        + (data[end:] if after.within else b"")
        for before, after in pairwise(places)
    ]
    names = [page.name, *(page.name.replace(".xhtml", f".{number}.xhtml") for number in range(2, len(pieces) + 1))]
    lie_in = {place: name for name, piece in zip(names, pieces, strict=True) for place in _ID.findall(piece)}
    return [
        replace(page, name=name, text=_led(piece, name, lie_in).decode())
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


def _led(piece: bytes, name: str, places: dict[bytes, str]) -> bytes:
    """The piece with file names added to links to places in other files. places: file names by ids."""

    def lead(link: re.Match[bytes]) -> bytes:
        file = places.get(link[1], name)
        return link[0] if file == name else b' href="%b#%b"' % (file.encode(), link[1])

    return _LINK.sub(lead, piece)
