"""Drawing of a line in any script, by HarfBuzz in our fonts.

HarfBuzz shapes text in one font and one direction at a time. So a line is cut into runs, each in a face that has all of
its characters, and the runs are put into visual order. Characters that no face has are left out beforehand, for an
empty box says less than nothing. (Pillow would draw a line three to eight times as slowly.)
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any

import regex
import uharfbuzz
from msgspec import Struct
from PIL import Image

from pipeline.typeset import east_asian, fonts
from pipeline.typeset.direction import is_right_to_left

_EMOJI_FACE = fonts.Family("Noto Emoji", "manimgx_fonts", "NotoEmoji[wght].ttf")
"""Family that draws emoji in the colour of the text."""
_EMOJI = regex.compile(r"\p{Emoji_Presentation}|.\uFE0F")
_CLUSTER = regex.compile(r"\X")
_INVISIBLE = regex.compile(r"[\p{Default_Ignorable_Code_Point}\s]")


class Run(Struct, frozen=True):
    """A run: a stretch of a line in one face and one direction."""

    text: str
    face: fonts.Family
    right_to_left: bool


class _Shape(Struct, frozen=True):
    """A run, shaped. Lengths are in ems."""

    glyphs: tuple[tuple[int, float, float], ...]
    """For each glyph its id in the face, and its offset to the right and upwards."""
    length: float


def clusters(text: str) -> list[str]:
    """The text cut into grapheme clusters."""
    return _CLUSTER.findall(text)


def printable(text: str) -> str:
    """The text without characters that no face has; styled letters (𝗯𝗼𝗹𝗱) become plain ones where only those exist."""
    return "".join(cluster if _face(cluster) else _undressed(cluster) for cluster in clusters(text))


def width(text: str, size: float) -> float:
    """Width of a printable line in pixels. size: pixels to the em."""
    return sum(_shape(run).length for run in _runs(text)) * size


def draw(on: Image.Image, text: str, x: float, baseline: float, size: float, fill: int) -> None:
    """Draw a printable line of text from x to x + width(text, size), in pixels, on a picture of one byte a pixel."""
    raster = uharfbuzz.RasterDraw()
    for run in _runs(text):
        font, shape = _font(run.face), _shape(run)
        scale = size / font.face.upem
        for glyph, right, up in shape.glyphs:
            raster.transform = (scale, 0, 0, -scale, x + right * size, baseline - up * size)
            raster.draw_glyph(font, glyph)
        x += shape.length * size
    drawn = raster.render()
    left, top, width, height, stride = drawn.extents[:5]
    if width and height:
        mask = Image.frombuffer("L", (width, height), drawn.buffer, "raw", "L", stride, 1)
        on.paste(fill, (left, top), mask)


@lru_cache(maxsize=4096)
def _shape(run: Run) -> _Shape:
    font, buffer = _font(run.face), uharfbuzz.Buffer()
    buffer.add_str(run.text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if run.right_to_left else "ltr"
    uharfbuzz.shape(font, buffer)
    em, x, glyphs = font.face.upem, 0, []
    for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyphs.append((glyph.codepoint, (x + place.x_offset) / em, place.y_offset / em))
        x += place.x_advance
    return _Shape(tuple(glyphs), x / em)


def _undressed(cluster: str) -> str:
    plain = unicodedata.normalize("NFKC", cluster)
    return plain if _face(plain) else ""


@fonts.remembered
def _face(cluster: str) -> fonts.Family | None:
    """The first family that has all of a cluster's visible characters; None where none has."""
    faces = (*east_asian.before_sans(fonts.every()), _EMOJI_FACE)
    return next((face for face in (reversed(faces) if _EMOJI.match(cluster) else faces) if _has(face, cluster)), None)


def _has(face: fonts.Family, cluster: str) -> bool:
    return all(fonts.has(face, sign) for sign in cluster if not _INVISIBLE.match(sign))


@cache
def _font(face: fonts.Family) -> Any:
    """The regular face of a family, as uharfbuzz.Font."""
    return uharfbuzz.Font(fonts.face(face))


@fonts.remembered
def _runs(text: str) -> tuple[Run, ...]:
    """The runs of a line in visual order, from left to right."""
    base = bool(is_right_to_left(text))
    stretches = [list(group) for _, group in groupby(_logical(text, base), attrgetter("right_to_left"))]
    # Unicode's rule L2 for two levels: a stretch reads its own way, and the stretches follow the line's.
    ordered = [list(reversed(each)) if each[0].right_to_left else each for each in stretches]
    return tuple(run for each in (reversed(ordered) if base else ordered) for run in each)


def _logical(text: str, base: bool) -> Iterable[Run]:
    """The runs of a line in reading order. base: it reads from right to left."""
    pieces = clusters(text)
    marks = zip(pieces, _faces(pieces), _directions(pieces, base), strict=True)
    for (face, direction), group in groupby(marks, lambda mark: mark[1:]):
        yield Run("".join(piece for piece, *_ in group), face, direction)


def _faces(pieces: list[str]) -> list[fonts.Family]:
    """The family for each cluster. Spaces, figures and points keep to the one before them, if it has them."""
    faces: list[fonts.Family] = []
    for piece in pieces:
        face = _face(piece) or fonts.FAMILIES[0]
        before = faces[-1] if faces else face
        if before is not _EMOJI_FACE and not piece[0].isalpha() and _has(before, piece):
            face = before
        faces.append(face)
    return faces


def _directions(pieces: list[str], base: bool) -> list[bool]:
    """Whether each cluster runs from right to left. One without a direction goes with its neighbours if they agree."""
    own = [is_right_to_left(piece) for piece in pieces]
    following: list[bool] = []
    after = base
    for direction in reversed(own):
        after = after if direction is None else direction
        following.append(after)
    result: list[bool] = []
    before = base
    for direction, after in zip(own, reversed(following), strict=True):
        before = before if direction is None else direction
        result.append(before if before == after else base)
    return result
