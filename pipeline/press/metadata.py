"""What a PDF says of itself to viewers, catalogues and checkers."""

from __future__ import annotations

import pikepdf
from pikepdf import Dictionary, String

from pipeline import __version__
from pipeline.model import Book

TOOL = f"Threadbound {__version__}"


def write(pdf: pikepdf.Pdf, book: Book) -> None:
    """Title, authors, language, and that it is PDF/UA-1, for old viewers and for new ones."""
    authors = [author.label for author in book.authors]
    pdf.Root.Lang = String(book.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.docinfo["/Title"] = String(book.title)
    pdf.docinfo["/Author"] = String(", ".join(authors))
    pdf.docinfo["/Creator"] = pdf.docinfo["/Producer"] = String(TOOL)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as facts:
        facts["dc:title"] = book.title
        facts["dc:creator"] = authors
        facts["dc:language"] = {book.language}
        facts["pdf:Producer"] = facts["xmp:CreatorTool"] = TOOL
        facts["pdfuaid:part"] = "1"
