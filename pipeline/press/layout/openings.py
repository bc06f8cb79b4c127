"""Openings in a printed document, where its place in a book matters: dictionaries get holes instead of values.

WeasyPrint fills a `pydyf.PDF`; this changes its objects while they are still dictionaries and lists. The names of the
holes are in `sheet/__init__.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pydyf

from pipeline.press.layout.rooms import Room
from pipeline.press.sheet import Box, virtual
from pipeline.press.sheet.template import hole

_BELOW = 3
"""Points that signs may reach below the end of the text."""


def at(pdf: pydyf.PDF, reference: bytes) -> Any:
    """The object that a reference ("7 0 R") stands for."""
    return pdf.objects[number(reference)]


def number(reference: bytes) -> int:
    """The object number in a reference ("7 0 R")."""
    return int(reference.split()[0])


def pages(pdf: pydyf.PDF) -> list[pydyf.Dictionary]:
    """The pages, in order."""
    return [pdf.objects[page] for page in pdf.pages["Kids"][::3]]


def open_pages(pdf: pydyf.PDF, *, on_paper: bool) -> None:
    """Open pages for their node in a page tree, for a page number around their content, and the last one for links in
    its foot. on_paper: there are no links."""
    opened = pages(pdf)
    for index, page in enumerate(opened):
        page["Parent"] = hole("parent", index)
        page["Contents"] = pydyf.Array([hole("before"), page["Contents"], hole("after", index)])
    if not on_paper:
        last = opened[-1]
        last["Annots"] = pydyf.Array([*last.get("Annots", ()), hole("links")])


class VirtualLink(NamedTuple):
    """A link to another thread, as `ThreadLink`, but with the object numbers of the printed document."""

    address: str
    annotation: int
    mention: int


def open_links(pdf: pydyf.PDF) -> list[VirtualLink]:
    """Open links to other threads, so that they can lead anywhere or be plain text; before `open_structure`."""
    nums = at(pdf, at(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    owners = dict(zip(nums[::2], nums[1::2], strict=True))
    found: list[VirtualLink] = []
    for page in pages(pdf):
        for annotation in (at(pdf, reference) for reference in page.get("Annots", ())):
            target = annotation.get("A", {}).get("URI")
            if target and virtual.is_virtual(target.string):
                owner = at(pdf, owners[annotation["StructParent"]])
                found.append(_open_link(pdf, annotation, owner, len(found)))
    return found


def _open_link(pdf: pydyf.PDF, annotation: pydyf.Dictionary, owner: pydyf.Dictionary, index: int) -> VirtualLink:
    """Open a link and the structure element that owns it."""
    address = annotation.pop("A")["URI"].string
    del annotation["Contents"]
    annotation["Subtype"] = b"/Link " + hole("lead", index)  # and more entries, whichever they are
    owner["S"] = hole("kind", index)
    kids = [number(kid) for kid in owner["K"] if isinstance(kid, bytes)]
    (mention,) = [kid for kid in kids if pdf.objects[kid].get("Obj") == annotation.reference]
    return VirtualLink(address, annotation.number, mention)


def open_structure(pdf: pydyf.PDF) -> int:
    """Open the structure tree, so that it can hang in another, with its keys offset; returns the number of keys."""
    root = at(pdf, pdf.catalog["StructTreeRoot"])
    document = at(pdf, root["K"][0])
    document.update(S=hole("role"), P=hole("above"), Lang=hole("language"))
    parents = at(pdf, root["ParentTree"])
    keys: list[int] = parents["Nums"][::2]
    parents["Nums"][::2] = [hole("key", key) for key in keys]
    parents["Limits"] = pydyf.Array([hole("key", keys[0]), hole("key", keys[-1])])
    for entry in pdf.objects:
        if isinstance(entry, dict):
            for name in ("StructParent", "StructParents"):
                if name in entry:
                    entry[name] = hole("key", entry[name])
    return len(keys)


class OpenForm(NamedTuple):
    """A form, as `Form`, but with the object numbers of the printed document."""

    stream: int
    links: tuple[int, ...]
    boxes: tuple[Box, ...]


def open_forms(pdf: pydyf.PDF, rooms: Sequence[Room]) -> list[OpenForm]:
    """Make forms of the pages, which can be drawn anywhere on others; after `open_structure`.

    What has edges on a page gets holes for them; what leads to a place in there, leads to the top of the page.
    """
    found: list[OpenForm] = []
    pictures = _pictures(pdf)
    opened = 0
    for page, room in zip(pages(pdf), rooms, strict=True):
        _, bottom, _, _ = room.taken
        left, _, right, height = page["MediaBox"]
        stream = at(pdf, page["Contents"])
        stream.extra |= {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array((left, bottom - _BELOW, right, height)),
            "Resources": page["Resources"],
            "StructParents": page["StructParents"],
        }
        links = [at(pdf, reference) for reference in page.get("Annots", ())]
        placed = [(link, "Rect") for link in links] + [(each, "BBox") for each in pictures.get(page.reference, ())]
        boxes = tuple(box(entry[name]) for entry, name in placed)
        for index, (entry, name) in enumerate(placed, opened):
            entry[name] = hole("box", index)
        opened += len(placed)
        found.append(OpenForm(stream.number, tuple(link.number for link in links), boxes))
    for entry in pdf.objects:
        if isinstance(entry, dict) and "Dest" in entry:
            page = at(pdf, entry["Dest"][0])
            entry["Dest"] = pydyf.Array([page.reference, "/XYZ", 0, page["MediaBox"][3], 0])
    return found


def _pictures(pdf: pydyf.PDF) -> dict[bytes, list[pydyf.Dictionary]]:
    """Attributes of elements that say where on a page a picture stands, by references to the pages."""
    found: dict[bytes, list[pydyf.Dictionary]] = {}
    for entry in pdf.objects:
        if isinstance(entry, dict) and "BBox" in entry.get("A", ()):
            page = next(mark["Pg"] for mark in entry["K"])  # the content of a form is told by marks alone
            found.setdefault(page, []).append(entry["A"])
    return found


def box(edges: Sequence[float]) -> Box:
    """A box by its edges as a PDF has them."""
    left, bottom, right, top = map(float, edges)
    return left, bottom, right, top


def take_bookmarks(pdf: pydyf.PDF) -> tuple[list[pydyf.Dictionary], int]:
    """Bookmarks of the first level, unchained, and the number of those of all levels that are open."""
    if "Outlines" not in pdf.catalog:
        return [], 0
    root = at(pdf, pdf.catalog["Outlines"])
    items = [at(pdf, root["First"])]
    while "Next" in items[-1]:
        items.append(at(pdf, items[-1]["Next"]))
    for item in items:
        for name in ("Parent", "Prev", "Next"):
            item.pop(name, None)
    return items, root["Count"]
