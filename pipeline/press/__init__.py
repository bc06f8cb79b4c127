"""The press: chapters become PDFs, in three steps.

- `layout/`: a chapter, or a piece of front matter, is laid out and printed as a sheet, by WeasyPrint; door:
  `printing.render`.
- `sheet/`: a sheet is printed pages as PDF objects, with holes where their place in a book matters; door: `Sheet`.
- `book/`: sheets are bound into a PDF, their holes filled, without WeasyPrint; door: `binding.bind`.
"""

from __future__ import annotations

from pipeline.model import Book, Bound
from pipeline.press.book import binding
from pipeline.press.layout import printing
from pipeline.typeset.theme import Theme


def bind(book: Book, theme: Theme) -> Bound:
    """The book as a tagged PDF/UA-1 file: one chapter as itself, several with cover, title page and contents.

    Raises PublishError where the layout engine cannot be loaded, or the theme asks for what is not there.
    """
    return binding.bind(book, [printing.render(chapter, theme) for chapter in book.chapters], theme)
