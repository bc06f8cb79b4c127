"""Checks of a cover sheet: back, spine and front on one page."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.bundles.preflight.page_checks import inset, is_live
from pipeline.bundles.preflight.subject import Subject
from pipeline.bundles.preflight.verdict import Fault, length
from pipeline.targets import Cover
from pipeline.typeset.lengths import POINTS, millimetres, page_size

_NEAR = 0.1 * POINTS
"""Points by which lengths may differ."""
_REPORT = "Please report it, with the file if you can."


def size(subject: Subject, _: object) -> Iterator[Fault]:
    """One page: twice the trimmed page and the spine wide, and the bleed on all sides."""
    if len(subject.pdf.pages) != 1:
        yield Fault(f"{len(subject.pdf.pages)} pages; a cover is one", _REPORT)
    sheet = subject.pdf.sheets[0]
    spine, trims = _spine(subject), subject.target.rules.get("trim")
    if not (cover := subject.target.cover) or spine is None or not trims:
        return
    bleed = millimetres(cover.bleed) * POINTS
    if any(abs(each - bleed) > _NEAR for each in inset(sheet.media, sheet.trim)):
        yield Fault(f"its bleed is not {length(bleed)}", _REPORT)
    wanted = [tuple(side * POINTS for side in page_size(each)) for each in trims.limit]
    wide, high = sheet.size
    if not any(abs(2 * width + spine - wide) < _NEAR and abs(height - high) < _NEAR for width, height in wanted):
        found = f"it is {length(wide)} by {length(high)} without bleed"
        hint = f"Publish with --set page={trims.limit[0]}, or another size that is printed there."
        yield Fault(f"{found}, which is no two pages and a spine of {length(spine)}", hint)


def text(subject: Subject, limit: str) -> Iterator[Fault]:
    """Words, drawn as outlines or not, away from the sheet's edges and from the folds of its spine."""
    needed = millimetres(limit) * POINTS
    sheet = subject.pdf.sheets[0]
    words = (mark for mark in subject.pdf.marks[0] if mark.kind in ("words", "letter"))
    live = [mark.box for mark in words if is_live(mark, sheet)]
    if near := [each for each in (min(inset(sheet.trim, box)) for box in live) if each < needed - _NEAR]:
        nearest = length(max(min(near), 0))
        yield Fault(f"words {nearest} from the edge of the paper; {length(needed)} must stay free", _REPORT)
    spine = _spine(subject)
    if spine and (cover := subject.target.cover):
        left = (sheet.trim[0] + sheet.trim[2] - spine) / 2
        yield from _on_spine([(box[0] - left, box[2] - left) for box in live], spine, cover, subject.inside or 0)


def _on_spine(spans: list[tuple[float, float]], spine: float, cover: Cover, pages: int) -> Iterator[Fault]:
    """What is wrong of spans across the sheet. spans: of what is live, from the left fold."""
    on_it = [(start, end) for start, end in spans if end > _NEAR and start < spine - _NEAR]
    if on_it and pages < cover.spine_text:
        yield Fault(f"words on the spine of {pages} pages; from {cover.spine_text} it may have them", _REPORT)
        return
    free = millimetres(cover.spine_free) * POINTS
    if any(start < free - _NEAR or end > spine - free + _NEAR for start, end in on_it):
        yield Fault(f"words at the folds of the spine; {length(free)} must stay free", _REPORT)


def _spine(subject: Subject) -> float | None:
    """Points of the spine's width; None where the book, or its paper, is not known."""
    cover, pages = subject.target.cover, subject.inside
    thickness = cover.spine.get(subject.target.paper) if cover else None
    if cover is None or pages is None or thickness is None:
        return None
    return (pages * millimetres(thickness) + millimetres(cover.board)) * POINTS
