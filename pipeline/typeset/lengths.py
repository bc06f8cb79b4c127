"""Lengths and page sizes, as people write them."""

from __future__ import annotations

import re
from math import isfinite

UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
"""Millimetres of each unit."""
POINTS = 72 / UNITS["in"]
"""Points of a millimetre."""
PAGES = {
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "letter": (215.9, 279.4),
    "6x9": (152.4, 228.6),
}
"""Page sizes by name: width and height in millimetres."""
LEAST_PAGE, MOST_PAGE = 50.0, 600.0
"""Millimetres that a page may be wide or high."""

_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)\s*(mm|cm|in|pt)?", re.IGNORECASE)
_PAGE = re.compile(r"([\d.]{1,13})\s*(mm|cm|in|pt)?\s*[x×]\s*([\d.]{1,13})\s*(mm|cm|in|pt)?", re.IGNORECASE)


def millimetres(value: object) -> float:
    """A length in millimetres: of a number, or of a text such as "6", "6mm", "0.25in". Raises ValueError for others."""
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        return float(value)
    match = _LENGTH.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match:
        raise ValueError("no length")
    return float(match[1]) * UNITS[(match[2] or "mm").lower()]


def page_size(text: str) -> tuple[float, float]:
    """Width and height of a page in millimetres: of a name, or of a text such as "120x180" or "5.5x8.5in".

    A unit that stands once is that of both. Raises ValueError for other texts, and for pages too small or too large.
    """
    name = text.strip().lower()
    if name in PAGES:
        return PAGES[name]
    match = _PAGE.fullmatch(name)
    if not match:
        raise ValueError("no page size")
    unit = match[4] or match[2] or "mm"
    width, height = millimetres(match[1] + (match[2] or unit)), millimetres(match[3] + unit)
    if not all(LEAST_PAGE <= edge <= MOST_PAGE for edge in (width, height)):
        raise ValueError("too small or too large")
    return width, height
