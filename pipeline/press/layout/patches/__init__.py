"""WeasyPrint, faster, with the same bytes: some of its functions are replaced when the press loads it.

Each patch knows the source that it was written for, and is left out where that differs. What each is worth, how that
was measured and what was left alone: docs/decisions/0004-weasyprint-patches.md.
"""

from __future__ import annotations

from functools import cache

from pipeline import startup

VERSION = "70.0"
"""The WeasyPrint that the patches were written for."""


@cache
def apply() -> tuple[str, ...]:
    """Put the patches in place, once in a process. To be called after WeasyPrint's import.

    Returns why any of them was left out: documents then take longer, and are the same.
    """
    if (version := startup.version("weasyprint")) != VERSION:
        return (f"WeasyPrint {version} runs without patches, and slower: they are for {VERSION}",)
    from pipeline.press.layout.patches import (  # not before: they take that version for granted
        boxes,
        declared,
        hyphens,
        lines,
    )

    reasons = [declared.unfit(), *(patch.apply() for patch in (*boxes.PATCHES, *lines.PATCHES, *hyphens.PATCHES))]
    return tuple(filter(None, reasons))
