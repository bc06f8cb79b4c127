"""Placeholders of page numbers that are not known yet: a template prints them like numbers, and they are laid out so.

A placeholder is the number of a place in its book, in the book's figures, of which there are as many as a page number
of that book may have, between signs that nobody sees and nobody types.
"""

from __future__ import annotations

import re

from pipeline.typeset import numerals

_BEFORE, _AFTER = "\N{INVISIBLE SEPARATOR}\N{INVISIBLE TIMES}", "\N{INVISIBLE TIMES}\N{INVISIBLE SEPARATOR}"
_PATTERN = re.compile(rf"{_BEFORE}(\d+){_AFTER}")
_PAGES_EACH = 6
"""Pages of a thread for which there is room: of one with 16 posts. A number of more figures takes the room of dots."""


def written(count: int, language: str) -> list[str]:
    """The placeholders of so many places in a book. language: of the book (BCP 47)."""
    room = len(str(count * _PAGES_EACH))
    zero = numerals.number(0, language)
    return [_BEFORE + numerals.number(place, language).rjust(room, zero) + _AFTER for place in range(count)]


def are_in(markup: str) -> bool:
    """Whether a text has any."""
    return bool(_PATTERN.search(markup))


def divided(text: str, count: int) -> list[tuple[str, int | None]]:
    """The figures of each placeholder with the number of its place, and what stands between them with None.

    count: number of places.
    """
    pieces: list[tuple[str, int | None]] = []
    end = 0
    for found in _PATTERN.finditer(text):
        if (place := int(found[1])) < count:
            pieces += [(text[end : found.start()], None), (found[1], place)]
            end = found.end()
    return [piece for piece in (*pieces, (text[end:], None)) if piece[0]]
