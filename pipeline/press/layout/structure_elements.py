"""Elements of structure: what the tags of a PDF say of a document's elements, one for one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element as Source

import pydyf

from pipeline.press.layout import roles

HOME = "home"
"""Attribute of a box that is moved: the element that it belongs to."""


class Entry(pydyf.Dictionary):
    """The dictionary of an element of structure, of which a long document has very many: without one of its own."""

    __slots__ = ("free", "generation", "number", "offset")


class Element:
    """An element of structure. It is in the PDF from its first content on: what shows nothing never gets there."""

    __slots__ = ("_entries", "_written", "above", "language", "role")

    def __init__(
        self, role: str, above: Element | None, language: str, entries: Mapping[str, Any] | None = None
    ) -> None:
        """language: BCP 47 tag of its text. entries: what else its dictionary has."""
        self.role = role
        self.above = above
        self.language = language
        self._entries = entries or {}
        self._written: Entry | None = None

    def write(self, pdf: pydyf.PDF) -> Entry:
        """Its dictionary, which is added to the PDF if it is not there yet, after those around it."""
        if self._written is None:
            entry = Entry({"Type": "/StructElem", "S": f"/{self.role}"})
            if self.above:
                above = self.above.write(pdf)
                entry["P"] = above.reference
                if self.language != self.above.language:
                    entry["Lang"] = pydyf.String(self.language)
            entry |= self._entries
            entry["K"] = []
            pdf.add_object(entry)
            if self.above:
                above["K"].append(entry.reference)
            self._written = entry
        return self._written


class Structure:
    """The elements of structure of a document, by the elements of its source."""

    def __init__(self, language: str, headings: int) -> None:
        """language: BCP 47 tag of the document. headings: levels of those that it stands under in every book."""
        self.document = Element("Document", None, language)
        self._known: dict[Source, Element | None] = {}
        self._labels: dict[Source, Element] = {}
        self._items: dict[Element, tuple[Element, str]] = {}
        """The item that each list is at, and the tag of its last part."""
        self._headings = [*range(1, headings + 1)]
        """Levels of the headings that the text stands under."""

    def of(self, box: Any, above: Element) -> Element | None:
        """The element that a box of WeasyPrint's shows, or a part of it; None where it is not for listeners.

        above: the element around it.
        """
        source = box.element
        if source is None:
            return above
        if source not in self._known:
            home: Any = getattr(box, HOME, None)  # of what stands elsewhere on the page
            self._known[source] = self._made(source, box, self._known.get(home) or above)
        element = self._known[source]
        if box.element_tag == "li::marker" and element:
            return self._label(source, element)
        return element

    def _made(self, source: Source, box: Any, above: Element) -> Element | None:
        if source.get("aria-hidden") == "true":
            return None
        role, language = roles.of(source, above.role), source.get("lang", above.language)
        if not role and language == above.language:
            return above
        if role in roles.PARTS_OF_ITEMS:
            above = self._item(source.tag, above)
        elif role == roles.HEADING:
            role += self._level(int(source.tag[1:]))
        return Element(role or "Span", above, language, roles.entries(source, role, box))

    def _item(self, tag: str, items: Element) -> Element:
        """The item of a list that a part of it belongs to: a term begins one, a definition goes on with it."""
        item, last = self._items.get(items, (None, ""))
        if item is None or tag == "li" or (tag == "dt" and last == "dd"):
            item = Element("LI", items, items.language)
        self._items[items] = item, tag
        return item

    def _level(self, level: int) -> str:
        """The level of a heading among those that are there: none is left out."""
        while self._headings and self._headings[-1] >= level:
            self._headings.pop()
        self._headings.append(level)
        return str(len(self._headings))

    def _label(self, source: Source, body: Element) -> Element:
        """The label of an item, its bullet or number."""
        item = body.above if body.above and body.above.role == "LI" else body
        return self._labels.setdefault(source, Element("Lbl", item, item.language))
