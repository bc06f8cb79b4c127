"""Signs of full width in Chinese and Japanese, among letters of these: never in numbers or foreign words."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.text.ideographs import IDEOGRAPHS
from pipeline.typeset.typography.language_table import Conventions
from pipeline.typeset.typography.passage import Edit, Passage

WIDE = f"{IDEOGRAPHS}ー。、，！？：；（）「」『』“”‘’…—《》〈〉【】"
"""Letters and signs of full width, as a part of a class."""
_AFTER = rf"""(?= [{WIDE},;:.!?"'\n] | $ )"""
_SIGN = regex.compile(
    rf"""
    (?<= [{WIDE}] ) (?: ( [!?]+ | [,;:.] ) {_AFTER} | ( [!?]+ | [,;:.] )\ (?= [{WIDE}] ) )
    | (?: (?<= [{WIDE}"'] ) | ^ ) (\() (?= [{WIDE}] ) [^()\n]* (?<= [{WIDE}] ) (\)) {_AFTER}
    """,
    regex.VERBOSE | regex.MULTILINE,
)


def has_any(text: str, conventions: Conventions) -> bool:
    """Whether a text has anything that `edits` may change."""
    return bool(conventions.wide) and _SIGN.search(text) is not None


def edits(passage: Passage, conventions: Conventions) -> Iterator[Edit]:
    """The changes of signs to those of full width; the space behind one goes, for it has its own."""
    if not conventions.wide:
        return
    wide = dict(conventions.wide)
    for found in _SIGN.finditer(passage.text):
        if not passage.is_free(*found.span()):
            continue
        if found[3]:
            yield Edit(found.start(3), found.end(3), wide["("])
            yield Edit(found.start(4), found.end(4), wide[")"])
        else:
            yield Edit(*found.span(), "".join(wide[sign] for sign in found[1] or found[2]))
