"""Checks of a book's pages: their number, their size, and what lies near their edges."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.bundles.preflight.subject import Subject
from pipeline.bundles.preflight.verdict import Fault, length, pages
from pipeline.typeset.lengths import POINTS, millimetres, page_size

if TYPE_CHECKING:
    from pipeline.bundles.preflight.marks import Box, Mark
    from pipeline.bundles.preflight.pdf_document import Sheet

_NEAR = 0.1 * POINTS
"""Points by which lengths may differ."""
_SLACK = 0.3 * POINTS
"""Points by which letters may stand out of a margin: curves and italics do, and no printer cuts more closely."""
_MARGINS = "Set wider least_margins."


def least(subject: Subject, limit: int) -> Iterator[Fault]:
    """So many pages at least."""
    if (count := len(subject.pdf.pages)) < limit:
        yield Fault(f"{count} pages; {limit} at least are taken", "Add threads, or choose larger type.")


def most(subject: Subject, limit: int) -> Iterator[Fault]:
    """So many pages at most."""
    if (count := len(subject.pdf.pages)) > limit:
        yield Fault(f"{count} pages; {limit} at most are taken", "Divide the book by --split-by.")


def even(subject: Subject, limit: int) -> Iterator[Fault]:
    """Pages whose number is a multiple of another."""
    if (count := len(subject.pdf.pages)) % limit:
        yield Fault(f"{count} pages, which is no multiple of {limit}", f"Publish with --set print_pages={limit}.")


def trim(subject: Subject, limit: list[str]) -> Iterator[Fault]:
    """Trimmed pages of one of some sizes, to 0.1 mm."""
    taken = [tuple(side * POINTS for side in page_size(size)) for size in limit]
    other: dict[str, list[int]] = {}
    for sheet in subject.pdf.sheets:
        if not any(_agree(sheet.size, size) for size in taken):
            wide, high = sheet.size
            other.setdefault(f"{length(wide)} by {length(high)}", []).append(sheet.number)
    for size, numbers in other.items():
        yield Fault(
            f"{pages(numbers)}: {size}, a size that is not printed there",
            f"Publish with --set page={limit[0]}, or another that is.",
        )


def bleed(subject: Subject, limit: str) -> Iterator[Fault]:
    """A bleed so wide, where the file has any; and none is needed where nothing touches an edge."""
    wide = millimetres(limit) * POINTS
    has_spine = "no-spine-bleed" in subject.target.rules
    wrong, short = [], []
    for sheet, drawn in zip(subject.pdf.sheets, subject.pdf.marks, strict=True):
        edges = [edge for edge in range(4) if edge != sheet.inner or not has_spine]
        margins = inset(sheet.bleed, sheet.trim)
        none_at_all = all(abs(each) < _NEAR for each in margins)
        if not none_at_all and any(abs(margins[edge] - wide) > _NEAR for edge in edges):
            wrong.append(sheet.number)
        if any(_ends_at_trim(mark, sheet, edge, wide) for mark in drawn for edge in edges):
            short.append(sheet.number)
    if wrong:
        yield Fault(f"{pages(wrong)}: the bleed is not {length(wide)}", f"Publish with --set print_bleed={limit}.")
    if short:
        yield Fault(
            f"{pages(short)}: something ends at the edge of the page, without a bleed of {length(wide)}",
            f"A white line may show where the paper is cut. Publish with --set print_bleed={limit}.",
        )


def no_spine_bleed(subject: Subject, _: object) -> Iterator[Fault]:
    """No bleed at the spine."""
    if wrong := [sheet.number for sheet in subject.pdf.sheets if inset(sheet.media, sheet.trim)[sheet.inner] > _NEAR]:
        yield Fault(f"{pages(wrong)}: a bleed at the spine", "Publish with --set print_bleed_sides=outer.")


def gutter(subject: Subject, limit: list[tuple[int, str]]) -> Iterator[Fault]:
    """An inner margin as wide as the number of pages asks for."""
    count = len(subject.pdf.pages)
    width = next((each for most_pages, each in limit if count <= most_pages), limit[-1][1])
    needed = millimetres(width) * POINTS
    yield from _empty(subject, needed, lambda sheet: [sheet.inner], "the spine")


def margin(subject: Subject, limit: str) -> Iterator[Fault]:
    """Margins so wide but at the spine, of all that does not run off the page."""
    needed = millimetres(limit) * POINTS
    yield from _empty(subject, needed, lambda sheet: [1, sheet.outer, 3], "the edge of the paper")


def _empty(subject: Subject, needed: float, edges: Callable[[Sheet], Sequence[int]], what: str) -> Iterator[Fault]:
    """Faults where something lies nearer to edges than it may."""
    near: dict[int, float] = {}
    for sheet, drawn in zip(subject.pdf.sheets, subject.pdf.marks, strict=True):
        for edge in edges(sheet):
            inward = [_within(mark.box, sheet, edge, needed - _SLACK) for mark in drawn if is_live(mark, sheet)]
            # What is only said to be there, and not seen, is spaces, and what is cut off
            inked = (subject.pdf.ink(sheet.number, box) for box in inward if box)
            if found := [max(inset(sheet.trim, box)[edge], 0) for box in inked if box]:
                near[sheet.number] = min(*found, near.get(sheet.number, needed))
    if near:
        nearest = length(min(near.values()))
        where = nearest if len(near) == 1 else f"as little as {nearest}"
        yield Fault(f"{pages(near)}: something is {where} from {what}; {length(needed)} must stay free", _MARGINS)


def _within(box: Box, sheet: Sheet, edge: int, margin: float) -> Box | None:
    """The part of a box that lies within a margin of a page; None where it does not."""
    left, lower, right, upper = sheet.trim
    kept = [left, lower, right, upper]
    kept[(edge + 2) % 4] = kept[edge] + margin * (1 if edge < 2 else -1)
    part = max(box[0], kept[0]), max(box[1], kept[1]), min(box[2], kept[2]), min(box[3], kept[3])
    return part if part[0] < part[2] and part[1] < part[3] else None


def inset(outside: Sequence[float], inside: Sequence[float]) -> tuple[float, float, float, float]:
    """Points from each edge of a box inwards to that of another: left, below, right, above."""
    return inside[0] - outside[0], inside[1] - outside[1], outside[2] - inside[2], outside[3] - inside[3]


def is_live(mark: Mark, sheet: Sheet) -> bool:
    """Whether a mark must keep away from where paper is cut: words do, and all that does not run off the page."""
    from_trim = inset(sheet.trim, mark.box)
    is_seen = mark.box[0] < sheet.trim[2] and mark.box[2] > sheet.trim[0]
    is_seen &= mark.box[1] < sheet.trim[3] and mark.box[3] > sheet.trim[1]
    return is_seen and (mark.kind == "words" or min(from_trim) > _NEAR)


def _ends_at_trim(mark: Mark, sheet: Sheet, edge: int, wide: float) -> bool:
    """Whether a mark reaches an edge of the trimmed page, and not as far beyond it as the bleed is."""
    beyond = -inset(sheet.trim, mark.box)[edge]
    return mark.kind != "words" and -_NEAR < beyond < wide - _NEAR


def _agree(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(first - second) <= _NEAR for first, second in zip(one, other, strict=True))
