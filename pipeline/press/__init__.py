"""The press: chapters into PDF, by WeasyPrint."""

from __future__ import annotations

from pipeline.model import Book, Bound
from pipeline.press import engine
from pipeline.press.document import assemble
from pipeline.typeset.theme import Theme


def bind(book: Book, theme: Theme) -> Bound:
    """The book as a tagged PDF/UA-1 file: one chapter as itself, several with cover, title page and contents.

    Raises PublishError where the layout engine cannot be loaded, or the theme asks for what is not there.
    """
    document = assemble(book, theme)
    return engine.print_pdf(document, theme)
