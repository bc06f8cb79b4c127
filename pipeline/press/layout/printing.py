"""Printing: a chapter, or a piece of front matter, laid out once and taken down as a sheet."""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.model import Chapter
from pipeline.press.layout import document, engine
from pipeline.press.layout.front import FrontMatter
from pipeline.press.sheet import Sheet
from pipeline.press.sheet.syntax import encoded
from pipeline.typeset.theme import Theme


def render(chapter: Chapter, theme: Theme) -> Sheet:
    """The sheet of a thread, with that of the notes on it. The same chapter and theme give the same, in any process.

    Raises PublishError where the layout engine cannot be loaded, or the theme asks for what is not there.
    """
    printed = document.of_thread(chapter, theme)
    sheet = engine.print_pages(printed, theme)
    moved = {encoded(name) for name in printed.listed}.difference(name for name, _ in sheet.places)
    notes = document.of_notes(chapter, theme, with_links=bool(moved))
    if not notes:
        return sheet
    return replace(sheet, notes=replace(engine.print_pages(notes, theme), moved=tuple(sorted(moved))))


def front_matter(matter: FrontMatter, theme: Theme) -> Sheet:
    """The sheet of a piece of a collection's front matter.

    Raises PublishError as `render` does, and where the theme's front matter is not well-formed.
    """
    return replace(engine.print_pages(document.of_front_matter(matter, theme), theme), is_index=matter.is_index)
