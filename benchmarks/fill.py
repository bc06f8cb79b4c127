"""How well pages are filled: `python -m benchmarks.fill FOLDER...`, of folders that `publish --pdf` wrote to.

The fill of a page is the part of its text block that lies above the lowest ink. White between two things that is wider
than it may be does not count as filled: a page is not full because space is spread. A thread is measured to its end
mark; its last page may be as short as it likes, but not of a few lines. In the classic theme.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from benchmarks.table import as_table

POINTS = 72 / 25.4
"""Points in a millimetre."""
TOP, BOTTOM = 20 * POINTS, 24 * POINTS
"""Margins above and below the text block, in points."""
LEFT, RIGHT = 17 * POINTS, 17 * POINTS
"""What is further out than this hangs in a margin: numbers of posts."""
LEADING = 10.25 * 1.42
"""From one line to the next, in points."""
SPACE = 9 * POINTS
"""The widest white that the theme sets between two things, in points: below a thread's opening."""
SPREAD = 1.5
"""How many times as wide as that white may be."""
SHORT = 0.85
"""Pages that are filled less are named, with the reason."""
FEW = 5
"""Lines below which the last page of a thread is too short."""
END = "◆"
LAST = "last lines"
"""Reason of a last page of a few lines. Other reasons: see `reason`."""
_HEADER = (
    "Folder",
    "Threads",
    "Pages",
    "A thread",
    "Mean",
    "Worst",
    f"Below {SHORT}",
    f"Last below {FEW} lines",
    "Blank",
)
_TALL = 0.9
"""Part of the text block from which on a picture is a part of a long one."""
_DRAWN = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)
_DESCENT = 0.25
"""How far letters reach below their line, in parts of their size."""
_SIGHT = 0.5
"""Points of ink that can be seen."""

Span = tuple[float, float]
"""Top and bottom of some ink, in points below the head of the text block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The ink of a page's text block."""

    ink: tuple[Span, ...]
    """From the top down."""
    pictures: tuple[Span, ...]
    height: float
    """Of the text block, in points."""
    ends: bool = False
    """Whether the thread ends here; its end mark and what stands below it are left out."""

    @property
    def fill(self) -> float:
        """The part of the text block that is filled, from 0 to 1."""
        return max(0.0, self._lowest - self.spread) / self.height

    @property
    def spread(self) -> float:
        """Points of white between things that are too many."""
        return sum(max(0.0, white - SPREAD * SPACE) for white in self._whites())

    @property
    def lines(self) -> int:
        """As many lines of text as its ink is high."""
        return round((self._lowest - self.ink[0][0]) / LEADING) if self.ink else 0

    @property
    def _lowest(self) -> float:
        return max((bottom for _, bottom in self.ink), default=0.0)

    def _whites(self) -> Iterator[float]:
        low = self.ink[0][1] if self.ink else 0.0
        for top, bottom in self.ink:
            yield top - low
            low = max(low, bottom)


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """A page that is filled badly, or a last page of a few lines."""

    thread: str
    number: int
    fill: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """How well the pages of some threads are filled."""

    threads: int
    pages: int
    """Of all threads, to their end marks."""
    fills: tuple[float, ...]
    """Of pages that are not a thread's last."""
    short: tuple[Short, ...]
    blank: float = 0.0
    """Part of a book's pages that are blank."""


def measure(path: Path) -> list[Page]:
    """The pages of a thread's PDF, to its end mark."""
    pages = []
    document = pypdfium2.PdfDocument(path)
    try:
        for leaf in document:
            pages.append(_page(leaf))
            if pages[-1].ends:
                break
    finally:
        document.close()
    return pages


def fill(threads: Iterable[tuple[str, Sequence[Page]]], blank: float = 0.0) -> Fill:
    """How well the pages of threads are filled, each thread with its name."""
    fills: list[float] = []
    short: list[Short] = []
    count = pages = 0
    for name, sheet in threads:
        count, pages = count + 1, pages + len(sheet)
        for number, (page, following) in enumerate(pairwise(sheet), 1):
            fills.append(page.fill)
            if page.fill < SHORT:
                short.append(Short(thread=name, number=number, fill=page.fill, reason=reason(page, following)))
        if len(sheet) > 1 and sheet[-1].lines < FEW:
            short.append(Short(thread=name, number=len(sheet), fill=sheet[-1].fill, reason=LAST))
    return Fill(threads=count, pages=pages, fills=tuple(fills), short=tuple(short), blank=blank)


def reason(page: Page, following: Page) -> str:
    """Why a page is not filled: "spread", "long picture", "picture" or "kept together"."""
    if page.spread:
        return "spread"
    head = min(following.pictures, default=None)
    if head and head[1] - head[0] > _TALL * following.height:
        return "long picture"
    if head and head[0] < FEW * LEADING:
        return "picture"
    return "kept together"


def blanks(path: Path) -> float:
    """Part of a book's pages that are blank."""
    document = pypdfium2.PdfDocument(path)
    try:
        return mean(not any(True for _ in page.get_objects(max_depth=1)) for page in document)
    finally:
        document.close()


def table(results: Iterable[tuple[str, Fill]]) -> str:
    """The results as Markdown, those of each folder with its name; then each page that is filled badly, and why."""
    rows: list[tuple[str, ...]] = []
    named = []
    for name, each in results:
        counts = Counter(page.reason for page in each.short)
        few = counts.pop(LAST, 0)
        rows.append(
            (
                name,
                str(each.threads),
                str(each.pages),
                f"{each.pages / each.threads:.2f}",
                f"{mean(each.fills or [1]):.3f}",
                f"{min(each.fills or [1]):.3f}",
                ", ".join(f"{count} {why}" for why, count in sorted(counts.items())),
                str(few or ""),
                f"{each.blank:.1%}",
            )
        )
        named += [f"- {page.thread}, page {page.number}: {page.fill:.2f}, {page.reason}" for page in each.short]
    return "\n".join([as_table(_HEADER, rows), *([""] if named else []), *named])


def _page(leaf: Any) -> Page:
    width, height = leaf.get_size()
    block = height - TOP - BOTTOM
    text = leaf.get_textpage()
    end = _end(text, height)
    ink: list[Span] = []
    pictures: list[Span] = []
    for item in leaf.get_objects(max_depth=1):
        left, low, right, high = _bounds(item)
        top, bottom = height - high - TOP, height - low - TOP
        if right < LEFT or left > width - RIGHT or bottom < 0 or top > block or bottom - top < _SIGHT:
            continue
        if end is not None and bottom > end:
            continue
        ink.append((top, bottom))
        if item.type in _DRAWN and bottom - top > 2 * LEADING:
            pictures.append((top, bottom))
    return Page(ink=tuple(sorted(ink)), pictures=tuple(sorted(pictures)), height=block, ends=end is not None)


def _bounds(item: Any) -> tuple[float, float, float, float]:
    """Left, lower, right and upper edge, in points; of letters, by their font's size: some glyphs are blank."""
    left, low, right, high = item.get_bounds()
    if item.type == pdfium.FPDF_PAGEOBJ_TEXT:
        matrix = item.get_matrix()
        size = item.get_font_size() * abs(matrix.d)
        low, high = max(low, matrix.f - _DESCENT * size), min(high, matrix.f + size)
    return left, low, right, high


def _end(text: Any, height: float) -> float | None:
    """How far below the head of the text block the end mark begins, in points."""
    found = text.search(END).get_next()
    if found is None:
        return None
    _, low, _, _ = text.get_charbox(found[0], loose=False)
    return float(height - low - TOP - 1)


def main(arguments: list[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fill", description="Measure how pages are filled.")
    parser.add_argument("folders", type=Path, nargs="+", help="output folders of publish --pdf")
    results = []
    for folder in parser.parse_args(arguments).folders:
        sheets = ((path.stem, measure(path)) for path in sorted((folder / "threads").glob("*.pdf")))
        book = folder / "book.pdf"
        results.append((folder.name, fill(sheets, blanks(book) if book.exists() else 0.0)))
    print(table(results))


if __name__ == "__main__":
    main()
