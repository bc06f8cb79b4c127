"""A process apart that draws SVG: `python -m pipeline.typeset.svg_drawing`, SVG in, PNG out. See `svg.drawn`."""

from __future__ import annotations

from typing import BinaryIO

import resvg_py

from pipeline.typeset import apart, fonts


def _drawn(drawing: BinaryIO, _arguments: list[str]) -> bytes:
    return resvg_py.svg_to_bytes(
        svg_string=drawing.read().decode(),
        background="white",
        skip_system_fonts=True,
        font_files=[str(path) for path in fonts.drawing_files()],
        font_family=fonts.TEXT,
        serif_family=fonts.TEXT,
        sans_serif_family=fonts.SANS,
        cursive_family=fonts.TEXT,
        fantasy_family=fonts.TEXT,
        monospace_family=fonts.MONO,
        languages=["en"],
    )


if __name__ == "__main__":
    apart.serve(_drawn)
