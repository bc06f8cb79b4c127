"""The cover sheet: back, spine and front of a printed book on one page, as printers want it.

`sheet.py` is the page and its file, `inked_form.py` its inks. What is drawn is `typeset/cover/`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model import Book, Bound, CoverForm
    from pipeline.typeset.theme import Theme


def cover_sheet(book: Book, pages: int, form: CoverForm, theme: Theme) -> Bound:
    """The cover sheet of a book of so many pages: see `sheet.cover_sheet`."""
    from pipeline.press.cover_sheet import sheet  # here: it loads WeasyPrint

    return sheet.cover_sheet(book, pages, form, theme)
