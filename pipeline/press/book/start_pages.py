"""Numbers of the pages that threads and notes start on, filled in where a sheet refers to them, with their leaders."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from pipeline.press.book.placement import PlacedSheet
from pipeline.press.sheet import PageReference


def fill_in(placed: PlacedSheet, references: Sequence[PageReference], starts: Sequence[int]) -> None:
    """Fill the holes of a sheet's page references. starts: numbers of pages, by places, see `PageReference`."""
    for index, reference in enumerate(references):
        digits = [int(digit) for digit in str(starts[reference.place])]
        left = reference.room - sum(reference.figures.widths[digit] for digit in digits)
        number = "".join(reference.figures.operands[digit] for digit in digits)
        placed.fill(f"number{index}", _shown(number, at=0 if reference.turned else left))
        if leader := reference.leader:
            signs = min(leader.count + floor((leader.room + left) / leader.width), leader.most)
            before = (leader.count - signs) * leader.width
            placed.fill(f"leader{index}", _shown(leader.sign * signs, at=before if reference.turned else 0))


def _shown(operands: str, *, at: float) -> bytes:
    """Operators that show glyphs, so far to the right of where their text begins."""
    move = f"{at:.3f} 0 Td " if round(at, 3) else ""
    return f"{move}[<{operands}>] TJ".encode() if operands else b""
