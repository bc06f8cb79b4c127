"""Page references: numbers of pages that a sheet leaves open, with the leaders before them. Binding draws both.

A placeholder is laid out as any number (`placeholders.py`). Where it stands is the room of the number, which is set to
the end of that; a leader goes on to the number that is there in the end, as if it had been laid out with it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace
from weasyprint.formatting_structure import boxes
from weasyprint.layout.leader import leader_index
from weasyprint.text.ffi import FROM_UNITS
from weasyprint.text.line_break import create_layout

from pipeline.press.layout import placeholders
from pipeline.press.layout.box_tree import all_boxes, laid_out
from pipeline.press.layout.drawn_line import runs_of
from pipeline.press.layout.glyphs import of_line
from pipeline.press.layout.shown import Run
from pipeline.press.sheet import Figures, Leader, PageReference
from pipeline.press.sheet.template import hole

_LOOKS = ("font_feature_settings", "font_variant_numeric", "letter_spacing")
"""Properties of CSS that figures of one font and size may differ by."""


class PageReferences:
    """The page references of a document."""

    def __init__(self, places: int) -> None:
        """places: number of those in the book that it may refer to."""
        self._places = places
        self._record: list[PageReference] = []
        self._figures: dict[object, Figures] = {}

    def leave_open(self, document: Any) -> None:
        """Have those in pages of the document drawn as holes: a weasyprint.Document whose leaders are joined, changed
        in place."""
        if not self._places:
            return
        for page in document.pages:
            for box in all_boxes(page._page_box):
                if any(isinstance(child, boxes.TextBox) for child in getattr(box, "children", ())):
                    box.children = tuple(piece for child in box.children for piece in _divided(child, self._places))
            for line in all_boxes(page._page_box):
                if isinstance(line, boxes.LineBox):
                    self._open(line)

    def record(self) -> tuple[PageReference, ...]:
        """What binding needs to know of them, once the pages are drawn."""
        return tuple(self._record)

    def _open(self, line: Any) -> None:
        """Have the references in a line drawn as holes, and its leader, if it goes right up to the first of them."""
        texts = list(_texts(line))
        references = [box for box in texts if hasattr(box, "place")]
        first = len(self._record)
        for number, box in enumerate(references, first):
            turned = box.style["direction"] == "rtl"
            self._record.append(PageReference(place=box.place, room=box.width, turned=turned))
            box.opening = partial(self._leave_number, number, box)
        _, leader = leader_index(line) if references else (None, None)
        if leader and len(leader.children) == 1 and hasattr(leader.children[0], "repeats"):
            (dots,) = leader.children
            after = (box for box in texts[texts.index(dots) + 1 :] if box.text.strip())
            if next(after, None) is references[0]:
                dots.opening = partial(self._leave_leader, first, _leader(dots, leader, line))

    def _leave_number(self, number: int, box: Any, stream: Any, runs: Sequence[Run]) -> None:
        """Leave a hole in a page for a number. box: with the number of its placeholder, of these runs."""
        style = box.style
        look = runs[0].font.hash, runs[0].size, *(repr(style[name]) for name in _LOOKS)
        if look not in self._figures:
            self._figures[look] = _figures(box, stream)
        self._record[number] = replace(self._record[number], figures=self._figures[look])
        _leave(hole("number", number), stream, runs)

    def _leave_leader(self, number: int, leader: Leader, stream: Any, runs: Sequence[Run]) -> None:
        """Leave a hole in a page for the leader before a number, of these runs as it was laid out."""
        operands = [operand for run in runs for operand in run.operands]
        sign = "".join(operands[: len(operands) // leader.count])
        self._record[number] = replace(self._record[number], leader=replace(leader, sign=sign))
        _leave(hole("leader", number), stream, runs)


def _leave(name: bytes, stream: Any, runs: Sequence[Run]) -> None:
    stream.set_font_size(runs[0].font.hash, runs[0].size)
    stream.stream.append(name)
    stream.is_open = True


def _figures(box: Any, stream: Any) -> Figures:
    """The figures from 0 to 9 as a text shows them that begins with one."""
    zero = ord(box.text[0]) - unicodedata.digit(box.text[0])
    layouts = [create_layout(chr(zero + value), box.style, None, None, 0) for value in range(10)]
    runs = [runs_of(layout, stream) for layout in layouts]
    return Figures(
        operands=tuple("".join(operand for run in each for operand in run.operands) for each in runs),
        widths=tuple(map(_width, layouts)),
    )


def _leader(dots: Any, leader: Any, line: Any) -> Leader:
    """What is to be known of a leader, but for its sign. dots: the box that shows all of it; leader: the one around it.

    WeasyPrint counts the columns of dots from the right end of the line. Where that reads from right to left, it moves
    them with all that comes after the title.
    """
    width = dots.width / dots.repeats
    if line.style["direction"] == "rtl":
        columns = line.position_x + line.width % width - (leader.width - width)
        room, more = dots.position_x - leader.position_x, dots.position_x - columns
    else:
        end = dots.position_x + dots.width
        room, more = leader.position_x + leader.width - end, line.position_x + line.width - end
    return Leader(width=width, count=dots.repeats, room=room, most=dots.repeats + round(more / width))


def _texts(box: Any) -> Iterator[Any]:
    """The texts in a box, in the order of reading."""
    if isinstance(box, boxes.TextBox):
        yield box
    for child in laid_out(getattr(box, "children", ())):
        yield from _texts(child)


def _divided(box: Any, places: int) -> Iterator[Any]:
    """A box; of a text with placeholders these, and what stands between them."""
    pieces = placeholders.divided(box.text, places) if isinstance(box, boxes.TextBox) else []
    if all(place is None for _, place in pieces):
        yield box
        return
    turned = box.style["direction"] == "rtl"
    x = box.position_x + (box.width if turned else 0)
    for text, place in pieces:
        piece = box.copy_with_text(text)
        piece.pango_layout = create_layout(text, box.style, None, None, 0)
        piece.width = _width(piece.pango_layout)
        if place is not None:
            piece.place = place
        piece.position_x = x - (piece.width if turned else 0)
        x += -piece.width if turned else piece.width
        yield piece


def _width(layout: Any) -> float:
    width: float = sum(glyph[1] for _, glyphs in of_line(layout) for glyph in glyphs) * FROM_UNITS
    return width
