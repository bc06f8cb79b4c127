"""The bookmarks and the named destinations of a bound PDF, from those of its sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from pipeline.press.book.pdf_file import PdfFile
from pipeline.press.sheet.syntax import reference, string, written

LEAF = 64
"""Names in a leaf of the name tree."""
_NONE_BELOW = b"/Count 0"
"""How WeasyPrint says that a bookmark has none below it."""

Bookmark = tuple[int, bytes]
"""A bookmark: its object's number, and a dictionary that is not closed."""


class _Item(Struct):
    """A bookmark of the first level, with those that binding puts below it."""

    bookmark: Bookmark
    below: list[Bookmark]
    visible: int = 0
    """Number of open ones among these, of all levels."""


class Outline:
    """The bookmarks of a PDF that is being bound, nested as they were, those of threads below those of their part."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._items: list[_Item] = []
        """Few: one of each thread."""
        self._part: _Item | None = None
        """The one that bookmarks are put below; None: none."""
        self._visible = 0

    def add(self, bookmarks: Sequence[Bookmark], visible: int, *, first: bool) -> None:
        """Add the bookmarks of a sheet. visible: number of open ones. first: before all others, not after them."""
        self._visible += visible
        if self._part and not first:
            self._part.below += bookmarks
            self._part.visible += visible
        else:
            place = 0 if first else len(self._items)
            self._items[place:place] = [_Item(bookmark, []) for bookmark in bookmarks]

    def begin_part(self) -> None:
        """Have what comes now stand below the last bookmark, that of a part's opener."""
        number, entries = self._items[-1].bookmark
        if b"/First" not in entries:  # else the theme has put its own there
            self._part = self._items[-1] = _Item((number, entries.removesuffix(_NONE_BELOW)), [])

    def end_part(self) -> None:
        """Have what comes now stand on the first level."""
        self._part = None

    def finish(self) -> dict[str, bytes]:
        """Write the bookmarks, chained. Returns their entries of the catalogue."""
        if not self._items:
            return {}
        root = self._file.reserve()
        level = [(item.bookmark, self._chained(item.bookmark[0], item.below, item.visible)) for item in self._items]
        below = self._chained(root, [bookmark for bookmark, _ in level], self._visible, [more for _, more in level])
        self._file.add(root, {"Type": "/Outlines", **below})
        return {"Outlines": reference(root)}

    def _chained(
        self, above: int, bookmarks: Sequence[Bookmark], visible: int, more: Sequence[dict[str, object]] = ()
    ) -> dict[str, object]:
        """Write the bookmarks below an object, with more entries of each. Returns that object's entries for them."""
        if not bookmarks:
            return {}
        numbers = [number for number, _ in bookmarks]
        for index, (number, entries) in enumerate(bookmarks):
            chain: dict[str, object] = {"Parent": reference(above)}
            if index:
                chain["Prev"] = reference(numbers[index - 1])
            if index + 1 < len(numbers):
                chain["Next"] = reference(numbers[index + 1])
            chain |= more[index] if more else {}
            self._file.add_all([number], [entries + written(chain).removeprefix(b"<<")])
        return {"First": reference(numbers[0]), "Last": reference(numbers[-1]), "Count": visible}


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
