"""The bookmarks and the named places of a bound PDF, from those of its sheets."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, String


class Outline:
    """The bookmarks of a PDF that is being bound, nested as they were."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._items: list[pikepdf.Object] = []
        """Those of the first level."""
        self._visible = 0

    def add(self, outlines: pikepdf.Object, *, first: bool) -> None:
        """Take in the bookmarks of a sheet, as copied into this PDF. first: before all others, not after them."""
        self._visible += int(outlines.Count)
        items = []
        item = outlines.get("/First")
        while item is not None:
            items.append(item)
            item = item.get("/Next")
        place = 0 if first else len(self._items)
        self._items[place:place] = items

    def finish(self) -> None:
        """Chain them, and hang them into the PDF."""
        if not self._items:
            return
        root = self._pdf.make_indirect(
            Dictionary(Type=Name.Outlines, First=self._items[0], Last=self._items[-1], Count=self._visible)
        )
        for item in self._items:
            item.Parent = root
        for item, following in zip(self._items, self._items[1:], strict=False):
            item.Next, following.Prev = following, item
        self._pdf.Root.Outlines = root


class Places:
    """The named destinations of a PDF that is being bound. Of two of one name the first counts."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._places: dict[bytes, pikepdf.Object] = {}

    def add(self, tree: pikepdf.Object) -> None:
        """Take in the name tree of a sheet, as copied into this PDF."""
        names = list(tree.Names)
        for name, place in zip(names[::2], names[1::2], strict=True):
            self._places.setdefault(bytes(name), place)

    def finish(self) -> None:
        """Hang them into the PDF, sorted as a name tree has to be."""
        if self._places:
            pairs = [part for name in sorted(self._places) for part in (String(name), self._places[name])]
            limits = Array([pairs[0], pairs[-2]])
            leaf = self._pdf.make_indirect(Dictionary(Limits=limits, Names=Array(pairs)))
            self._pdf.Root.Names = Dictionary(Dests=Dictionary(Kids=Array([leaf])))
