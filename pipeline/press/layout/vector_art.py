"""Vector art: a drawing in SVG as a form of PDF, for what is printed without being laid out."""

from __future__ import annotations

from typing import Any

import pydyf
from msgspec import Struct
from weasyprint.pdf.stream import Stream

from pipeline.press.layout.cover_image import paint
from pipeline.typeset.theme import Theme


class Form(Struct, frozen=True):
    """A stream of PDF: a form, or a pattern."""

    entries: dict[str, Any]
    """Of its dictionary, as `syntax.written` takes them; but streams among its resources are forms themselves."""
    operators: bytes
    """Each on a line, not compressed."""


def vector_art(svg: str, width: float, height: float, theme: Theme, template: str, beyond: float = 0) -> Form:
    """The drawing as a form of that size, whose y-axis runs downwards from its upper edge.

    template: of the theme, which made it. beyond: how much is seen of what it draws outside of its edges. Raises
    ThemeError where it cannot be drawn.
    """
    resources = pydyf.Dictionary({kind: pydyf.Dictionary() for kind in ("ExtGState", "XObject", "Pattern", "Shading")})
    resources["ColorSpace"] = pydyf.Dictionary()
    box = pydyf.Array((-beyond, -beyond, width + beyond, height + beyond))
    extra = {"Type": "/XObject", "Subtype": "/Form", "BBox": box, "Resources": resources}
    stream = Stream({}, (0, 0, width, height), resources, {}, None, {}, None, extra=pydyf.Dictionary(extra))
    paint(svg, stream, width, height, theme, template)
    form: Form = _plain(stream)
    return form


def _plain(value: Any) -> Any:
    """A value of pydyf's as Python's own; what is empty is left out of dictionaries."""
    if isinstance(value, pydyf.Stream):
        return Form(_plain(value.extra), b"\n".join(map(_operator, value.stream)))
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items() if each is not None and each != {}}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value


def _operator(written: str | bytes) -> bytes:
    return written.encode() if isinstance(written, str) else written
