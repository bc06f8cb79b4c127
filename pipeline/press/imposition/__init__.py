"""Imposition: a bound PDF onto sheets of paper that are printed at home, to be folded into a booklet or a zine.

    schemes.py       which page stands where on which side of which sheet, in numbers
    panels.py        how large pages are there, and at what points of the paper they stand
    fold_marks.py    the lines to fold and cut by
    imposed_file.py  the file; only it imports pikepdf

The options `print_imposition`, `print_sheet`, `print_signature`, `print_creep` and `print_marks` of a theme say how.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from pipeline.errors import Notice
from pipeline.model import Book, Bound
from pipeline.press.imposition.imposed_file import Source
from pipeline.press.imposition.panels import Panels, paper_for
from pipeline.press.imposition.schemes import Scheme, booklet, zine
from pipeline.typeset.direction import is_written_right_to_left
from pipeline.typeset.lengths import UNITS, page_size
from pipeline.typeset.theme import Theme
from pipeline.typeset.theme_options import AUTO

_STAPLED = 20
"""Sheets that a stapler goes through, and that can be folded together."""
_SEWN = 4
"""Sheets in a signature of a book that is thicker: 16 pages."""
_FLAT = 10
"""Sheets that can lie in each other without showing it."""
_THICK = 0.1
"""Millimetres by which a sheet pushes out the one in it: the thickness of copy paper."""
_LEAST_TEXT = 6.0
"""Points of the smallest text that can be read; less cannot be asked for, either."""


def impose(bound: Bound, book: Book, theme: Theme) -> Bound:
    """The book on sheets, as the theme's `print_imposition` says, "booklet" or "zine"; its pages are sides of sheets.

    Raises ThemeError where the theme lacks an option.
    """
    source = Source(bound.data)
    scheme = _scheme(len(source.boxes), theme, from_right=is_written_right_to_left(book.language))
    panels = _panels(scheme, source, theme)
    data = source.imposed(panels, marked=theme.switch("print_marks"))
    notices = (*bound.notices, *_notices(book, panels, theme))
    return replace(bound, data=data, pages=len(scheme.sides), notices=notices)


def _scheme(pages: int, theme: Theme, *, from_right: bool) -> Scheme:
    if theme.choice("print_imposition") == "zine":
        return zine(pages, from_right=from_right)
    if theme.settings.get("print_signature") == AUTO:
        most = 0 if pages <= 4 * _STAPLED else _SEWN
    else:
        most = int(theme.number("print_signature"))
    return booklet(pages, most, from_right=from_right)


def _panels(scheme: Scheme, source: Source, theme: Theme) -> Panels:
    paper = theme.choice("print_sheet")
    width, height = paper_for(scheme, source.boxes) if paper == AUTO else page_size(paper)
    if theme.settings.get("print_creep") == AUTO:
        creep = _THICK if max(scheme.signatures) > _FLAT else 0.0
    else:
        creep = theme.number("print_creep")
    point = UNITS["pt"]
    return Panels.of(scheme, (width / point, height / point), source.boxes, creep / point)


def _notices(book: Book, panels: Panels, theme: Theme) -> Iterator[Notice]:
    """What is not as a person may expect who folds the sheets."""
    scheme = panels.scheme
    if not scheme.is_duplex and scheme.sheets > 1:
        yield Notice(
            message=f"{scheme.sheets} zines, each a sheet of eight pages, for it has more",
            path=book.title,
            hint="Fold them one by one, or make a booklet: print_imposition=booklet.",
        )
    if (size := theme.page.size * panels.scale) < _LEAST_TEXT:
        width, height = (f"{int(each * UNITS['pt'] * 10) / 10:g}" for each in (panels.panel_width, panels.panel_height))
        yield Notice(
            message=f"pages are made smaller to fit their sheets, and their text is of {size:.1f} points",
            path=f"theme {theme.name}",
            hint=f"Choose pages that fit (page={width}x{height}), or larger sheets (print_sheet).",
        )
