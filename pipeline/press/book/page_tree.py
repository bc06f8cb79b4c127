"""The page tree of a bound PDF: the object numbers of its pages, and the nodes that they hang from."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.press.book.pdf_file import PdfFile
from pipeline.press.sheet import Box
from pipeline.press.sheet.syntax import reference

NODE = 64
"""Pages that hang from a node."""


class Run:
    """A run of pages, whose object numbers are reserved before they are written: so that links can lead ahead."""

    def __init__(self, file: PdfFile, root: int, count: int) -> None:
        self.count = count
        self._file = file
        self._root = root
        self._pages = file.reserve(count)
        self._nodes = file.reserve(-(-count // NODE))

    def page(self, index: int) -> int:
        """Object number of a page. index: from 0."""
        return self._pages + index

    def pages(self, index: int, count: int) -> range:
        """Object numbers of `count` pages from that one on."""
        return range(self.page(index), self.page(index + count))

    def parent(self, index: int) -> bytes:
        """Reference to the node that a page hangs from."""
        return reference(self._nodes + index // NODE)

    def add_blank(self, index: int, boxes: Mapping[str, Box], resources: bytes) -> None:
        """Write a blank page. boxes: entries of its page boxes. resources: a reference to those of another page."""
        page = {"Type": "/Page", "Parent": self.parent(index), **boxes, "Resources": resources}
        self._file.add(self.page(index), page)

    def finish(self) -> list[bytes]:
        """Write the nodes. Returns references to them."""
        starts = range(0, self.count, NODE)
        for start in starts:
            kids = [reference(page) for page in self.pages(start, min(NODE, self.count - start))]
            node = {"Type": "/Pages", "Parent": reference(self._root), "Kids": kids, "Count": len(kids)}
            self._file.add(self._nodes + start // NODE, node)
        return [self.parent(start) for start in starts]


class PageTree:
    """The page tree of a PDF that is being bound."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._root = file.reserve()
        self._runs: list[Run] = []

    @property
    def count(self) -> int:
        """Number of pages."""
        return sum(run.count for run in self._runs)

    def add(self, count: int, *, first: bool) -> Run:
        """Reserve a run of pages. first: before all others, not after them."""
        run = Run(self._file, self._root, count)
        self._runs.insert(0 if first else len(self._runs), run)
        return run

    def finish(self) -> dict[str, object]:
        """Write the nodes. Returns their entries of the catalogue."""
        kids = [node for run in self._runs for node in run.finish()]
        self._file.add(self._root, {"Type": "/Pages", "Kids": kids, "Count": self.count})
        return {"Pages": reference(self._root)}
