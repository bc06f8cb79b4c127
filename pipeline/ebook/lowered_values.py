"""Values of declarations as old engines can have them: see `lowering`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import tinycss2

_EM = 16
"""Pixels of an em where nobody has set another size of type."""
_FUNCTIONS = {"attr", "counter", "counters", "format", "local", "rgb", "rgba", "url"}
"""Functions that may stay; `rgba()` is mixed with the paper."""
_WINDOW = re.compile(r"[sld]?v(?:h|w|b|i|min|max)")
"""Units of the window, which a page of a book is not."""
_HEIGHTS = ("height", "max-height", "min-height")
_NO_BOXES = re.compile(r"(?:inline-)?(?:flex|grid)")
_PLAIN_EMS = (0, 1, 2)
"""Margins in ems that are no hindrance in large type."""
_EDGES = {"start": "left", "end": "right"}


def size_of_type(declarations: Iterable[Any]) -> float:
    """The size that a rule's declarations give its type, in ems of what is around it; 1 where they give none."""
    for each in declarations:
        if each.lower_name == "font-size" and [token.type for token in _shown(each.value)] == ["dimension"]:
            (token,) = _shown(each.value)
            return float(token.value) if token.lower_unit == "em" else 1
    return 1


def value(declaration: Any, size: float) -> list[str]:
    """The value in older words, more than one where engines shall take the last that they know; none: leave it out.

    declaration: tinycss2's. size: of its type, in ems of what is around it.
    """
    name, tokens = declaration.lower_name, declaration.value
    if any(not _is_known(token, name) for token in tokens):
        return []
    text = "".join(_text(token, name, size) for token in tokens).strip()
    if name == "text-align" and text in _EDGES:
        return [_EDGES[text], text]
    return [text]


def _is_known(token: Any, name: str) -> bool:
    """Whether an old engine can have the part of a value, as it is or in other words."""
    if token.type == "function":
        known = token.lower_name in _FUNCTIONS
        # A ground that is mixed for paper would be under letters that are light at night.
        return known and not (token.lower_name == "rgba" and name.startswith("background"))
    if token.type == "dimension" and _WINDOW.fullmatch(token.lower_unit):
        return name in _HEIGHTS
    if token.type == "ident" and name == "display":
        return not _NO_BOXES.fullmatch(token.lower_value)
    return not (name == "content" and token == "/")


def _text(token: Any, name: str, size: float) -> str:
    if token.type == "function" and token.lower_name == "rgba":
        return _mixed(token)
    if token.type == "dimension":
        if _WINDOW.fullmatch(token.lower_unit):
            return f"{token.value:g}%"
        if token.lower_unit == "rem":
            return _pixels(token.value)
        if token.lower_unit == "em" and name.startswith("margin") and token.value not in _PLAIN_EMS:
            return _pixels(token.value * size)
    return str(token.serialize())


def _pixels(ems: float) -> str:
    return f"{round(ems * _EM)}px"


def _mixed(token: Any) -> str:
    """A colour that is seen through, as it is on white paper."""
    numbers = [each.value for each in token.arguments if each.type in ("number", "percentage")]
    if len(numbers) != 4:
        return str(tinycss2.serialize([token]))
    *colour, share = numbers
    return "#" + "".join(f"{round(255 + (each - 255) * share):02x}" for each in colour)


def _shown(tokens: Sequence[Any]) -> list[Any]:
    return [token for token in tokens if token.type not in ("whitespace", "comment")]
