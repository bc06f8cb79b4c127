"""The design of a cover: the theme's template `cover.svg.j2`, given the words and the means to measure and set them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from xml.etree import ElementTree

import regex
from markupsafe import Markup
from msgspec import Struct

from pipeline.assets import BadPictureError
from pipeline.errors import ThemeError
from pipeline.typeset import apart, svg
from pipeline.typeset.cover import lettering, raster, runs
from pipeline.typeset.cover.cover_words import CoverWords
from pipeline.typeset.theme import Theme

TEMPLATE = "cover.svg.j2"
WIDTH, HEIGHT = 1600, 2560
"""Size in pixels that e-book shops ask for. Any cover is as many units wide, whatever its height."""

_LEADING, _TALL_LEADING = 1.15, 1.4
"""Distance from line to line, in ems; the latter for scripts that write above and below their letters."""
_TALL = regex.compile(
    r"[\p{L}--[\p{Common}\p{Latin}\p{Greek}\p{Cyrillic}\p{Hebrew}\p{Armenian}\p{Georgian}]]", regex.V1
)
_XLINK = "{http://www.w3.org/1999/xlink}href"
"""The older name of `href`."""
_FORBIDDEN = {
    "image": "pictures: draw with shapes and paths",
    "text": "text of its own: set it by fit(…), in the fonts that come along",
}
"""Elements of SVG that no cover has, and what is said of them."""


class Line(Struct, frozen=True, dict=True):
    """A line of a text that was fitted into a box, as a template has it. Lengths are the cover's units."""

    text: str
    size: float
    """Of an em."""
    baseline: float
    """Distance from the upper edge of the box."""

    @cached_property
    def width(self) -> float:
        """Length of the line."""
        return round(runs.width(self.text, self.size), 2)

    @cached_property
    def outlines(self) -> Markup:
        """The letters, as paths of SVG: from 0 to the width, on a baseline at 0, without a colour."""
        return runs.outlines(self.text, self.size)

    @cached_property
    def upright(self) -> Markup:
        """The outlines for a line that is turned to run downwards: East Asian letters in it stand upright."""
        return runs.outlines(self.text, self.size, upright=True)


class Block(Struct, frozen=True):
    """A text fitted into a box."""

    lines: tuple[Line, ...]
    size: float
    """Of an em."""
    height: float
    """Distance from the upper edge of the box to the last baseline; 0 without lines."""

    @property
    def width(self) -> float:
        """Length of the longest line; 0 without lines."""
        return max((line.width for line in self.lines), default=0)


def fit(text: str, width: float, height: float, sizes: Sequence[float], leading: float = _LEADING) -> Block:
    """The text as large as a box allows: see `lettering.fit`.

    sizes: of an em, of which the largest is taken at which it fits. leading: from line to line, in ems; scripts that
    write above and below their letters have more. Raises ValueError without sizes.
    """
    if not sizes or min(sizes) <= 0:
        raise ValueError("fit needs sizes, each above 0")
    leading *= _tallness(text)
    setting = lettering.fit(text, sorted(sizes, reverse=True), width, height, leading)
    step = round(setting.size * leading)
    lines = tuple(Line(line, setting.size, step * number) for number, line in enumerate(setting.lines, 1))
    return Block(lines, setting.size, step * len(lines))


def _tallness(text: str) -> float:
    """How much more distance from line to line a text has for the sake of its script."""
    return _TALL_LEADING / _LEADING if _TALL.search(text) else 1


def column(
    paragraphs: Sequence[str],
    width: float,
    height: float,
    sizes: Sequence[float],
    leading: float = 1.4,
    gap: float = 0.5,
) -> Block:
    """Paragraphs as text to read, at the largest size at which all fit into a box.

    leading: from line to line, in ems. gap: between paragraphs, in lines. What is too long at the smallest size ends in
    an ellipsis. Raises ValueError without sizes.
    """
    if not sizes or min(sizes) <= 0:
        raise ValueError("column needs sizes, each above 0")
    leading *= max(map(_tallness, paragraphs), default=1)
    for size in sorted(sizes, reverse=True):
        lines, whole = _stacked(paragraphs, width, height, size, leading, gap)
        if whole:
            break
    return Block(lines, size, lines[-1].baseline if lines else 0)


def _stacked(
    paragraphs: Sequence[str], width: float, height: float, size: float, leading: float, gap: float
) -> tuple[tuple[Line, ...], bool]:
    """Lines of paragraphs below each other, and whether all have room in the height."""
    lines: list[Line] = []
    top = 0.0
    for text in filter(None, paragraphs):
        step = size * leading
        if top + step > height:
            return tuple(lines), False
        setting = lettering.fit(text, [size], width, height - top, leading)
        lines += (Line(line, size, round(top + step * number, 2)) for number, line in enumerate(setting.lines, 1))
        if setting.is_cut:
            return tuple(lines), False
        top += step * (len(setting.lines) + gap)
    return tuple(lines), True


def drawn(words: CoverWords, height: float, theme: Theme) -> str:
    """The cover as SVG, of WIDTH by that height. Raises ThemeError where the theme's template is at fault."""
    context = {name: getattr(words, name) for name in CoverWords.__struct_fields__}
    made = theme.render(TEMPLATE, **context, width=WIDTH, height=round(height), fit=fit)
    return made if theme.is_ours else harmless(made, TEMPLATE, WIDTH, height, theme)


def painted(words: CoverWords, pixels: int, theme: Theme) -> bytes:
    """The cover of WIDTH by HEIGHT as JPEG, as many pixels wide. Raises ThemeError as `drawn` does, and where it is too
    much to be drawn."""
    return rasterised(drawn(words, HEIGHT, theme), pixels, theme)


def rasterised(made: str, pixels: int, theme: Theme) -> bytes:
    """A cover that a theme has drawn, as `painted` makes it."""
    if theme.is_ours:
        return raster.jpeg(made.encode(), pixels)
    try:
        return apart.run(raster.__name__, made.encode(), str(pixels))
    except BadPictureError as error:
        hint = "Draw less: fewer and simpler shapes."
        raise ThemeError(f"the cover that it makes {error}", path=str(theme.file(TEMPLATE)), hint=hint) from error


def harmless(made: str, template: str, width: float, height: float, theme: Theme) -> str:
    """What a stranger's template made, of that size, and without what leads elsewhere.

    LunaSVG reads no prefixes of namespaces, so there are none. Raises ThemeError for what is no drawing, and for
    pictures and text in it.
    """
    path = str(theme.file(template))
    try:
        root = ElementTree.fromstring(svg.harmless(made.encode()))
    except BadPictureError as error:
        hint = "Have it make one <svg> element with a viewBox, well-formed."
        raise ThemeError(f"what it makes {error}", path=path, hint=hint) from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        if said := _FORBIDDEN.get(element.tag):
            raise ThemeError(f"a cover has no {said}", path=path, hint="docs/themes.md describes the template.")
        if _XLINK in element.attrib:
            element.set("href", element.attrib.pop(_XLINK))
    root.attrib |= {"xmlns": "http://www.w3.org/2000/svg", "width": str(round(width)), "height": str(round(height))}
    return ElementTree.tostring(root, encoding="unicode")
