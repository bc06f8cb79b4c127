"""Folios: page numbers, drawn onto the sheets when they are bound, and their page labels for viewers.

The theme sets their style, by its options `folio`; where they stand follows from its page.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pipeline.press.book.pdf_file import PdfFile
from pipeline.press.sheet import Box, inks
from pipeline.press.sheet.faces import FontUse, face_for, load
from pipeline.press.sheet.syntax import reference
from pipeline.typeset import numerals
from pipeline.typeset.direction import is_written_right_to_left
from pipeline.typeset.geometry import Geometry
from pipeline.typeset.lengths import POINTS
from pipeline.typeset.style_values import mixed
from pipeline.typeset.theme import Theme
from pipeline.typeset.theme_options import AUTO

RESOURCE = "Folio"
"""Resource name of the font of page numbers."""
_SIZE = 8.5
"""Size of type on the classic page, in points."""
_GREY = 4
"""Fifteenths of white that are mixed into the ink."""


class Style(Struct, frozen=True, kw_only=True):
    """The style of page numbers."""

    align: str
    """"center" (between the margins), "outer" or "inner" (at that margin), "none": no numbers."""
    size: float
    """Size of type, in points."""
    color: str
    """Colour as "#rrggbb"."""
    page: Geometry
    is_grey: bool = False
    """Whether the colour becomes a grey."""
    is_for_press: bool = False
    """Whether it becomes one if it is one."""

    def is_right(self, number: int, *, is_turned: bool) -> bool:
        """Whether the page of that number is a right page; all are like the first where pages have one side.

        is_turned: whether the book is bound at its right, so that its odd pages are left pages.
        """
        return (number % 2 == 1 or not self.page.is_two_sided) is not is_turned


def style_of(theme: Theme) -> Style:
    """The style that a theme sets. Raises ThemeError where it declares none."""
    folio = theme.settings.get("folio", {})
    page = theme.page
    return Style(
        align=theme.choice("folio.align"),
        size=round(_SIZE * page.scale, 2) if folio.get("size") == AUTO else theme.number("folio.size"),
        color=mixed(theme.choice("ink"), _GREY) if folio.get("color") == AUTO else theme.choice("folio.color"),
        page=page,
        is_grey=theme.prepress.is_grey,
        is_for_press=theme.prepress.is_for_press,
    )


class Figures:
    """The figures of a language in the text face, or in one that has them: glyph ids and widths."""

    def __init__(self, language: str) -> None:
        digits = numerals.digits(language)
        family, face = face_for(digits)
        font = load(face)
        self.glyphs = {digit: font.get_nominal_glyph(ord(digit)) or 0 for digit in digits}
        self.widths = {
            glyph: round(font.get_glyph_h_advance(glyph) * 1000 / font.face.upem) for glyph in self.glyphs.values()
        }
        self.use = FontUse(
            resource=RESOURCE,
            name=f"FOLIOS+{family.replace(' ', '-')}",
            family=family,
            flags=4,
            face=face,
            widths=self.widths,
            text={glyph: digit for digit, glyph in self.glyphs.items()},
        )


class Folios:
    """The page numbers of a PDF that is being bound."""

    def __init__(self, file: PdfFile, style: Style, language: str) -> None:
        """language: of the book (BCP 47). Where it is written from right to left, the book is bound at its right, and
        its odd pages are left pages."""
        self._file = file
        self._style = style
        self._language = language
        self._is_turned = is_written_right_to_left(language)
        self._figures = Figures(language)
        self._before = b""
        """Reference to the stream before a page's content, which saves the graphics state for the number after it."""

    @property
    def fonts(self) -> tuple[FontUse, ...]:
        """Font of the numbers, as used; () where there are none."""
        return () if self._style.align == "none" else (self._figures.use,)

    def draw(
        self, first: int, boxes: Sequence[Box], foot: bytes = b"", *, blind: bool = False
    ) -> tuple[bytes, list[bytes]]:
        """Draw the numbers of pages, from `first` on; returns references to the stream before all content, and to those
        after each page's.

        boxes: media boxes of the pages. foot: operators of what else is drawn on the last page, before its number.
        blind: the first page is counted, and shows no number.
        """
        operators = self._numbers(first, boxes)
        if blind:
            operators[0] = b""
        operators[-1] = b" ".join(filter(None, (foot, operators[-1])))
        if not any(operators):
            return b"", [b""] * len(boxes)
        self._before = self._before or self._add(b"q")
        return self._before, [self._add(b"Q " + each) for each in operators]

    def _numbers(self, first: int, boxes: Sequence[Box]) -> list[bytes]:
        """Operators that draw the numbers of pages, from `first` on."""
        if self._style.align == "none":
            return [b""] * len(boxes)
        return [
            _operators(
                numerals.number(number, self._language),
                box,
                self._style,
                self._figures,
                is_right=self.is_right(number),
            )
            for number, box in enumerate(boxes, first)
        ]

    def is_right(self, number: int) -> bool:
        """Whether the page of that number is a right page."""
        return self._style.is_right(number, is_turned=self._is_turned)

    def _add(self, operators: bytes) -> bytes:
        number = self._file.reserve()
        self._file.add_stream(number, {}, operators, compress=False)  # it would save nothing
        return reference(number)


def _operators(number: str, box: Box, style: Style, figures: Figures, *, is_right: bool) -> bytes:
    glyphs = [figures.glyphs[digit] for digit in number]
    width = sum(figures.widths[glyph] for glyph in glyphs) / 1000 * style.size
    left, bottom, right, _ = box
    page = style.page
    near, far = (page.inner, page.outer) if is_right else (page.outer, page.inner)
    left, right = left + near * POINTS, right - far * POINTS - width
    place = {"center": (left + right) / 2, "outer": right if is_right else left, "inner": left if is_right else right}
    fill = inks.filling(style.color, grey=style.is_grey, neutral=style.is_for_press).decode()
    text = "".join(f"{glyph:04x}" for glyph in glyphs)
    return (
        f"/Artifact <</Type /Pagination /Subtype /Footer>> BDC q {fill} "
        f"BT /{RESOURCE} {style.size} Tf {place[style.align]:.3f} {bottom + page.foot * POINTS:.3f} Td <{text}> Tj ET "
        "Q EMC"
    ).encode()


def labels(front: int) -> dict[str, object]:
    """Entries of the catalogue for page labels. front: number of pages before page 1, labelled i, ii, iii.

    PDF has no other figures than these for them (ISO 32000, 12.4.2), whatever is printed on the pages.
    """
    body = [front, {"S": "/D"}]
    return {"PageLabels": {"Nums": [0, {"S": "/r"}, *body] if front else body}}
