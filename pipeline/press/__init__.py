"""The press: chapters into PDFs, in steps.

    layout/      a chapter laid out by WeasyPrint, which nothing else imports
    sheet/       pages that do not depend on their place in a book: what comes of the layout, and what is kept
    book/        sheets bound into a PDF, without WeasyPrint
    imposition/  pages of such a PDF side by side on paper, to fold: booklets and zines
    cover_sheet/ the sheet that is wrapped round a paperback

The functions below are the door that the table of writers names (`PartsDoor`): a part is a sheet. What lays out is
loaded by those that print, and by no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline.press.sheet import Sheet as Part

if TYPE_CHECKING:
    from pipeline.model import Book, Bound, Chapter, CoverForm
    from pipeline.press.book.sequence import Extent
    from pipeline.press.layout.front import FrontMatter
    from pipeline.typeset.theme import Theme

__all__ = [
    "Part",
    "back_matter",
    "bind",
    "cover_sheet",
    "front_matter",
    "make_front",
    "make_part",
    "openers",
    "plan",
    "prepare",
]


def prepare() -> Sequence[str]:
    """Load WeasyPrint; returns why it is slower than it could be, if it is. Raises PublishError without Pango."""
    from pipeline.press.layout import engine, patches

    engine.load()
    return patches.apply()


def make_part(chapter: Chapter, theme: Theme) -> Part:
    """The sheet of a thread: see `printing.render`."""
    from pipeline.press.layout import printing

    return printing.render(chapter, theme)


def plan(book: Book, parts: Iterable[Part], theme: Theme, openers: Sequence[Part] = ()) -> list[Extent]:
    """The pages that each piece takes, thread or opener: see `sequence.extents`."""
    from pipeline.press.book import sequence

    return sequence.extents(book, parts, theme, openers)


def front_matter(book: Book, theme: Theme) -> Sequence[FrontMatter]:
    """Cover, title page, contents and news of a collection, in words; nothing for a thread by itself."""
    from pipeline.press.layout import front

    return front.write(book, theme) if book.is_collection else ()


def openers(book: Book, theme: Theme) -> Sequence[FrontMatter]:
    """The openers of a book's parts, in words."""
    from pipeline.press.layout import front

    return front.openers(book, theme)


def back_matter(book: Book, plan: Sequence[Extent], theme: Theme) -> Sequence[FrontMatter]:
    """The index of a collection, in words, where it shall have one."""
    from pipeline.press.layout import index

    shown = [(range(each.start, each.start + each.pages), dict(each.terms)) for each in plan if not each.is_opener]
    written = index.write(book, shown, theme)
    return [written] if written else ()


def make_front(piece: FrontMatter, theme: Theme) -> Part:
    """The sheet of a piece of front matter: see `printing.front_matter`."""
    from pipeline.press.layout import printing

    return printing.front_matter(piece, theme)


def bind_cover(book: Book, pages: int, form: CoverForm, theme: Theme) -> Bound:
    """The sheet that is wrapped round a paperback of so many pages: see `sheet.cover_sheet`."""
    from pipeline.press.cover_sheet import sheet

    return sheet.cover_sheet(book, pages, form, theme)


def bind(
    book: Book,
    parts: Sequence[Part],
    plan: Sequence[Extent],
    front: Iterable[Part],
    theme: Theme,
    openers: Sequence[Part] = (),
) -> Bound:
    """The book as a PDF, see `binding.bind`; or on sheets to fold, see `imposition.impose`."""
    from pipeline.press.book import binding

    bound = binding.bind(book, parts, plan, front, theme, openers)
    if theme.choice("print_imposition") == "none":
        return bound
    from pipeline.press import imposition  # here: it imports pikepdf

    return imposition.impose(bound, book, theme)
