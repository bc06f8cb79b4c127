"""Conversion of WeasyPrint's PDF to a sheet: its objects are numbered anew, and written with holes.

Page tree, catalogue, names and the roots of structure and bookmarks are the book's, so they are left out.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence

import pydyf

from pipeline.model import NOTE_KINDS
from pipeline.press.layout import openings
from pipeline.press.layout.openings import OpenForm, at, number
from pipeline.press.layout.rooms import Room
from pipeline.press.layout.sharing import Shared, packed
from pipeline.press.sheet import Form, PageReference, Sheet
from pipeline.press.sheet.faces import FontUse
from pipeline.press.sheet.syntax import encoded, written
from pipeline.press.sheet.template import hole
from pipeline.press.sheet.virtual import parse


def sheet_of(
    pdf: pydyf.PDF,
    fonts: tuple[FontUse, ...],
    references: tuple[PageReference, ...],
    rooms: Sequence[Room],
    *,
    forms: bool,
    on_paper: bool = False,
) -> Sheet:
    """The sheet of a tagged PDF, whose objects are changed by this.

    fonts: the fonts and glyphs that its pages show. references: the page numbers that these leave open.
    rooms: of the pages. forms: these become forms. on_paper: nothing of them leads anywhere.
    """
    virtual = openings.open_links(pdf)
    keys = openings.open_structure(pdf)
    opened = openings.open_forms(pdf, rooms) if forms else []
    if not forms:
        openings.open_pages(pdf, on_paper=on_paper)
    bookmarks, visible = openings.take_bookmarks(pdf)
    shared = Shared(pdf)
    pages = openings.pages(pdf)
    resources = pages[0]["Resources"]  # WeasyPrint has one for all pages
    drawn = _listed_forms(pdf, at(pdf, resources))
    structure = at(pdf, pdf.catalog["StructTreeRoot"])
    plain, streams = _own(pdf, bookmarks, shared.taken)
    order = [each.number for each in (*plain, *streams, *bookmarks)]
    own = {old: new for new, old in enumerate(order)}
    holes = {b"%d 0 R" % old: hole(str(new)) for old, new in own.items()} | shared.holes
    lines = [written(each, holes) for each in plain]
    lines[own[number(at(pdf, resources)["Font"])]] = hole("fonts")
    if not forms:
        lines[own[drawn]] = lines[own[drawn]].removesuffix(b">>") + hole("below") + b">>"
    return Sheet(
        pages=len(pages),
        boxes=tuple(openings.box(page["TrimBox"]) for page in pages),
        objects=zlib.compress(b"\n".join(lines), 1),  # six times smaller, and as quick as not to
        plain=len(plain),
        streams=tuple(packed(stream, stream.extra, holes) for stream in streams),
        shared=tuple(shared.streams),
        bookmarks=tuple(written(item, holes).removesuffix(b">>") for item in bookmarks),
        visible_bookmarks=visible,
        places=() if forms else _places(pdf, holes),  # of forms it depends on where they stand
        links=tuple(parse(link.address, own[link.annotation], own[link.mention]) for link in virtual),
        references=references,
        resources=own[number(resources)],
        structure=own[number(structure["K"][0])],
        parents=own[number(structure["ParentTree"])],
        keys=keys,
        fonts=fonts,
        foot=rooms[-1].free,
        forms=tuple(_forms(pdf, opened, rooms, own)),
    )


def _forms(pdf: pydyf.PDF, forms: Sequence[OpenForm], rooms: Sequence[Room], own: Mapping[int, int]) -> Iterator[Form]:
    """The forms of the sheet. rooms: what each takes of its page. own: numbers in the sheet, by those in the document.

    Each element that a book may leave out begins a page, and is an element of structure: they are the last ones.
    """
    apart = list(dict.fromkeys(room.first for room in rooms if room.kind != NOTE_KINDS[0]))
    document = at(pdf, at(pdf, pdf.catalog["StructTreeRoot"])["K"][0])
    tagged = dict(zip(reversed(apart), reversed(document["K"]), strict=False))
    for form, room in zip(forms, rooms, strict=False):
        elements = _branch(pdf, number(tagged[room.first])) if room.first in tagged else ()
        yield Form(
            stream=own[form.stream],
            box=room.taken,
            links=tuple(own[link] for link in form.links),
            boxes=form.boxes,
            kind=room.kind,
            elements=tuple(own[element] for element in elements),
        )


def _branch(pdf: pydyf.PDF, element: int) -> Iterator[int]:
    """Numbers of an element of structure, and of all below it that is an object."""
    yield element
    for kid in pdf.objects[element].get("K", ()):
        if isinstance(kid, bytes):
            yield from _branch(pdf, number(kid))


def _listed_forms(pdf: pydyf.PDF, resources: pydyf.Dictionary) -> int:
    """Number of the list of forms and pictures among the resources, which is made an object of its own."""
    listed = pydyf.Dictionary(resources["XObject"])
    pdf.add_object(listed)
    resources["XObject"] = listed.reference
    return int(listed.number)


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
