"""One structure tree for a bound PDF, from the trees of its sheets.

Each sheet's tree is taken as a whole; only where it hangs and how its pages and links are numbered is filled in.
"""

from __future__ import annotations

from pipeline.press.book.pdf_file import PdfFile
from pipeline.press.book.placement import PlacedSheet
from pipeline.press.sheet import Sheet
from pipeline.press.sheet.syntax import reference, text


class Structure:
    """The structure tree of a PDF that is being bound."""

    def __init__(self, file: PdfFile, *, parts: bool) -> None:
        """parts: whether there are several sheets, each of which is a part of the document."""
        self._file = file
        self._root = file.reserve()
        self._document = file.reserve() if parts else 0
        self._branches: list[bytes] = []
        """References to the sheets' document elements."""
        self._leaves: list[bytes] = []
        """References to leaves of the parent tree, one for each sheet."""
        self._keys = 0
        """Number of keys given out."""

    def add(self, placed: PlacedSheet, sheet: Sheet, language: str, *, first: bool) -> None:
        """Add the tree of a sheet, and fill its holes for it. first: before all others, not after them."""
        self._branches.insert(0 if first else len(self._branches), placed.reference(sheet.structure))
        self._leaves.append(placed.reference(sheet.parents))
        placed.fill("role", b"/Part" if self._document else b"/Document")
        placed.fill("above", reference(self._document or self._root))
        placed.fill("language", text(language))
        placed.fill_all("key", [b"%d" % key for key in range(self._keys, self._keys + sheet.keys)])
        self._keys += sheet.keys

    def finish(self) -> dict[str, object]:
        """Write the root, which joins the sheets' trees. Returns its entries of the catalogue."""
        kids = self._branches
        if self._document:
            document = {"Type": "/StructElem", "S": "/Document", "P": reference(self._root), "K": kids}
            self._file.add(self._document, document)
            kids = [reference(self._document)]
        parents = self._file.reserve()
        self._file.add(parents, {"Kids": self._leaves})
        root = {"Type": "/StructTreeRoot", "K": kids, "ParentTree": reference(parents), "ParentTreeNextKey": self._keys}
        self._file.add(self._root, root)
        return {"StructTreeRoot": reference(self._root), "MarkInfo": {"Marked": "true"}}
