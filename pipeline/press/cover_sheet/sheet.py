"""The page of a cover sheet and its file: the wrap, the front on it, the barcode, and the boxes that say where to cut.

A front is drawn for the trimmed page. In the bleed it is mirrored at the trim, which goes on with whatever is there, be
it a ground, a rule or a row of dots: so a theme's cover need not know of bleed.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any, Literal

from msgspec import Struct

from pipeline.model import Book, Bound, CoverForm, Picture
from pipeline.press.book import document_info, output_intent
from pipeline.press.book.pdf_file import PdfFile
from pipeline.press.book.stock import Stock
from pipeline.press.cover_sheet.inked_form import inked
from pipeline.press.layout.vector_art import Form, vector_art
from pipeline.press.sheet.syntax import reference
from pipeline.typeset.cover import barcode, cover_words, design, harmony, own_picture, wrap
from pipeline.typeset.lengths import POINTS
from pipeline.typeset.prepress import Prepress
from pipeline.typeset.theme import Theme

_DENSITY = 300 / 25.4
"""Dots to the millimetre of an editor's picture, at the most."""
_BEYOND = 9
"""How far the wrap's ground goes beyond the sheet, in the cover's units: so no viewer shows a white edge."""
_FRONT_PIXELS = 200
"""Width of the picture of a front that is looked at for its colours."""

_Matrix = tuple[float, float, float, float, float, float]


class _Placed(Struct, frozen=True):
    """Something to draw, and where: all matrices take it to millimetres, from the sheet's lower left corner."""

    drawn: Form
    places: tuple[_Matrix, ...]


def cover_sheet(book: Book, pages: int, form: CoverForm, theme: Theme) -> Bound:
    """The cover sheet of a book as a PDF of one page; the same for the same book.

    pages: number of pages of its inside. Raises ThemeError where a template of the theme's is at fault.
    """
    words = cover_words.of(book, theme.words)
    where = wrap.panels(book, pages, form, right_to_left=words.right_to_left)
    layers = [_wrap(book, words, where, form, theme), _front(book, words, where, form, theme)]
    if form.barcode == "own" and where.barcode:
        layers.append(_barcode(book.imprint.stated.isbn, where.barcode, where, form, theme))
    file = BytesIO()
    _write(file, book, layers, form, form.sheet(pages), theme)
    return Bound(data=file.getvalue(), pages=1)


def _wrap(book: Book, words: cover_words.CoverWords, where: wrap.Panels, form: CoverForm, theme: Theme) -> _Placed:
    own = book.imprint.cover
    seen = own.data if own else design.painted(words, _FRONT_PIXELS, theme)
    svg = wrap.drawn(book, words, where, form.safe, harmony.of(seen), theme)
    art = vector_art(svg, *where.size, theme, wrap.TEMPLATE, beyond=_BEYOND)
    return _Placed(art, (_down(where, form, -where.bleed, -where.bleed),))


def _front(book: Book, words: cover_words.CoverWords, where: wrap.Panels, form: CoverForm, theme: Theme) -> _Placed:
    if own := book.imprint.cover:
        return _own_front(own, words, form, where)
    wide, high = design.WIDTH, where.height
    art = vector_art(design.drawn(words, high, theme), wide, high, theme, design.TEMPLATE)
    beside = where.front - wide if words.right_to_left else where.front + wide
    places = (
        _down(where, form, x, y, mirrored=x != where.front, turned=y != 0)
        for x in (where.front, beside)
        for y in (0, -high, high)
    )
    return _Placed(art, tuple(places))


def _own_front(own: Picture, words: cover_words.CoverWords, form: CoverForm, where: wrap.Panels) -> _Placed:
    """The editor's picture over all of the front and its bleed, with as many pixels as it has use for."""
    wide, high = form.width + form.bleed, form.height + 2 * form.bleed
    density = min(_DENSITY, max(own.width / wide, own.height / high))
    mode: Literal["RGB", "L"] = "L" if form.colours == "grey" else "RGB"
    picture = own_picture.fitted(own, round(wide * density), round(high * density), mode)
    entries = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": "/DeviceGray" if mode == "L" else "/DeviceRGB",
        "BitsPerComponent": 8,
        "Filter": "/DCTDecode",
    }
    left = 0 if words.right_to_left else form.bleed + where.front * where.unit
    return _Placed(Form(entries, picture.data), ((wide, 0, 0, high, left, 0),))


def _barcode(number: str, field: wrap.Box, where: wrap.Panels, form: CoverForm, theme: Theme) -> _Placed:
    """The barcode, in millimetres: its bars are as wide as they must be, whatever a unit of the cover is."""
    wide, high = form.barcode_width, form.barcode_height
    art = vector_art(barcode.drawn(number, wide, high), wide, high, theme, wrap.TEMPLATE)
    *_, left, top = _down(where, form, where.back + field.x, field.y)
    return _Placed(art, ((1, 0, 0, -1, left, top),))


def _down(
    where: wrap.Panels, form: CoverForm, x: float, y: float, *, mirrored: bool = False, turned: bool = False
) -> _Matrix:
    """The matrix of a drawing in the cover's units whose upper left corner is there, from that of the trim.

    mirrored, turned: its left and right, its upper and lower edge have changed sides.
    """
    across, down = where.unit, form.height / where.height
    left, top = form.bleed + x * across, form.bleed + form.height - y * down
    if mirrored:
        left += design.WIDTH * across
    if turned:
        top -= form.height
    return (-across if mirrored else across, 0, 0, down if turned else -down, left, top)


def _demands(form: CoverForm, theme: Theme) -> Prepress:
    """The demands on the file: those on the inside of the book, which may be grey in a cover of colours."""
    asked, is_grey = theme.prepress, form.colours == "grey"
    standard = asked.standard if asked.is_for_press else "plain"
    if standard == "x-1a" and not is_grey:
        standard = "x-4"  # which has colours
    return Prepress(standard=standard, is_grey=is_grey)


def _write(
    output: IO[bytes], book: Book, layers: list[_Placed], form: CoverForm, size: tuple[float, float], theme: Theme
) -> None:
    """Write the file. size: of the sheet, in millimetres."""
    prepress = _demands(form, theme)
    file, record = PdfFile(output, prepress.version), book.imprint.stated
    spaces = Stock(file).colour_spaces() if prepress.has_profiles else {}
    catalog, information, tree, page, content = (file.reserve() for _ in range(5))
    numbers = [_added(file, each.drawn, prepress, spaces) for each in layers]
    file.add_stream(content, {}, b"\n".join(_operators(layers)))
    wide, high = (side * POINTS for side in size)
    bleed = form.bleed * POINTS
    whole, trim = [0, 0, wide, high], [bleed, bleed, wide - bleed, high - bleed]
    shown = {
        "Type": "/Page",
        "Parent": reference(tree),
        "MediaBox": whole,
        "BleedBox": whole,
        "TrimBox": trim,
        "Resources": {"XObject": {f"x{place}": reference(number) for place, number in enumerate(numbers)}, **spaces},
        "Contents": reference(content),
    }
    file.add(page, shown)
    file.add(tree, {"Type": "/Pages", "Kids": [reference(page)], "Count": 1})
    facts = document_info.entries(file, book, record, prepress)
    facts |= output_intent.entries(file, theme.profile) if prepress.is_exchange else {}
    file.add(catalog, {"Type": "/Catalog", "Pages": reference(tree), **facts})
    file.add(information, document_info.information(book, record, prepress))
    file.finish(catalog, information)


def _operators(layers: list[_Placed]) -> Iterator[bytes]:
    for place, layer in enumerate(layers):
        for matrix in layer.places:
            numbers = b" ".join(b"%.6f" % (number * POINTS) for number in matrix)
            yield b"q %b cm /x%d Do Q" % (numbers, place)


def _added(file: PdfFile, form: Form, prepress: Prepress, spaces: dict[str, Any]) -> int:
    """Number of the object that the form, or the picture, becomes."""
    if form.entries.get("Subtype") == "/Image":
        number = file.reserve()
        file.add_stream(number, form.entries, form.operators, compress=False)
        return number
    return _stored(file, inked(form, prepress, spaces))


def _stored(file: PdfFile, form: Form) -> int:
    number = file.reserve()
    file.add_stream(number, _referring(file, form.entries), form.operators)
    return number


def _referring(file: PdfFile, value: Any) -> Any:
    """The value, with references for forms in it."""
    if isinstance(value, Form):
        return reference(_stored(file, value))
    if isinstance(value, dict):
        return {key: _referring(file, each) for key, each in value.items()}
    if isinstance(value, list):
        return [_referring(file, each) for each in value]
    return value
