"""Emoji drawings as images for WeasyPrint: vectors, parsed once in a process, stored once in a PDF.

Left to itself, WeasyPrint parses and writes an SVG anew wherever it is used: twice the time and the size.
"""

from __future__ import annotations

import zlib
from functools import cache
from xml.etree import ElementTree

import pydyf
from msgspec import Struct
from weasyprint.pdf.stream import Stream
from weasyprint.svg import SVG

from pipeline.press.layout.opaque_drawings import make_opaque
from pipeline.typeset import emoji

SIDE = 36
"""Side of a drawing, in its own units."""


class Drawing(Struct, frozen=True, dict=True):
    """A drawing, with the interface that WeasyPrint's images have (see `weasyprint.images`)."""

    key: str
    is_opaque: bool = False
    """Whether nothing in it shines through."""

    @property
    def id(self) -> str:
        """Its name in a PDF: WeasyPrint stores each name once."""
        return f"-emoji-{self.key}-"

    def get_intrinsic_size(self, _resolution: float, _font_size: float) -> tuple[float, float, float]:
        """Width, height and their ratio."""
        return SIDE, SIDE, 1

    def draw(self, stream: Stream, width: float, height: float, _style: object) -> None:
        """Refer to the drawing, scaled to width by height.

        As a background it is given a form of its own, a transparency group as large as the page: it needs none, and
        viewers are slow with many.
        """
        stream.extra.pop("Group", None)
        name = stream.add_image(self, interpolate=False, ratio=1)
        stream.transform(a=width / SIDE, d=height / SIDE)
        stream.draw_x_object(name)

    def get_x_object(self, _interpolate: bool, _ratio: float) -> pydyf.Stream:
        """The drawing as a form XObject, new for each PDF that it is written to."""
        operators, states = _operators(self.key, is_opaque=self.is_opaque)
        extra = {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array((0, 0, SIDE, SIDE)),
            "Filter": "/FlateDecode",
            "Resources": pydyf.Dictionary({"ExtGState": pydyf.Dictionary(states)}),
        }
        return pydyf.Stream([operators], pydyf.Dictionary(extra))


@cache
def _operators(key: str, *, is_opaque: bool) -> tuple[bytes, dict[str, pydyf.Dictionary]]:
    """The drawing as PDF operators, compressed (zlib), and the graphics states (opacities) that these name."""
    tree = ElementTree.fromstring(emoji.drawing(key))
    if is_opaque:
        make_opaque(tree)
    for element in tree.iter():
        if opacity := element.attrib.pop("opacity", ""):
            element.set("fill-opacity", opacity)  # the same where nothing overlaps, and it needs no group
    states: dict[str, pydyf.Dictionary] = {}
    stream = Stream({}, (0, 0, SIDE, SIDE), {"ExtGState": states}, {}, None, {}, None)
    SVG(tree, emoji.SCHEME, None).draw(stream, SIDE, SIDE, emoji.SCHEME, None)
    return zlib.compress(b"\n".join(stream.stream)), states
