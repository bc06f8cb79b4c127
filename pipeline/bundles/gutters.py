"""Gutters: the inner margin of a shop's book follows from its pages, and the pages from the margin."""

from __future__ import annotations

from pipeline.bindery.production import Production
from pipeline.bundles.fitting import Fit
from pipeline.targets import Target
from pipeline.typeset.lengths import millimetres
from pipeline.typeset.theme import Theme


def widened(target: Target, theme: Theme, made: Production) -> Fit | None:
    """The inner margin that the longest of these books needs; None where it has that. theme: that they were made in.

    Margins only grow, so this comes to an end: a book that got longer by a wider one may need the next.
    """
    needed = target.gutter(max((output.pages or 0 for output in made.outputs), default=0))
    margins = theme.choice("least_margins").split() if needed else []
    if not needed or millimetres(margins[3]) >= needed:
        return None
    return Fit(settings={"least_margins": " ".join([*margins[:3], f"{needed:g}mm"])})
