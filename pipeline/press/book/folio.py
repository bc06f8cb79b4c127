"""Folios: page numbers, drawn onto the sheets when they are bound, and their page labels for viewers.

The theme sets their style, in `[settings.folio]`. Lengths are millimetres.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from pipeline.errors import PublishError
from pipeline.press.book.pdf_file import PdfFile
from pipeline.press.sheet import Box
from pipeline.press.sheet.faces import FontUse, face_for, load
from pipeline.press.sheet.syntax import reference
from pipeline.typeset import numerals
from pipeline.typeset.direction import is_written_right_to_left
from pipeline.typeset.theme import Theme

POINTS = 72 / 25.4
"""Points in a millimetre."""
RESOURCE = "Folio"
"""Resource name of the font of page numbers."""
_MOST = 1000
"""Most of any length or size; a page has a fraction of it."""


class Style(Struct, frozen=True, kw_only=True):
    """The style of page numbers."""

    align: str
    """"center" (between the margins), "outer" or "inner" (at that margin), "none": no numbers."""
    size: float
    """Size of type, in points."""
    color: str
    """Colour as "#rrggbb"."""
    foot: float
    """Distance from the page's lower edge to the base line."""
    inner: float
    """Margin at the spine."""
    outer: float
    """Margin at the outer edge."""

    def __post_init__(self) -> None:
        if self.align not in {"center", "outer", "inner", "none"}:
            raise ValueError(f"align is {self.align!r}")
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", self.color):
            raise ValueError(f"color is {self.color!r}")
        for name in ("size", "foot", "inner", "outer"):
            value = getattr(self, name)
            if not isinstance(value, int | float) or not 0 <= value <= _MOST:
                raise ValueError(f"{name} must be a number from 0 to {_MOST}")


def style_of(theme: Theme) -> Style:
    """The style that a theme sets. Raises PublishError where its settings are none."""
    try:
        return Style(**theme.settings["folio"])
    except (KeyError, TypeError, ValueError) as error:
        raise PublishError(
            f"settings.folio cannot be used: {error}",
            path=str(theme.file("theme.toml")),
            hint="The settings are listed in docs/themes.md.",
        ) from error


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
            name=f"FOLIOS+{family}",
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
        self._right = 0 if is_written_right_to_left(language) else 1
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
        return number % 2 == self._right

    def _add(self, operators: bytes) -> bytes:
        number = self._file.reserve()
        self._file.add_stream(number, {}, operators, compress=False)  # it would save nothing
        return reference(number)


def _operators(number: str, box: Box, style: Style, figures: Figures, *, is_right: bool) -> bytes:
    glyphs = [figures.glyphs[digit] for digit in number]
    width = sum(figures.widths[glyph] for glyph in glyphs) / 1000 * style.size
    left, bottom, right, _ = box
    near, far = (style.inner, style.outer) if is_right else (style.outer, style.inner)
    left, right = left + near * POINTS, right - far * POINTS - width
    place = {"center": (left + right) / 2, "outer": right if is_right else left, "inner": left if is_right else right}
    red, green, blue = (int(style.color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    text = "".join(f"{glyph:04x}" for glyph in glyphs)
    return (
        f"/Artifact <</Type /Pagination /Subtype /Footer>> BDC q {red:.3f} {green:.3f} {blue:.3f} rg "
        f"BT /{RESOURCE} {style.size} Tf {place[style.align]:.3f} {bottom + style.foot * POINTS:.3f} Td <{text}> Tj ET "
        "Q EMC"
    ).encode()


def labels(front: int) -> dict[str, object]:
    """Entries of the catalogue for page labels. front: number of pages before page 1, labelled i, ii, iii.

    PDF has no other figures than these for them (ISO 32000, 12.4.2), whatever is printed on the pages.
    """
    body = [front, {"S": "/D"}]
    return {"PageLabels": {"Nums": [0, {"S": "/r"}, *body] if front else body}}
