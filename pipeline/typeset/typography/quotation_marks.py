"""Quotation marks and apostrophes.

Marks are set where they balance within a passage: every one that opens is followed by one that closes. Where they do
not, all of the kind stay as they were typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex
from msgspec import Struct

from pipeline.typeset.typography.language_table import APOSTROPHE, Conventions, Pair
from pipeline.typeset.typography.passage import Edit, Passage
from pipeline.typeset.typography.wide_signs import WIDE

_MARKS = "\"'“”„‘’‚«»‹›"
_BEFORE_WORDS = frozenset(" \t\n\u00a0\u202f([{¿¡—–-/")
_AFTER_WORDS = frozenset(" \t\n\u00a0\u202f.,;:!?…)]}—–-/")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_APOSTROPHES_IN = regex.compile(r"[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}\p{Nd}]")
_YEARS = regex.compile(r"\d\d(?:e?r?s|er)?(?!\p{N}|\p{L})")
"""What follows the apostrophe of "'90s" and "'68"."""
_LETTER, _BEFORE = regex.compile(rf"[{WIDE}]"), regex.compile(rf"[{WIDE}(\n]|$")
_AFTER = regex.compile(rf"[{WIDE},.;:!?)\n]|$")
"""What is inside of marks in Chinese and Japanese, and before and behind them."""


class _Mark(Struct, frozen=True):
    """A typed mark, or one that is right already."""

    place: int
    opens: bool
    is_set: bool = False
    is_elision: bool = False


def has_any(text: str, conventions: Conventions) -> bool:  # noqa: ARG001 (as its like)
    """Whether a text has anything that `edits` may change."""
    return "'" in text or '"' in text


def edits(passage: Passage, conventions: Conventions) -> Iterator[Edit]:
    """The changes of typed marks to those of the language."""
    text = passage.text
    if '"' in text and conventions.double:
        if conventions.wide:
            yield from _between_ideographs(passage, '"', conventions.double)
        else:
            yield from _paired(_doubles(passage, conventions.double), conventions.double)
    if "'" not in text:
        return
    if conventions.has_apostrophes:
        yield from _singles(passage, conventions)
    elif conventions.wide and conventions.single:
        yield from _between_ideographs(passage, "'", conventions.single)


def _paired(marks: Sequence[_Mark], pair: Pair) -> Iterator[Edit]:
    if len(marks) % 2 or any(mark.opens != (number % 2 == 0) for number, mark in enumerate(marks)):
        return
    for mark in marks:
        if not mark.is_set:
            yield Edit(mark.place, mark.place + 1, pair[not mark.opens])


def _doubles(passage: Passage, pair: Pair) -> list[_Mark]:
    """The double marks of a passage in order; none where one of them may be either. Marks of inches are none."""
    text = passage.text
    opening, closing = pair[0].strip(), pair[1].strip()
    found: list[_Mark] = []
    for place in _places(text, f'"{opening}{closing}'):
        sign = text[place]
        if sign == '"' and passage.exempt[place]:
            continue
        if sign == '"':
            opens, closes = _faces(text, place)
            pending = bool(found) and found[-1].opens
            if text[place - 1 : place].isdigit() and not pending:
                continue
            if not (opens or closes):
                return []
            found.append(_Mark(place, opens if opens != closes else not pending))
        else:  # where both are alike, it is the one that is due
            is_opening = sign == opening if opening != closing else not (found and found[-1].opens)
            found.append(_Mark(place, is_opening, is_set=True))
    return found


def _places(text: str, signs: str) -> Iterator[int]:
    return (place for place, sign in enumerate(text) if sign in signs)


def _faces(text: str, place: int) -> tuple[bool, bool]:
    """Whether a mark may open, and whether it may close, by what is around it and other marks."""
    first, last = place - 1, place + 1
    while first >= 0 and text[first] in _MARKS:
        first -= 1
    while last < len(text) and text[last] in _MARKS:
        last += 1
    before, after = text[first] if first >= 0 else "\n", text[last : last + 1] or "\n"
    return before in _BEFORE_WORDS and not after.isspace(), after in _AFTER_WORDS and not before.isspace()


def _singles(passage: Passage, conventions: Conventions) -> Iterator[Edit]:
    """The changes of "'": apostrophes within words at once; others by what is open."""
    text = passage.text
    opened: _Mark | None = None
    waiting: list[_Mark] = []
    """Apostrophes that may be a mark that opens: their words begin with one."""
    doubtful = False
    due: list[Edit] = []
    for mark in _single_marks(passage, conventions):
        if isinstance(mark, Edit):
            yield mark
        elif mark.is_elision:
            waiting.append(mark)
        elif mark.opens:
            doubtful = doubtful or opened is not None
            opened = mark
        elif opened and conventions.single:
            due += [Edit(each.place, each.place + 1, conventions.single[each is mark]) for each in (opened, mark)]
            opened = None
        elif due or waiting or doubtful or opened:  # one that closes more than was opened
            doubtful = True
        elif _APOSTROPHES_IN.match(text, mark.place - 1) and not passage.exempt[mark.place - 1]:
            yield Edit(mark.place, mark.place + 1, APOSTROPHE)
    if not doubtful and not opened:
        yield from due
        yield from (Edit(mark.place, mark.place + 1, APOSTROPHE) for mark in waiting)


def _single_marks(passage: Passage, conventions: Conventions) -> Iterator[_Mark | Edit]:
    """Each single mark; of those that are apostrophes for certain, the change."""
    text = passage.text
    for place in _places(text, "'"):
        if passage.exempt[place]:
            continue
        before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
        if _WORD.match(before) and after.isalpha():
            if _APOSTROPHES_IN.match(before) and _APOSTROPHES_IN.match(after):
                yield Edit(place, place + 1, APOSTROPHE)
            continue
        word = _WORD.match(text, place + 1)
        if _YEARS.match(text, place + 1) and not _WORD.match(before) and text[place + 3 : place + 4] != "'":
            yield Edit(place, place + 1, APOSTROPHE)
        elif word and word[0].casefold() in conventions.elisions and not _WORD.match(before):
            yield _Mark(place, opens=True, is_elision=True)
        else:
            opens, closes = _faces(text, place)
            if opens != closes and not before.isdigit():
                yield _Mark(place, opens)


def _between_ideographs(passage: Passage, sign: str, pair: Pair) -> Iterator[Edit]:
    """The changes of marks in Chinese and Japanese, which has no spaces that would tell: every second one closes."""
    text = passage.text
    places = [place for place in _places(text, sign) if not passage.exempt[place]]
    if len(places) % 2:
        return
    for first, last in zip(places[::2], places[1::2], strict=True):
        inside = last - first > 1 and _LETTER.match(text, first + 1) and _LETTER.match(text, last - 1)
        if inside and _BEFORE.match(text[first - 1 : first]) and _AFTER.match(text, last + 1):
            yield Edit(first, first + 1, pair[0])
            yield Edit(last, last + 1, pair[1])
