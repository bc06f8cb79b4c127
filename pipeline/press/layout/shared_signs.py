"""Signs that Chinese and Japanese share with other scripts, such as “ ” … and —, in the face of their letters.

The text face has them too, for Latin, half as wide, and a line takes each character from the first face that has it.
E-readers go by the language and do this by themselves.
"""

from __future__ import annotations

from functools import cache
from xml.etree.ElementTree import Element

import regex

from pipeline.text.ideographs import IDEOGRAPHS
from pipeline.text.language_tags import primary
from pipeline.typeset import fonts

_LETTER = f"[{IDEOGRAPHS}ー、-】！-～]"
_SIGNS = r"[“”‘’…—]+"
_SHARED = regex.compile(rf"(?<={_LETTER}){_SIGNS}|{_SIGNS}(?={_LETTER})")
_LANGUAGES = ("ja", "zh")


def mark(root: Element, language: str) -> None:
    """Put each stretch of them that stands beside a letter of these languages into an element with its face.

    language: BCP 47 tag of what is around `root`.
    """
    language = root.get("lang", language)
    for child in list(root):
        mark(child, language)
    if primary(language) in _LANGUAGES and root.tag not in ("code", "pre"):
        for place, child in reversed(list(enumerate(root))):
            child.tail, made = _cut(child.tail or "")
            root[place + 1 : place + 1] = made
        root.text, made = _cut(root.text or "")
        root[:0] = made


def _cut(text: str) -> tuple[str, list[Element]]:
    """The text before the first stretch, and an element for each, with what follows it."""
    found = list(_SHARED.finditer(text))
    ends = [*(each.start() for each in found), len(text)]
    made = [_element(each[0], text[each.end() : end]) for each, end in zip(found, ends[1:], strict=True)]
    return text[: ends[0]], made


def _element(signs: str, tail: str) -> Element:
    element = Element("span", {"style": f'font-family: "{_face()}"; font-variant-east-asian: full-width'})
    element.text, element.tail = signs, tail
    return element


@cache
def _face() -> str:
    return next(family.name for family in fonts.FAMILIES if fonts.has(family, "一"))
