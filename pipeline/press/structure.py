"""One structure tree for a bound PDF, from the trees of its sheets.

Each sheet's tree is taken as a whole; only where it hangs and how its pages and links are numbered changes.
"""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, String


class Structure:
    """The structure tree of a PDF that is being bound."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._branches: list[pikepdf.Object] = []
        """The document element of each sheet."""
        self._leaves: list[Dictionary] = []
        """Of the number tree that leads from content to elements: one for each sheet."""
        self._numbers = 0
        """How many have been given out."""

    def add(self, tree: pikepdf.Object, pages: Iterable[pikepdf.Page], language: str, *, first: bool) -> None:
        """Take in the tree of a sheet, as copied into this PDF.

        pages: the sheet's, in this PDF. language: of the sheet, or "" where it is the book's. first: it comes before
        all others, not after them.
        """
        offset = self._numbers
        numbers = tree.ParentTree.Nums
        for place in range(0, len(numbers), 2):
            numbers[place] = int(numbers[place]) + offset
        self._numbers += len(numbers) // 2
        self._leaves.append(Dictionary(Limits=Array([offset, self._numbers - 1]), Nums=numbers))
        for page in pages:
            page.obj.StructParents = int(page.obj.StructParents) + offset
            for annotation in page.obj.get("/Annots", ()):
                if "/StructParent" in annotation:  # an attached file's has none
                    annotation.StructParent = int(annotation.StructParent) + offset
        (branch,) = tree.K
        if language:
            branch.Lang = String(language)
        self._branches.insert(0 if first else len(self._branches), branch)

    def owner(self, annotation: pikepdf.Object) -> pikepdf.Object:
        """The element that holds an annotation of the sheet that was added last."""
        leaf = self._leaves[-1]
        return leaf.Nums[2 * (int(annotation.StructParent) - int(leaf.Limits[0])) + 1]

    def finish(self) -> None:
        """Hang the branches into one document element, and that into the PDF."""
        root = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        if len(self._branches) == 1:
            (document,) = self._branches
        else:
            document = self._pdf.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name.Document, K=Array(self._branches))
            )
            for branch in self._branches:
                branch.S, branch.P = Name.Part, document
        document.P = root
        root.K = Array([document])
        leaves = Array([self._pdf.make_indirect(leaf) for leaf in self._leaves])
        root.ParentTree = self._pdf.make_indirect(Dictionary(Kids=leaves))
        root.ParentTreeNextKey = self._numbers
        self._pdf.Root.StructTreeRoot = root
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)
