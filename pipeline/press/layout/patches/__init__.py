"""Patches of WeasyPrint: functions that are replaced when the press loads it, most by faster ones, for the same bytes,
some by such as mend how lines are broken.

Each patch knows the source that it was written for, and is left out where that differs. What each is worth, how that
was measured and what was left alone: docs/decisions/0004-weasyprint-patches.md.
"""

from __future__ import annotations

from functools import cache

from pipeline import startup

VERSION = "70.0"
"""Version of WeasyPrint that the patches were written for."""


def is_known() -> bool:
    """Whether the WeasyPrint that is installed is of that version."""
    return startup.version("weasyprint") == VERSION


@cache
def apply() -> tuple[str, ...]:
    """Put the patches in place, once in a process. To be called after WeasyPrint's import.

    Returns the reasons for those that were left out: documents then take longer, and long runs may leave the page.
    """
    if not is_known():
        return (f"WeasyPrint {startup.version('weasyprint')} runs without patches, and slower: they are for {VERSION}",)
    from pipeline.press.layout.patches import (  # not before: they take that version for granted
        boxes,
        c_declarations,
        hyphens,
        lines,
        set_lines,
    )

    faster = (*boxes.PATCHES, *lines.PATCHES, *hyphens.PATCHES, *set_lines.PATCHES)
    reasons = [c_declarations.unfit(), *(patch.apply() for patch in faster), *repair()]
    return tuple(filter(None, reasons))


def repair() -> tuple[str, ...]:
    """Put those patches in place that change how lines are broken. Returns the reasons for those that were left out."""
    from pipeline.press.layout.patches import overflow, soft_lines

    return tuple(filter(None, (patch.apply() for patch in (*overflow.PATCHES, *soft_lines.PATCHES))))
