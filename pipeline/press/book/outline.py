"""The bookmarks and the named destinations of a bound PDF, from those of its sheets."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.press.book.pdf_file import PdfFile
from pipeline.press.sheet.syntax import reference, string, written

LEAF = 64
"""Names in a leaf of the name tree."""


class Outline:
    """The bookmarks of a PDF that is being bound, nested as they were."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._items: list[tuple[int, bytes]] = []
        """Bookmarks of the first level: object number, and a dictionary that is not closed. Few: one of each thread."""
        self._visible = 0

    def add(self, items: list[tuple[int, bytes]], visible: int, *, first: bool) -> None:
        """Add the bookmarks of a sheet. visible: number of open ones. first: before all others, not after them."""
        self._visible += visible
        place = 0 if first else len(self._items)
        self._items[place:place] = items

    def finish(self) -> dict[str, bytes]:
        """Write the bookmarks, chained. Returns their entries of the catalogue."""
        if not self._items:
            return {}
        root = self._file.reserve()
        numbers = [number for number, _ in self._items]
        for index, (number, entries) in enumerate(self._items):
            chain = {"Parent": reference(root)}
            if index:
                chain["Prev"] = reference(numbers[index - 1])
            if index + 1 < len(numbers):
                chain["Next"] = reference(numbers[index + 1])
            self._file.add_all([number], [entries + written(chain).removeprefix(b"<<")])
        first, last = reference(numbers[0]), reference(numbers[-1])
        self._file.add(root, {"Type": "/Outlines", "First": first, "Last": last, "Count": self._visible})
        return {"Outlines": reference(root)}


class Places:
    """The named destinations of a PDF that is being bound. Of two of one name the first counts."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._places: dict[bytes, bytes] = {}

    def add(self, places: Iterable[tuple[bytes, bytes]]) -> None:
        """Add pairs of name and destination."""
        for name, place in places:
            self._places.setdefault(name, place)

    def finish(self) -> dict[str, object]:
        """Write the destinations as a name tree, sorted. Returns their entries of the catalogue."""
        if not self._places:
            return {}
        names = sorted(self._places)
        leaves = [names[start : start + LEAF] for start in range(0, len(names), LEAF)]
        first = self._file.reserve(len(leaves))
        for number, leaf in enumerate(leaves, first):
            pairs = [part for name in leaf for part in (string(name), self._places[name])]
            self._file.add(number, {"Limits": [pairs[0], pairs[-2]], "Names": pairs})
        kids = [reference(number) for number in range(first, first + len(leaves))]
        return {"Names": {"Dests": {"Kids": kids}}}
