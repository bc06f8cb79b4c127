"""The normal form of a text, which it has both as typed and as set: to compare words, whoever set them."""

from __future__ import annotations

import re
from functools import cache

from pipeline.typeset.typography.language_table import APOSTROPHE, ELLIPSIS, EM_DASH, EN_DASH, every

_MARK, _DASH, _DOTS = "'", "-", "..."


def normal(text: str) -> str:
    """The text without white space, its quotation marks, dashes, ellipses and signs of full width each in one form."""
    plain = "".join(text.split()).translate(_forms())
    return re.sub(r"\.{4,}", _DOTS, re.sub("-{2,}", _DASH, plain))


@cache
def _forms() -> dict[int, str]:
    """The normal forms of all signs that the conventions know."""
    forms = {ord('"'): _MARK, ord(APOSTROPHE): _MARK, ord(ELLIPSIS): _DOTS}
    forms |= dict.fromkeys(map(ord, EN_DASH + EM_DASH), _DASH)
    for conventions in every().values():
        forms |= {ord(sign): typed for typed, sign in conventions.wide}
        for pair in filter(None, (conventions.double, conventions.single)):
            forms |= {ord(mark.strip()): _MARK for mark in pair}
    return forms
