"""Labels of the entries of lists: bullets, or numbers as a page writes them, "3.", "c.", "iii."."""

from __future__ import annotations

from msgspec import Struct

BULLET = "•"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class Labels(Struct):
    """The labels of one list, as they are counted."""

    number: int | None = None
    """The next one; None for bullets."""
    step: int = 1
    """1, or -1 where the list counts down."""
    numerals: str = "1"
    """The kind of numerals, as HTML names it: "1", "a", "A", "i" or "I"."""

    def next(self, number: int | None = None) -> str:
        """The label of the next entry; number: its own, from which the list counts on."""
        if self.number is None:
            return BULLET
        if number is not None:
            self.number = number
        label = _numeral(self.number, self.numerals)
        self.number += self.step
        return f"{label}."


def _numeral(number: int, numerals: str) -> str:
    """The number in numerals of a kind, or in digits where they have none for it, as in HTML."""
    if numerals in ("a", "A") and number > 0:
        written = _letters(number)
    elif numerals in ("i", "I") and 0 < number < 4000:
        written = _roman(number)
    else:
        return str(number)
    return written.upper() if numerals.isupper() else written


def _letters(number: int) -> str:
    written = ""
    while number:
        number, rest = divmod(number - 1, 26)
        written = chr(ord("a") + rest) + written
    return written


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written
