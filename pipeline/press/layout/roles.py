"""Roles: the kinds of structure that a document's elements have in the tags of a PDF (ISO 32000-1, 14.8.4).

They are told by HTML and ARIA alone: tags, `alt`, `aria-label`, and the role "doc-toc" of a list that is the contents.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import pydyf

HEADING = "H"
"""Role of headings, but for their level."""
_ROLES = {
    "article": "Art",
    "section": "Sect",
    "footer": "Sect",
    "div": "Div",
    "figure": "Div",
    "blockquote": "BlockQuote",
    "p": "P",
    "pre": "P",
    "summary": "P",
    "h1": HEADING,
    "h2": HEADING,
    "h3": HEADING,
    "h4": HEADING,
    "h5": HEADING,
    "h6": HEADING,
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "li": "LBody",
    "dt": "Lbl",
    "dd": "LBody",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "caption": "Caption",
    "figcaption": "Caption",
    "img": "Figure",
    "a": "Link",
    "code": "Code",
}
"""Role by the tag of an element. Others have none: what they hold belongs to the element around them."""
PARTS_OF_ITEMS = {"Lbl", "LBody"}
"""Roles of what stands in an item of a list."""
CELLS = {"TH", "TD"}
"""Roles of the cells of a table, which are there even where they are empty."""


def of(source: Element, above: str) -> str:
    """The role of an element; "" for none. above: the role of the element of structure around it."""
    if source.get("role") == "doc-toc":
        return "TOC"
    if source.tag == "li" and above == "TOC":
        return "TOCI"
    if source.tag == "figure" and len(source) == 1:
        return ""  # a picture without a caption is no group
    return _ROLES.get(source.tag, "")


def entries(source: Element, role: str, box: Any) -> dict[str, Any]:
    """Further entries of an element: its alternative text; of a cell, its place in the table.

    box: the first box of WeasyPrint's that shows the element.
    """
    found: dict[str, Any] = {}
    if label := source.get("alt") or source.get("aria-label"):
        found["Alt"] = pydyf.String(label)
    if role in CELLS:
        found["A"] = pydyf.Dictionary({"O": "/Table", "ColSpan": box.colspan, "RowSpan": box.rowspan})
        if role == "TH":
            found["A"]["Scope"] = "/Row" if source.get("scope") == "row" else "/Column"
    return found
