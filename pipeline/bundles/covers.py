"""Covers of printed books: the sheet that a shop wraps round a book, as thick as its pages and paper make it."""

from __future__ import annotations

from typing import Any

from pipeline.bindery.writers import WRITERS
from pipeline.model import Book, Bound, CoverForm, Volume
from pipeline.targets import Cover, Target
from pipeline.typeset.lengths import millimetres
from pipeline.typeset.theme import Theme
from pipeline.typeset.titles import titled
from pipeline.work.environment import environment, theme_digest

(_PRESS,) = (writer for writer in WRITERS if writer.name == "pdf")


def facts(target: Target, volume: Volume, pages: int, theme: Theme) -> tuple[Any, ...]:
    """All that shapes the cover sheet of a volume, for keys."""
    book = _book(volume, theme)
    return (*environment(), theme_digest(_PRESS.view(theme)), form(target, theme), pages, book)


def drawn(target: Target, volume: Volume, pages: int, theme: Theme) -> Bound:
    """The cover sheet of a volume of so many pages. Raises PublishError where a template of the theme is at fault."""
    return _PRESS.parts.bind_cover(_book(volume, theme), pages, form(target, theme), _PRESS.view(theme))


def form(target: Target, theme: Theme) -> CoverForm:
    """The measures of a target's cover sheets for a theme's page."""
    cover = target.cover or Cover()
    return CoverForm(
        width=theme.page.width,
        height=theme.page.height,
        page_thickness=millimetres(cover.spine.get(target.paper, 0)),
        spine_extra=millimetres(cover.board),
        bleed=millimetres(cover.bleed),
        spine_text_pages=cover.spine_text,
        spine_free=millimetres(cover.spine_free),
        safe=millimetres(cover.safe),
        barcode=cover.barcode,
        colours=cover.colours,
    )


def _book(volume: Volume, theme: Theme) -> Book:
    return volume.bare(titled(thread, theme) for thread in volume.threads)
