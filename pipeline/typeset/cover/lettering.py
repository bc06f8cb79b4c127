"""Line breaking for the cover: a text as large as its box allows, in lines of about equal length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex
from msgspec import Struct

from pipeline.text.ideographs import IDEOGRAPHS
from pipeline.typeset import breaks
from pipeline.typeset.cover import runs

_IDEOGRAPH = f"[{IDEOGRAPHS}]"
# A piece that a line break must not cut: text between spaces; in scripts that are written without them each sign, with
# the closing signs after it and the opening ones before it. Fixed spaces are parts of words.
_WORD = regex.compile(
    rf"\p{{Ps}}*{_IDEOGRAPH}[\p{{Lm}}\p{{Mn}}\p{{P}}--\p{{Ps}}]*|(?:(?!{_IDEOGRAPH})[\S\u00A0\u202F])+", regex.V1
)
_ELLIPSIS = "…"
_SHARES = (1, 0.9, 0.8, 0.7, 0.6)
"""Widths to try for a column of broken words, as shares of the box."""


class Setting(Struct, frozen=True):
    """A text broken into lines at a size."""

    lines: tuple[str, ...]
    size: float
    """Of an em."""
    is_cut: bool = False
    """It was too long, and ends in an ellipsis."""


class _Word(Struct, frozen=True):
    """A piece of text that a line break must not cut. Lengths are in ems, so that they hold at any size."""

    text: str
    length: float
    space: float
    """Length of the space before it, if it is not the first of its line."""


def fit(text: str, sizes: Sequence[float], width: float, height: float, leading: float) -> Setting:
    """The text in the largest of the sizes (descending) at which it fits a box.

    width, height: of the box, in the unit of the sizes; leading: from line to line, in ems. At the smaller sizes words
    wider than the box are broken; what is too long for its height at the smallest one ends in an ellipsis.
    """
    words = list(_words(runs.printable(text)))
    for size, lines in _candidates(words, sizes, width):
        if len(lines) * leading * size <= height and _fit(lines, width / size):
            return Setting(lines, size)
    most = max(1, min(len(lines), int(height / (leading * size))))
    return Setting((*lines[: most - 1], _clipped(lines[most - 1 : most], width / size)), size, is_cut=True)


def _candidates(words: list[_Word], sizes: Sequence[float], width: float) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Candidates, as size and lines, the best first: whole words at any size, then broken ones at the smaller."""
    for size in sizes:
        if all(word.length <= width / size for word in words):
            yield size, _texts(_balanced(words, width / size))
    for size in sizes[len(sizes) // 2 :]:
        yield size, _in_column(words, width / size)


def _in_column(words: list[_Word], room: float) -> tuple[str, ...]:
    """Lines that fit the room (in ems), with words broken that do not.

    A sign may get another face after another word than it has by itself, and with that another width; then the lines
    are those of a narrower column.
    """
    for share in _SHARES:
        lines = _texts(_wrapped(_broken(words, share * room), share * room))
        if _fit(lines, room):
            break
    return lines


def _fit(lines: Sequence[str], room: float) -> bool:
    return all(runs.width(line, 1) <= room for line in lines)


def _texts(lines: Iterable[Iterable[_Word]]) -> tuple[str, ...]:
    return tuple("".join((" " if word.space else "") + word.text for word in line).strip() for line in lines)


def _words(text: str) -> Iterator[_Word]:
    blank = runs.width(" ", 1)
    for match in _WORD.finditer(text):
        spaced = match.start() > 0 and text[match.start() - 1].isspace()
        for word in breaks.words(match[0]):
            yield _Word(word, runs.width(word, 1), blank if spaced else 0)
            spaced = False


def _balanced(words: list[_Word], room: float) -> list[list[_Word]]:
    """The words broken into as few lines as the room (in ems) allows, in the narrowest column with no more lines."""
    fewest = len(_wrapped(words, room))
    low, high = room / 2, room
    while high - low > 0.25:
        middle = (low + high) / 2
        if len(_wrapped(words, middle)) > fewest:
            low = middle
        else:
            high = middle
    return _wrapped(words, high)


def _wrapped(words: Iterable[_Word], room: float) -> list[list[_Word]]:
    lines: list[list[_Word]] = []
    length = 0.0
    for word in words:
        length += word.space + word.length
        if not lines or length > room:
            lines.append([])
            length = word.length
        lines[-1].append(word)
    return lines


def _broken(words: Iterable[_Word], room: float) -> Iterator[_Word]:
    """The words, with those that do not fit the room (in ems) cut into pieces that do."""
    for word in words:
        if word.length <= room:
            yield word
            continue
        piece, space = "", word.space
        for cluster in runs.clusters(word.text):
            if piece and runs.width(piece + cluster, 1) > room:
                yield _Word(piece, runs.width(piece, 1), space)
                piece, space = "", 0
            piece += cluster
        yield _Word(piece, runs.width(piece, 1), space)


def _clipped(lines: Sequence[str], room: float) -> str:
    """The line cut to the room (in ems), with an ellipsis."""
    kept = runs.clusters("".join(lines))
    while kept and runs.width("".join(kept).rstrip() + _ELLIPSIS, 1) > room:
        kept.pop()
    return "".join(kept).rstrip() + _ELLIPSIS
