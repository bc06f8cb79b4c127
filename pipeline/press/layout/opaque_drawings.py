"""Opaque drawings: emoji in which nothing shines through, for presses that take no transparency.

A part that shines through gets the colour that it and what lies below it make together, on average.
"""

from __future__ import annotations

import io
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from PIL import Image, ImageChops, ImageStat

_OPACITIES = ("opacity", "fill-opacity")
_SIDE = 144
"""Pixels of a drawing that is looked at."""


def make_opaque(tree: Element) -> None:
    """Make all parts of an SVG opaque. Those that show nothing by themselves stay as they are."""
    parts = list(tree)
    for place, part in enumerate(parts):
        if any(each.get(name) for each in part.iter() for name in _OPACITIES):
            below, both = (_drawn(tree, parts[: place + more]) for more in (0, 1))
            shown = ImageChops.difference(below, both).convert("L").point(lambda value: 255 * (value > 0))
            for each in part.iter():
                for name in _OPACITIES:
                    each.attrib.pop(name, None)
            if shown.getbbox():
                part.set("fill", "#" + "".join(f"{round(each):02x}" for each in ImageStat.Stat(both, shown).mean))


def _drawn(tree: Element, parts: list[Element]) -> Image.Image:
    """The drawing with no more than these parts, on white."""
    import resvg_py  # here: few emoji have such parts

    less = Element(tree.tag, tree.attrib)
    less.extend(parts)
    svg = ElementTree.tostring(less, encoding="unicode")
    png = resvg_py.svg_to_bytes(svg_string=svg, background="white", skip_system_fonts=True, width=_SIDE, height=_SIDE)
    return Image.open(io.BytesIO(bytes(png))).convert("RGB")
