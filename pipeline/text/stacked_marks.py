"""Stacked marks: letters that carry so many accents that these run over the lines around them ("Zalgo").

No script needs more than four accents of Unicode's general ones on a letter: vowels of ancient Greek and of phonetic
scripts have four, Vietnamese two. Signs of a script's own, as in Hebrew and Tibetan, are not counted.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

MOST = 4
"""Most accents of a letter; of those that stand in one place, half of it where there are more."""
_STACK = re.compile(rf"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{{{MOST + 1},}}")


def are_in(text: str) -> bool:
    """Whether a letter of the text carries more accents than any script needs."""
    return not text.isascii() and _STACK.search(text) is not None


def surplus(text: str) -> list[int]:
    """Offsets of the accents that are too many, in order."""
    found: list[int] = []
    for stack in [] if text.isascii() else _STACK.finditer(text):
        places: Counter[int] = Counter()
        for offset, mark in enumerate(stack[0], stack.start()):
            place = unicodedata.combining(mark)
            if places[place] < MOST // 2 and places.total() < MOST:
                places[place] += 1
            else:
                found.append(offset)
    return found


def without(text: str, offsets: Sequence[int]) -> str:
    """The text without the characters at these offsets."""
    ends = [*offsets, len(text)]
    return "".join(text[start:end] for start, end in zip([0, *(offset + 1 for offset in offsets)], ends, strict=True))


def moved(offset: int, offsets: Sequence[int]) -> int:
    """The place of an offset in a text that those at `offsets` were taken out of."""
    return offset - bisect_left(offsets, offset)
