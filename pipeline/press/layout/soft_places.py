"""Soft places in print: zero width spaces, which Pango knows, while lines are broken; nothing of them is drawn.

WeasyPrint makes a box of a `<wbr>`, which takes as long as a word. The spaces are taken out of each line that has been
broken (`patches/soft_lines.py`), and out of bookmarks here.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import regex

from pipeline.text.ideographs import IDEOGRAPHS
from pipeline.typeset import breaks, phrases

SPACE = "\N{ZERO WIDTH SPACE}"
_JOINER = "\N{WORD JOINER}"
_BETWEEN_IDEOGRAPHS = regex.compile(f"(?<=[{IDEOGRAPHS}ー])(?=[{IDEOGRAPHS}ー])")


def softened(markup: str) -> str:
    """XHTML with zero width spaces as its soft places."""
    return breaks.soften(markup).replace(breaks.SOFT, SPACE)


def join_phrases(root: Element) -> None:
    """Have lines of titles end between phrases alone: by joiners within these, for WeasyPrint has no `keep-all`."""
    for element in root.iter("span"):
        if element.get("class") == phrases.CLASS:
            element.text = _BETWEEN_IDEOGRAPHS.sub(_JOINER, element.text or "")


def bare(text: str) -> str:
    """A text without soft places and joiners."""
    return text.replace(SPACE, "").replace(_JOINER, "")


def clear_bookmarks(document: Any) -> None:
    """Take the spaces out of bookmarks. document: a weasyprint.Document that is laid out; changed in place."""
    for page in document.pages:
        page.bookmarks[:] = [(level, bare(label), *rest) for level, label, *rest in page.bookmarks]
