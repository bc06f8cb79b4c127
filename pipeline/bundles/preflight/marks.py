"""Marks on pages: words, pictures and drawings, with where they lie, as PDFium reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import c_float, c_int, c_uint
from math import hypot
from typing import Any, Literal

import pypdfium2
import pypdfium2.raw as pdfium
from msgspec import Struct

from pipeline.bundles.preflight.verdict import UnreadableError

_DEEPEST = 20
"""Forms in forms that are looked into."""
_Matrix = tuple[float, float, float, float, float, float]
_UNMOVED: _Matrix = (1, 0, 0, 1, 0, 0)
_WHITE = (255, 255, 255)
_SCALE = 4
"""Pixels to the point where it counts whether something is seen."""
_PAPER = 250
"""Lightness from which a pixel is taken for white, of 255."""
_OUTLINE = 16
"""Points of the outline of a letter at least. Rules, frames and dots have fewer: a circle has 14."""
_LETTER = 150
"""Points that a letter is wide or high at most."""
Box = tuple[float, float, float, float]
"""Left, lower, right and upper edge, in points."""


class Mark(Struct, frozen=True):
    """A piece of what is drawn on a page."""

    kind: Literal["words", "letter", "picture", "drawing"]
    """A letter is drawn as an outline; no more can be told of it than that it looks like one."""
    box: Box
    density: float = 0
    """Of a picture: pixels to the inch at its size, in the direction in which these are fewer."""


class Canvas:
    """A PDF whose pages can be drawn. Raises UnreadableError."""

    def __init__(self, data: bytes) -> None:
        try:
            self._document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise UnreadableError("its pages cannot be drawn") from error

    def marks(self) -> list[list[Mark]]:
        """The marks on each page. Raises UnreadableError."""
        try:
            return [[*_of_page(self._document[index])] for index in range(len(self._document))]
        except pypdfium2.PdfiumError as error:
            raise UnreadableError("its pages cannot be drawn") from error

    def ink(self, number: int, box: Box) -> Box | None:
        """The part of a box on a page that is not white, as it is seen; None where it is all white. number: from 1."""
        page = self._document[number - 1]
        left, lower, right, upper = page.get_cropbox()
        edges = max(box[0], left), max(box[1], lower), min(box[2], right), min(box[3], upper)
        if edges[2] - edges[0] < 1 / _SCALE or edges[3] - edges[1] < 1 / _SCALE:
            return None
        cropped = edges[0] - left, edges[1] - lower, right - edges[2], upper - edges[3]
        seen = page.render(scale=_SCALE, grayscale=True, crop=cropped).to_pil().convert("L")
        pixels = seen.point([255] * _PAPER + [0] * (256 - _PAPER)).getbbox()
        if pixels is None:
            return None
        x, y = edges[0], edges[3]
        return x + pixels[0] / _SCALE, y - pixels[3] / _SCALE, x + pixels[2] / _SCALE, y - pixels[1] / _SCALE


def _of_page(page: Any) -> Iterator[Mark]:
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _marks(pdfium.FPDFPage_GetObject(page, index), _UNMOVED, 0)


def _marks(piece: Any, matrix: _Matrix, depth: int) -> Iterator[Mark]:
    """The marks of an object of a page or form. matrix: from that to the page."""
    kind = pdfium.FPDFPageObj_GetType(piece)
    if kind == pdfium.FPDF_PAGEOBJ_FORM:
        if depth < _DEEPEST:
            inside = _times(_own_matrix(piece), matrix)
            for index in range(pdfium.FPDFFormObj_CountObjects(piece)):
                yield from _marks(pdfium.FPDFFormObj_GetObject(piece, index), inside, depth + 1)
        return
    edges = [c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(piece, *edges):
        return
    box = _moved([edge.value for edge in edges], matrix)
    if box[2] <= box[0] and box[3] <= box[1]:
        return
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        yield Mark("words", box)
    elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        yield Mark("picture", box, _density(piece, matrix))
    elif not _is_white(piece):
        is_small = max(box[2] - box[0], box[3] - box[1]) < _LETTER
        yield Mark("letter" if is_small and _has_curves(piece) else "drawing", box)


def _own_matrix(piece: Any) -> _Matrix:
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(piece, own)
    return own.a, own.b, own.c, own.d, own.e, own.f


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(edges: Sequence[float], matrix: _Matrix) -> Box:
    """The box round a box that a matrix has moved."""
    left, lower, right, upper = edges
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (left, right) for y in (lower, upper)]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _density(piece: Any, matrix: _Matrix) -> float:
    a, b, c, d, *_ = _times(_own_matrix(piece), matrix)
    wide, high = c_uint(), c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(piece, wide, high)
    sides = [(wide.value, hypot(a, b)), (high.value, hypot(c, d))]
    return min((pixels / points * 72 for pixels, points in sides if points), default=0)


def _is_white(piece: Any) -> bool:
    """Whether a path is filled with the colour of paper, and has no line."""
    fill, has_line = c_int(), c_int()
    if not pdfium.FPDFPath_GetDrawMode(piece, fill, has_line) or has_line.value:
        return False
    channels = [c_uint() for _ in range(4)]
    if not fill.value or not pdfium.FPDFPageObj_GetFillColor(piece, *channels):
        return not fill.value
    return tuple(channel.value for channel in channels[:3]) == _WHITE


def _has_curves(piece: Any) -> bool:
    """Whether a path is as complex as the outline of a letter, curves included."""
    count = pdfium.FPDFPath_CountSegments(piece)
    if count < _OUTLINE:
        return False
    kinds = (pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(piece, each)) for each in range(count))
    return pdfium.FPDF_SEGMENT_BEZIERTO in kinds
