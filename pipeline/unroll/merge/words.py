"""Words of texts, to compare and align them by, whatever each source did to links, punctuation and white space."""

from __future__ import annotations

import re
import string
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

import regex

from pipeline.text.web_addresses import ADDRESS_OR_CUT_ONE

_SCRIPTS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}"
"""Scripts that are written without spaces: each character counts as a word."""
_ANY_WORD = rf"[{_SCRIPTS}]\p{{M}}*+|[[\p{{L}}\p{{N}}\p{{M}}]--[{_SCRIPTS}]]++"
_TOKEN = regex.compile(rf"(?:{ADDRESS_OR_CUT_ONE})|(?P<word>{_ANY_WORD})", regex.VERSION1)
"""A link or a word. To leave case aside for the whole would take ten times as long."""
_WORD = regex.compile(_ANY_WORD, regex.VERSION1)
"""A word of a line that has no link."""
_IN_WORDS = (string.ascii_letters + string.digits).encode()
_BETWEEN_WORDS = bytes(set(range(256)).difference(_IN_WORDS))
_SPACED = bytes(byte if byte in _IN_WORDS else 32 for byte in range(256)).lower()
"""The bytes of ASCII, folded, with blanks for what belongs to no word: many times as quick as a pattern."""
_WESTERN = re.compile(
    "[\\0-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u206f\u20a0-\u20cf\u2100-\u2bff\U0001f300-\U0001faff]*"
)
"""A line in Latin, Greek or Cyrillic letters, without marks to be set above them; or emoji."""
_WESTERN_WORD = re.compile(r"[^\W_]+")
_MAYBE_LINK = re.compile("://|\\.[a-zA-Z\u017f\u212a]")  # two letters more, which are s and K where case is left aside
_GRAM = 3
"""Words of a stretch (an n-gram) by which texts are compared and aligned."""
_MOST_COMPARED = 250_000
"""Most pairs of words between two anchors that are compared word by word."""
_NO_LETTER = regex.compile(r"[\W_]+")
_OPENING = 20
"""Letters and digits of a line that it is looked up by."""


class Word(NamedTuple):
    """A folded word with its offsets in the text: first code point, one past the last."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text, folded, without links."""
    return [Word(_folded(match[0]), match.start(), match.end()) for match in _TOKEN.finditer(text) if match["word"]]


def folded_words(text: str) -> list[str]:
    """The same without their offsets, four times as quickly where most lines are plain English."""
    found: list[str] = []
    for line in text.split("\n"):
        if _MAYBE_LINK.search(line):
            found += map(_folded, filter(None, _TOKEN.findall(line)))
        elif line.isascii():
            found += line.encode().translate(_SPACED).decode().split()
        elif _WESTERN.fullmatch(line):
            found += map(_folded, _WESTERN_WORD.findall(line))
        else:
            found += map(_folded, _WORD.findall(line))
    return found


@lru_cache(maxsize=8192)  # a library asks for each text of a thread again and again
def folded(text: str) -> str:
    """The folded words of a text, joined by blanks: equal for texts that differ in nothing that matters."""
    return " ".join(folded_words(text))


def opening(line: str) -> str:
    """Lookup key of a line: its first letters and digits, casefolded."""
    head = line[: 4 * _OPENING]
    if head.isascii():
        return head.encode().translate(None, _BETWEEN_WORDS).decode().lower()[:_OPENING]
    return _NO_LETTER.sub("", head).casefold()[:_OPENING]


def grams(text: Sequence[str]) -> set[int]:
    """Hashes of all stretches of three words; two texts that share most of theirs are the same."""
    return set(map(hash, zip(*(text[shift:] for shift in range(_GRAM)), strict=False)))


def aligned(one: Sequence[str], two: Sequence[str]) -> list[int]:
    """The alignment of two texts: for each word of the first the index of the same word in the second, rising; or -1.

    Stretches that are unique in both are anchors; between them texts are compared word by word. Near-linear.
    """
    match = [-1] * len(one)
    for at, to in _rising(_anchors(one, two)):
        for step in range(_GRAM):
            match[at + step] = to + step
    at, to = 0, 0
    while at < len(one):
        end = at
        while end < len(one) and match[end] < 0:
            end += 1
        limit = match[end] if end < len(one) else len(two)
        _fill(one, two, range(at, end), range(to, limit), match)
        at, to = end + 1, limit + 1
    return match


def _anchors(one: Sequence[str], two: Sequence[str]) -> list[tuple[int, int]]:
    """Anchors: indices, in both texts, of the stretches that each has once, in the order of the first text."""
    first, second = _unique(one), _unique(two)
    return [(at, second[gram]) for gram, at in first.items() if gram in second]


def _unique(text: Sequence[str]) -> dict[tuple[str, ...], int]:
    places: dict[tuple[str, ...], int] = {}
    repeated = set()
    for place, gram in enumerate(zip(*(text[shift:] for shift in range(_GRAM)), strict=False)):
        if gram in places:
            repeated.add(gram)
        places[gram] = place
    return {gram: place for gram, place in places.items() if gram not in repeated}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence of pairs (sorted by their first index) whose second indices rise, without overlaps."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, to) in enumerate(pairs):
        place = bisect_left(tails, to)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [to]
        ends[place : place + 1] = [index]
    run: list[tuple[int, int]] = []  # from the last one on
    index = ends[-1] if ends else -1
    while index >= 0:
        at, to = pairs[index]
        after, then = run[-1] if run else (at + _GRAM, to + _GRAM)
        if (at + _GRAM <= after and to + _GRAM <= then) or after - at == then - to:
            run.append((at, to))
        index = before[index]
    return run[::-1]


def _fill(one: Sequence[str], two: Sequence[str], left: range, right: range, match: list[int]) -> None:
    """Align the words between two anchors: from both ends, and the rest by `difflib`."""
    start, stop, low, high = left.start, left.stop, right.start, right.stop
    while start < stop and low < high and one[start] == two[low]:
        match[start] = low
        start, low = start + 1, low + 1
    while start < stop and low < high and one[stop - 1] == two[high - 1]:
        stop, high = stop - 1, high - 1
        match[stop] = high
    if 0 < (stop - start) * (high - low) <= _MOST_COMPARED:
        matcher = SequenceMatcher(None, one[start:stop], two[low:high], autojunk=False)
        for at, to, size in matcher.get_matching_blocks():
            for step in range(size):
                match[start + at + step] = low + to + step


def _folded(word: str) -> str:
    return word.casefold() if word.isascii() else unicodedata.normalize("NFKC", word).casefold()
