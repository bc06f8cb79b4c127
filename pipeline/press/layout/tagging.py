"""Tagging: the structure tree of a printed document, in place of the one that WeasyPrint makes of its boxes.

WeasyPrint tags each box by itself: a paragraph that goes on overleaf is two, a link is as many as it has lines, and
what stands in margins is numbered as content that no element has. Here an element of the document is one element of
structure, however many pages and lines divide it, with its language; and what belongs to none is an artifact.
Written for WeasyPrint 70, in place of its `weasyprint.pdf.add_tags`. Worth offering to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element as Source

import pydyf
from weasyprint.formatting_structure import boxes

from pipeline.press.layout import roles
from pipeline.press.layout.box_tree import laid_out
from pipeline.press.layout.hanging import as_read
from pipeline.press.layout.soft_places import bare
from pipeline.press.layout.structure_elements import Element, Structure

_POINTS = 0.75
"""Points in a pixel of CSS."""
_PRINT = 4
"""Flag of annotations that are not left out on paper (ISO 32000-1, 12.5.3)."""
_MARGINS = {"top": "/Header", "bottom": "/Footer"}
"""Subtype of the artifacts in a margin, by the first word of its name ("@top-center")."""


class Tags:
    """The structure tree of a document that is being drawn."""

    def __init__(self, pdf: pydyf.PDF, language: str, *, headings: int = 0) -> None:
        """language: BCP 47 tag of the document. headings: levels of those that it stands under in every book."""
        self._pdf = pdf
        self._structure = Structure(language, headings)
        self._owners: list[Any] = []
        """Of each page, the elements of its marks."""
        self._annotations: list[tuple[pydyf.Dictionary, bytes]] = []

    def add(
        self,
        page: Any,
        reference: bytes,
        marks: dict[Any, dict[str, Any]],
        streams: Sequence[list[Any]],
        form: bytes = b"",
    ) -> None:
        """Add what a page shows to the tree, and make artifacts of what is not in it. To be called once it is drawn.

        marks: the number that each box is marked with, under "mcid". streams: operators of the page, and of what it
        draws as a group. form: reference to the form that the page will be; b"": it stays a page.
        """
        read = _Page(self._pdf, self._structure, page, reference, marks, streams, form)
        self._owners.append(read.owners)
        self._annotations += read.annotations

    def finish(self) -> None:
        """Add the roots of the tree, when all pages are in it."""
        pdf, owners = self._pdf, [*self._owners]
        for annotation, owner in self._annotations:
            annotation["StructParent"] = len(owners)
            owners.append(owner)
        parents = pydyf.Dictionary({"Nums": pydyf.Array([each for pair in enumerate(owners) for each in pair])})
        top = self._structure.document.write(pdf)
        root = pydyf.Dictionary({"Type": "/StructTreeRoot", "K": pydyf.Array([top.reference])})
        pdf.add_object(parents)
        pdf.add_object(root)
        root["ParentTree"], top["P"] = parents.reference, root.reference
        pdf.catalog["StructTreeRoot"] = root.reference


class _Page:
    """The marked content of a page, handed to the elements of structure that it belongs to."""

    def __init__(
        self,
        pdf: pydyf.PDF,
        structure: Structure,
        page: Any,
        reference: bytes,
        marks: dict[Any, dict[str, Any]],
        streams: Sequence[list[Any]],
        form: bytes,
    ) -> None:
        """marks, streams, form: see `Tags.add`."""
        self._pdf = pdf
        self._structure = structure
        self._height = page.height
        self._reference = reference
        self._form = form
        self._marks = marks
        self._numbers: dict[int, int] = {}
        """Numbers in the order of reading, by those in the order of drawing."""
        self._margins: dict[int, str] = {}
        """Name of the margin of each mark in one, by number."""
        self.owners: list[bytes] = []
        """Reference to the element of each mark, in the order of reading."""
        self.annotations: list[tuple[pydyf.Dictionary, bytes]] = []
        """Annotations, each with a reference to its element."""
        self._read(page._page_box, structure.document)
        for operators in streams:
            self._renumber(operators)

    def _read(self, box: Any, above: Element) -> None:
        """Hand what a box and all that it holds show to their elements."""
        element = self._structure.of(box, above)
        if element is None or box.is_leader:
            return
        if box.link_annotation:
            self._refer(box.link_annotation, element, box.element)
        if isinstance(box, boxes.ReplacedBox):
            self._hand(box, element)
            self._place(box, element)
        elif element.role in roles.CELLS:
            element.write(self._pdf)
        children = laid_out(box.children)
        for child in as_read(children) if isinstance(box, boxes.BlockBox) else children:
            if isinstance(child, boxes.TextBox):
                self._hand(child, element)
            elif isinstance(child, boxes.MarginBox):
                self._leave(child)
            else:
                self._read(child, element)

    def _hand(self, box: Any, element: Element) -> None:
        """Add the mark of a box to an element."""
        number = self._numbers[self._marks[box]["mcid"]] = len(self.owners)
        entry = element.write(self._pdf)
        self.owners.append(entry.reference)
        if self._form:
            mark = {"Type": "/MCR", "Pg": self._reference, "Stm": self._form, "MCID": number}
            entry["K"].append(mark)
        elif entry.setdefault("Pg", self._reference) == self._reference:
            entry["K"].append(number)
        else:
            entry["K"].append({"Type": "/MCR", "Pg": self._reference, "MCID": number})

    def _refer(self, annotation: pydyf.Dictionary, element: Element, source: Source) -> None:
        """Add the annotation of a link to its element."""
        annotation["F"] = _PRINT
        if "Dest" in annotation:  # WeasyPrint says the name of the place, which is ours
            annotation["Contents"] = pydyf.String(bare("".join(source.itertext())))
        entry = element.write(self._pdf)
        mention = pydyf.Dictionary({"Type": "/OBJR", "Obj": annotation.reference, "Pg": self._reference})
        self._pdf.add_object(mention)
        entry["K"].append(mention.reference)
        self.annotations.append((annotation, entry.reference))

    def _place(self, box: Any, element: Element) -> None:
        """Say where on the page a picture stands."""
        left, top = box.content_box_x(), self._height - box.content_box_y()
        edges = (left, top - box.height, left + box.width, top)
        place = pydyf.Array([round(edge * _POINTS, 2) for edge in edges])
        element.write(self._pdf)["A"] = pydyf.Dictionary({"O": "/Layout", "BBox": place})

    def _leave(self, margin: Any) -> None:
        """Take note of what stands in a margin: it is read to nobody."""
        for box in margin.descendants():
            if box in self._marks:
                self._margins[self._marks[box]["mcid"]] = margin.at_keyword

    def _renumber(self, operators: list[Any]) -> None:
        """Number the marks in the stream anew; those that no element has become artifacts."""
        for index, mark in enumerate(operators):
            if isinstance(mark, pydyf.Dictionary) and "MCID" in mark:
                drawn = mark["MCID"]
                if drawn in self._numbers:
                    mark["MCID"] = self._numbers[drawn]
                else:
                    operators[index - 1 : index + 1] = "/Artifact", self._kind(drawn)

    def _kind(self, drawn: int) -> pydyf.Dictionary:
        """The kind of an artifact: what stands in margins goes with the page, the rest is ornament."""
        margin = self._margins.get(drawn, "")
        if not margin:
            return pydyf.Dictionary({"Type": "/Layout"})
        kind = pydyf.Dictionary({"Type": "/Pagination"})
        if subtype := _MARGINS.get(margin.removeprefix("@").partition("-")[0]):
            kind["Subtype"] = subtype
        return kind
