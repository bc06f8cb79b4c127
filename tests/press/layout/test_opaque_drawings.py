"""Emoji in which nothing shines through look as those in which parts do."""

from __future__ import annotations

import io
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
import resvg_py
from PIL import Image, ImageChops, ImageStat

from pipeline.press.layout.opaque_drawings import make_opaque
from pipeline.typeset import emoji


def drawn(tree: Element) -> Image.Image:
    """A drawing in greys, on white."""
    svg = ElementTree.tostring(tree, encoding="unicode")
    png = resvg_py.svg_to_bytes(svg_string=svg, width=72, height=72, background="white", skip_system_fonts=True)
    return Image.open(io.BytesIO(bytes(png))).convert("L")


@pytest.mark.parametrize("key", ["1f9d1-200d-1f52c", "1f3af", "1f37f", "1f9ca", "1f6d6", "1f600"])
def test_a_part_that_shines_through_gets_the_colour_that_it_makes(key: str) -> None:
    """Over the whole drawing it differs by 4 of 255 greys at most: most where dark and light lie below one part."""
    tree = ElementTree.fromstring(emoji.drawing(key))
    before = drawn(tree)
    make_opaque(tree)
    assert not [each for each in tree.iter() if each.get("opacity") or each.get("fill-opacity")]
    assert ImageStat.Stat(ImageChops.difference(before, drawn(tree))).mean[0] < 4
