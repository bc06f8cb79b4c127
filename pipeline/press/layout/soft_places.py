"""Soft places in print: zero width spaces, which Pango knows, while lines are broken; nothing of them is drawn.

WeasyPrint makes a box of a `<wbr>`, which takes as long as a word. The spaces are taken out of each line that has been
broken (`patches/soft_lines.py`), and out of bookmarks here.
"""

from __future__ import annotations

from typing import Any

from pipeline.typeset import breaks

SPACE = "\N{ZERO WIDTH SPACE}"


def softened(markup: str) -> str:
    """XHTML with zero width spaces as its soft places."""
    return breaks.soften(markup).replace(breaks.SOFT, SPACE)


def clear_bookmarks(document: Any) -> None:
    """Take the spaces out of bookmarks. document: a weasyprint.Document that is laid out; changed in place."""
    for page in document.pages:
        page.bookmarks[:] = [(level, label.replace(SPACE, ""), *rest) for level, label, *rest in page.bookmarks]
