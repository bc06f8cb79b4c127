"""Conversion of WeasyPrint's PDF to a sheet: its objects are numbered anew, and written with holes.

Page tree, catalogue, names and the roots of structure and bookmarks are the book's, so they are left out.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import pydyf

from pipeline.press.layout import openings
from pipeline.press.layout.openings import at, number
from pipeline.press.layout.sharing import Shared, packed
from pipeline.press.sheet import Box, PageReference, Sheet
from pipeline.press.sheet.faces import FontUse
from pipeline.press.sheet.syntax import encoded, written
from pipeline.press.sheet.template import hole
from pipeline.press.sheet.virtual import parse


def sheet_of(pdf: pydyf.PDF, fonts: tuple[FontUse, ...], references: tuple[PageReference, ...]) -> Sheet:
    """The sheet of a tagged PDF, whose objects are changed by this.

    fonts: the fonts and glyphs that its pages show. references: the page numbers that these leave open.
    """
    virtual = openings.open_links(pdf)
    openings.open_pages(pdf)
    keys = openings.open_structure(pdf)
    bookmarks, visible = openings.take_bookmarks(pdf)
    shared = Shared(pdf)
    pages = openings.pages(pdf)
    resources = pages[0]["Resources"]  # WeasyPrint has one for all pages
    structure = at(pdf, pdf.catalog["StructTreeRoot"])
    plain, streams = _own(pdf, bookmarks, shared.taken)
    order = [each.number for each in (*plain, *streams, *bookmarks)]
    own = {old: new for new, old in enumerate(order)}
    holes = {b"%d 0 R" % old: hole(str(new)) for old, new in own.items()} | shared.holes
    listed_fonts = number(at(pdf, resources)["Font"])
    lines = [hole("fonts") if each.number == listed_fonts else written(each, holes) for each in plain]
    return Sheet(
        pages=len(pages),
        boxes=tuple(_box(page) for page in pages),
        objects=zlib.compress(b"\n".join(lines), 1),  # six times smaller, and as quick as not to
        plain=len(plain),
        streams=tuple(packed(stream, stream.extra, holes) for stream in streams),
        shared=tuple(shared.streams),
        bookmarks=tuple(written(item, holes).removesuffix(b">>") for item in bookmarks),
        visible_bookmarks=visible,
        places=_places(pdf, holes),
        links=tuple(parse(link.address, own[link.annotation], own[link.mention]) for link in virtual),
        references=references,
        resources=own[number(resources)],
        structure=own[number(structure["K"][0])],
        parents=own[number(structure["ParentTree"])],
        keys=keys,
        fonts=fonts,
    )


def _box(page: pydyf.Dictionary) -> Box:
    left, bottom, right, top = map(float, page["MediaBox"])
    return left, bottom, right, top


def _own(
    pdf: pydyf.PDF, bookmarks: Sequence[pydyf.Dictionary], taken: set[int]
) -> tuple[list[pydyf.Object], list[pydyf.Stream]]:
    """The sheet's own objects but for bookmarks and shared streams (`taken`): pages, other objects; and streams."""
    roots = {0, pdf.pages.number, pdf.catalog.number, number(pdf.catalog["StructTreeRoot"])}
    if "Outlines" in pdf.catalog:
        roots.add(number(pdf.catalog["Outlines"]))
    pages = openings.pages(pdf)
    elsewhere = roots | taken | {each.number for each in (*pages, *bookmarks)}
    others = [each for each in pdf.objects if each.number not in elsewhere]
    streams = [each for each in others if isinstance(each, pydyf.Stream)]
    return [*pages, *(each for each in others if not isinstance(each, pydyf.Stream))], streams


def _places(pdf: pydyf.PDF, holes: dict[bytes, bytes]) -> tuple[tuple[bytes, bytes], ...]:
    names = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    return tuple(
        (encoded(name.string), written(place, holes)) for name, place in zip(names[::2], names[1::2], strict=True)
    )
