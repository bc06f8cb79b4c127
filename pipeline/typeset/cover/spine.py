"""The spine of a printed cover: which way its words run, and how large they can be."""

from __future__ import annotations

from msgspec import Struct

from pipeline.text.language_tags import primary
from pipeline.typeset.direction import is_written_right_to_left

_UPWARDS = frozenset(("ca", "cs", "de", "es", "eu", "fr", "gl", "hr", "hu", "pl", "ro", "sk", "sl"))
"""Languages whose spines are read from the foot to the head: those of the European continent, but for the Dutch and the
Scandinavian ones, and for Portuguese, Italian and Russian, whose spines are seen both ways. All others are read from
the head to the foot, as ISO 6357 has it."""
_STANDING = frozenset(("ja", "ko", "zh"))
"""Languages whose letters stand below each other there."""
_LINE = 1.15
"""Height that a line takes, in ems, from its highest letters to its lowest."""
_SMALLEST = 0.4
"""Of the sizes of a title, as a share of the largest."""
_STEP = 0.92
"""The next smaller size, as a share of one."""


class Spine(Struct, frozen=True, kw_only=True):
    """The spine, as a template has it. Lengths are the cover's units."""

    x: float
    """Of its left fold."""
    width: float
    turn: int
    """Degrees, clockwise, by which its words are turned: 90 if they run downwards, -90 if upwards."""
    stands: bool
    """East Asian letters stand upright in words that run downwards."""
    room: float
    """Height of the lines of its words, between its free edges; 0 if it bears none."""
    sizes: tuple[float, ...]
    """Of an em, in which they may be set, the largest first; () if it bears none."""
    least: float
    """The smallest size that any of its words have."""

    def below(self, size: float) -> tuple[float, ...]:
        """Sizes for other words, from that one down to the smallest; that one alone, if it is not larger."""
        return _sizes(max(size, self.least), self.least)


def spine(x: float, width: float, language: str, *, free: float, least: float, most: float, bears_words: bool) -> Spine:
    """The spine of a book in a language (BCP 47).

    x, width: where it is. free: what stays free beside either fold. least, most: sizes that words have. bears_words: it
    may have some.
    """
    room = max(0.0, width - 2 * free)
    largest = min(most, room / _LINE)
    sizes = _sizes(largest, max(least, _SMALLEST * largest)) if bears_words else ()
    tag = primary(language).lower()
    turn = -90 if tag in _UPWARDS or is_written_right_to_left(tag) else 90
    stands = tag in _STANDING
    return Spine(x=x, width=width, turn=turn, stands=stands, room=room if sizes else 0, sizes=sizes, least=least)


def _sizes(size: float, least: float) -> tuple[float, ...]:
    sizes = []
    while size >= least:
        sizes.append(size)
        size *= _STEP
    return tuple(sizes)
