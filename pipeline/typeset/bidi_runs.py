"""Runs within a block that read the other way and must stay in one piece: handles, addresses, words with brackets.

Unicode's algorithm (UAX 9) gives the sign of a handle and the last bracket of foreign words to the text around them.
Where a line ends between two brackets it knows no more that they are a pair, for layout engines order lines one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element

import regex

_LEFT_TO_RIGHT = r"[\p{L}&&\p{Bidi_Class=L}]"
_RIGHT_TO_LEFT = r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]"
_REACH = 300
"""Most characters to look ahead for a bracket."""
_ADDRESS = r"(?<![\w.@]) (?: @[A-Za-z0-9_][\w.@-]*\w | (?:https?://|www\.)[!-~]*[\w/] )"


def _bracketed(own: str, other: str) -> str:
    """Words up to the bracket that closes one in them. own, other: letters of their direction, and of the other."""
    inner = rf"(?:(?!{other})[^()\[\]\n]){{0,{_REACH}}}+"
    within = rf"(?=[^()\[\]\n]{{0,{_REACH}}}?{own}) {inner}"
    return rf"(?<!{own}\s?){own} (?:{inner} (?: \( {within} \) | \[ {within} \] ))+"


_WHOLE = ("a", "code", "bdi")
"""Elements that are a piece already."""


def isolate(block: Element, right_to_left: bool) -> None:
    """Set the runs in a block's own text, and in styles within it, apart as `<bdi>`.

    right_to_left: whether the block reads so.
    """
    if not right_to_left and "".join(block.itertext()).isascii():
        return
    pattern, way = _pattern(right_to_left), "ltr" if right_to_left else "rtl"
    for element in list(_within(block)):
        children = list(element)
        for child in reversed(children):
            _cut(element, child, pattern, way)
        _cut(element, None, pattern, way)


@cache
def _pattern(right_to_left: bool) -> regex.Pattern[str]:
    """The runs that read the other way in text that reads so. Compiled when needed: that takes 4 ms."""
    if right_to_left:
        pattern = rf"{_ADDRESS} | {_bracketed(_LEFT_TO_RIGHT, _RIGHT_TO_LEFT)}"
        return regex.compile(pattern, regex.V1 | regex.VERBOSE | regex.ASCII)
    return regex.compile(_bracketed(_RIGHT_TO_LEFT, _LEFT_TO_RIGHT), regex.V1 | regex.VERBOSE)


def _within(element: Element) -> Iterator[Element]:
    yield element
    for child in element:
        if child.tag not in _WHOLE and "dir" not in child.attrib and "lang" not in child.attrib:
            yield from _within(child)


def _cut(parent: Element, before: Element | None, pattern: regex.Pattern[str], way: str) -> None:
    """Set runs apart in the text after a child of the parent, or in that before all of them."""
    text = (parent.text if before is None else before.tail) or ""
    found = list(pattern.finditer(text)) if text else []
    if not found:
        return
    place = 0 if before is None else list(parent).index(before) + 1
    for number, run in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(text)
        piece = Element("bdi", {"dir": way})
        piece.text, piece.tail = run[0], text[run.end() : end]
        parent.insert(place + number, piece)
    if before is None:
        parent.text = text[: found[0].start()]
    else:
        before.tail = text[: found[0].start()]
