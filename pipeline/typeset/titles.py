"""Titles, set as a typographer would: once for a run, so that heading, contents, bookmarks and metadata agree.

What was typed stays in the library and in the report.
"""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.model import Thread
from pipeline.typeset import typography
from pipeline.typeset.theme import Theme


def titled(thread: Thread, theme: Theme) -> Thread:
    """The thread with its title, and that of its trunk where it branches off one, set by its language's conventions."""
    language = theme.conventions(thread.language)
    trunk = thread.branches_off
    if trunk:
        trunk = replace(trunk, title=typography.line(trunk.title, language))
    return replace(thread, title=typography.line(thread.title, language), branches_off=trunk)
