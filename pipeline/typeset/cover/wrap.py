"""The wrap: spine and back of a printed cover, drawn by the theme's template `book-wrap.svg.j2` on all of the sheet
that is wrapped round a book. The front, `design.drawn`, is laid on it.
"""

from __future__ import annotations

from msgspec import Struct

from pipeline.model import Book, CoverForm
from pipeline.typeset.cover import cover_words, design
from pipeline.typeset.cover.cover_words import CoverWords
from pipeline.typeset.cover.design import WIDTH
from pipeline.typeset.cover.harmony import Harmony
from pipeline.typeset.cover.spine import Spine, spine
from pipeline.typeset.theme import Theme

TEMPLATE = "book-wrap.svg.j2"
NEAR, FAR = 290, 150
"""Margins of text on the back, towards the spine and away from it, in the cover's units."""
_LEAST, _MOST = 2.4, 11.0
"""Sizes of an em on the spine, in millimetres."""


class Box(Struct, frozen=True):
    """A box, its edges in a panel's units."""

    x: float
    y: float
    width: float
    height: float


class Panels(Struct, frozen=True, kw_only=True):
    """Where the parts of a sheet are. Lengths are the cover's units, from the upper left corner of the trim."""

    unit: float
    """A unit in millimetres."""
    height: int
    """Of the trim."""
    bleed: float
    front: float
    """Left edge of the front, WIDTH wide."""
    back: float
    """Left edge of the back, as wide."""
    spine: Spine
    barcode: Box | None
    """The white field on the back, in its own units; None without one."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the sheet, with its bleed."""
        return 2 * (WIDTH + self.bleed) + self.spine.width, self.height + 2 * self.bleed


def panels(book: Book, pages: int, form: CoverForm, *, right_to_left: bool) -> Panels:
    """The panels of a book's sheet. pages: of its inside. right_to_left: the front is at the left of the spine."""
    unit = form.width / WIDTH
    wide, height = form.spine(pages) / unit, round(form.height / unit)
    has_field = form.barcode == "shop" or (form.barcode == "own" and bool(book.imprint.stated.isbn))
    return Panels(
        unit=unit,
        height=height,
        bleed=form.bleed / unit,
        front=0 if right_to_left else WIDTH + wide,
        back=WIDTH + wide if right_to_left else 0,
        spine=spine(
            WIDTH,
            wide,
            book.language,
            free=form.spine_free / unit,
            least=_LEAST / unit,
            most=_MOST / unit,
            bears_words=pages >= form.spine_text_pages,
        ),
        barcode=_field(form, unit, height, right_to_left=right_to_left) if has_field else None,
    )


def _field(form: CoverForm, unit: float, height: float, *, right_to_left: bool) -> Box:
    """The white field at the lower right of the back: where the printer has it; our own within the margins of text."""
    wide, high, least = (each / unit for each in (form.barcode_width, form.barcode_height, form.barcode_margin))
    beside, below = (FAR if right_to_left else NEAR, FAR) if form.barcode == "own" else (0, 0)
    return Box(WIDTH - max(least, beside) - wide, height - max(least, below) - high, wide, high)


def drawn(book: Book, words: CoverWords, where: Panels, safe: float, harmony: Harmony, theme: Theme) -> str:
    """The wrap as SVG, of the size of the sheet. Raises ThemeError where the theme's template is at fault.

    safe: distance from the trim that words keep, in millimetres.
    """
    wide, high = where.size
    stated = book.imprint.stated
    context = {name: getattr(words, name) for name in CoverWords.__struct_fields__}
    made = theme.render(
        TEMPLATE,
        **context,
        width=WIDTH,
        near=NEAR,
        far=FAR,
        height=where.height,
        bleed=round(where.bleed, 2),
        sheet=Box(round(-where.bleed, 2), round(-where.bleed, 2), round(wide, 2), round(high, 2)),
        safe=round(safe / where.unit, 2),
        back=round(where.back, 2),
        front=round(where.front, 2),
        spine=where.spine,
        barcode=where.barcode,
        harmony=harmony,
        own=book.imprint.cover is not None,
        spine_authors=cover_words.authors(book, theme.words, 1),
        paragraphs=tuple(_paragraphs(book)),
        contents=tuple(_contents(book)),
        publisher=cover_words.spaced(stated.publisher),
        fit=design.fit,
        column=design.column,
    )
    return made if theme.is_ours else design.harmless(made, TEMPLATE, wide, high, theme)


class Entry(Struct, frozen=True):
    """A thread, as the back names it."""

    title: str
    author: str
    """"" where all are by one."""


def _paragraphs(book: Book) -> list[str]:
    """The book's description; of a single thread without one, how it begins."""
    text = book.imprint.stated.description
    if not text and len(book.chapters) == 1:
        text = book.chapters[0].thread.posts[0].text
    return [cover_words.spaced(paragraph) for paragraph in text.split("\n\n")]


def _contents(book: Book) -> list[Entry]:
    """The threads of a book of several."""
    several = len(book.known_authors) > 1
    threads = [chapter.thread for chapter in book.chapters] if len(book.chapters) > 1 else []
    return [
        Entry(cover_words.spaced(each.title), cover_words.spaced(each.author.label) if several else "")
        for each in threads
    ]
