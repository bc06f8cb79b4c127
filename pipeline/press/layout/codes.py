"""QR codes as images for WeasyPrint: the modules of one as a path, which stays sharp at any size.

A telephone finds a code by its quiet zone, four modules wide (ISO/IEC 18004), and reads one at arm's length whose
modules are four tenths of a millimetre or more.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from itertools import groupby
from typing import Any

import pydyf
from msgspec import Struct

SCHEME = "x-code:"
"""Scheme of the addresses that codes have in a document."""
_QUIET = 4
"""Modules of white around a code."""
_MODULE = 0.45
"""Millimetres of a module, at the least."""
_LEAST = 16.0
"""Millimetres of a code without its quiet zone, at the least."""


class Code(Struct, frozen=True, dict=True):
    """The QR code of an address, with the interface that WeasyPrint's images have (see `weasyprint.images`)."""

    address: str

    @property
    def id(self) -> str:
        """Its name in a PDF: WeasyPrint stores each name once."""
        return f"-code-{hashlib.sha256(self.address.encode()).hexdigest()[:16]}-"

    @property
    def side(self) -> float:
        """Width and height in millimetres, with the quiet zone."""
        return self._modules * max(_MODULE, _LEAST / len(self._rows))

    @property
    def quiet(self) -> float:
        """Width of the quiet zone at each side, in millimetres."""
        return self.side * _QUIET / self._modules

    def get_intrinsic_size(self, _resolution: float, _font_size: float) -> tuple[float, float, float]:
        """Width, height and their ratio."""
        return self._modules, self._modules, 1

    def draw(self, stream: Any, width: float, height: float, _style: object) -> None:
        """Refer to the code, scaled to width by height."""
        name = stream.add_image(self, interpolate=False, ratio=1)
        stream.transform(a=width / self._modules, d=height / self._modules)
        stream.draw_x_object(name)

    def get_x_object(self, _interpolate: bool, _ratio: float) -> pydyf.Stream:
        """The code as a form XObject, new for each PDF that it is written to.

        One path of all dark modules: drawn one by one, they would show seams.
        """
        drawn = pydyf.Stream(compress=True)
        for y, row in enumerate(self._rows, _QUIET):
            x = _QUIET
            for is_dark, run in groupby(row):
                width = len(list(run))
                if is_dark:
                    drawn.rectangle(x, y, width, 1)
                x += width
        drawn.fill()
        drawn.extra |= {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array((0, 0, self._modules, self._modules)),
        }
        return drawn

    @property
    def _modules(self) -> int:
        """Modules of its side, with the quiet zone."""
        return len(self._rows) + 2 * _QUIET

    @cached_property
    def _rows(self) -> tuple[bytes, ...]:
        """Its modules, 1 where they are dark."""
        import segno  # here: most books have no codes

        return tuple(map(bytes, segno.make_qr(self.address, error="m").matrix))
