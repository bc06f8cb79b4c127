"""Gutters: the inner margin of a shop's book follows from its pages, and the pages from the margin."""

from __future__ import annotations

from pipeline.bindery.production import Production
from pipeline.targets import Target
from pipeline.typeset.lengths import millimetres
from pipeline.typeset.theme import Theme
from pipeline.typeset.theme_options import Source


def widened(target: Target, theme: Theme, production: Production) -> Theme | None:
    """The theme with the inner margin that the longest of these books needs; None where it has that.

    Margins only grow, so this comes to an end: a book that got longer by a wider one may need the next.
    """
    needed = target.gutter(max((made.pages or 0 for made in production.outputs), default=0))
    margins = theme.choice("least_margins").split() if needed else []
    if not needed or millimetres(margins[3]) >= needed:
        return None
    wider = " ".join([*margins[:3], f"{needed:g}mm"])
    return theme.given({"least_margins": wider}, Source(target.path, "rules."))
