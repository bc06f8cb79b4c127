"""Outlines of a line in any script, shaped by HarfBuzz in our fonts.

HarfBuzz shapes text in one font and one direction at a time. So a line is cut into runs, each in a face that has all of
its characters, and the runs are put into visual order, by Unicode's algorithm (UAX 9) as far as lines of a cover need
it. Characters that no face has are left out beforehand, for an empty box says less than nothing. As outlines a line is
the same wherever it is drawn: no font is looked for then.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

import regex
import uharfbuzz
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from pipeline.text.ideographs import IDEOGRAPHS
from pipeline.typeset import east_asian, fonts
from pipeline.typeset.direction import is_right_to_left

_EMOJI_FACE = fonts.Family("Noto Emoji", "manimgx_fonts", "NotoEmoji[wght].ttf")
"""Family that draws emoji in the colour of the text."""
_EMOJI = regex.compile(r"\p{Emoji_Presentation}|.\uFE0F")
_CLUSTER = regex.compile(r"\X")
_UPRIGHT = regex.compile(rf"[{IDEOGRAPHS}\p{{Hangul}}\p{{Bopomofo}}\u3001-\u303F\u30FB\u30FC\uFF01-\uFF60]")
"""Letters and signs that stand upright in a line that runs downwards (UAX 50)."""
_AXIS = 0.33
"""Height of the middle of letters above the baseline, in ems."""
_INVISIBLE = regex.compile(r"[\p{Default_Ignorable_Code_Point}\s]")


class Run(Struct, frozen=True):
    """A run: a stretch of a line in one face and one direction."""

    text: str
    face: fonts.Family
    right_to_left: bool
    downwards: bool = False
    """Its letters stand below each other."""


class _Shape(Struct, frozen=True):
    """A run, shaped. Lengths are in ems."""

    glyphs: tuple[tuple[int, float, float], ...]
    """For each glyph its id in the face, and its offset to the right and upwards; in a run downwards from the middle of
    its upper edge."""
    length: float


def clusters(text: str) -> list[str]:
    """The text cut into grapheme clusters."""
    return _CLUSTER.findall(text)


def printable(text: str) -> str:
    """The text without characters that no face has; styled letters (𝗯𝗼𝗹𝗱) become plain ones where only those exist."""
    return "".join(cluster if _face(cluster) else _undressed(cluster) for cluster in clusters(text))


def width(text: str, size: float) -> float:
    """Width of a printable line. size: of an em."""
    return sum(_shape(run).length for run in _runs(text)) * size


def outlines(text: str, size: float, *, upright: bool = False) -> Markup:
    """A printable line as SVG: paths of its glyphs, from 0 to width(text, size), on a baseline at 0.

    A glyph has the units of its face, and the transform says the rest: so it is written once, however often it is used.
    upright: the line is turned to run downwards, and East Asian letters are turned back.
    """
    drawn, x = [], 0.0
    for run in _standing(_runs(text)) if upright else _runs(text):
        shape = _shape(run)
        scale = size / _font(run.face).face.upem
        for glyph, right, up in shape.glyphs:
            if path := _outline(run.face, glyph):
                if run.downwards:
                    place = f"0 {-scale:.5g} {-scale:.5g} 0 {x - up * size:.2f} {-(right + _AXIS) * size:.2f}"
                else:
                    place = f"{scale:.5g} 0 0 {-scale:.5g} {x + right * size:.2f} {0.0 - up * size:.2f}"
                drawn.append(f'<path transform="matrix({place})" d="{path}"/>')
        x += shape.length * size
    return Markup("".join(drawn))


def _standing(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs, cut into those that stand upright in a line that runs downwards, and those that lie."""
    for run in runs:
        for stands, group in groupby(clusters(run.text), lambda piece: bool(_UPRIGHT.match(piece))):
            yield replace(run, text="".join(group), downwards=stands)


@lru_cache(maxsize=4096)
def _shape(run: Run) -> _Shape:
    font, buffer = _font(run.face), uharfbuzz.Buffer()
    buffer.add_str(run.text)
    buffer.guess_segment_properties()
    buffer.direction = "ttb" if run.downwards else "rtl" if run.right_to_left else "ltr"
    uharfbuzz.shape(font, buffer)
    em, x, y, glyphs = font.face.upem, 0, 0, []
    for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyphs.append((glyph.codepoint, (x + place.x_offset) / em, (y + place.y_offset) / em))
        x += place.x_advance
        y += place.y_advance
    return _Shape(tuple(glyphs), (x - y) / em)


@lru_cache(maxsize=4096)
def _outline(face: fonts.Family, glyph: int) -> str:
    """A glyph as data of an SVG path, in the units of its face, upwards."""
    path: list[str] = []
    _font(face).draw_glyph(glyph, _pen(), path)
    return "".join(path)


@cache
def _pen() -> Any:
    """The functions by which HarfBuzz writes an outline into a list."""
    pen = uharfbuzz.DrawFuncs()
    pen.set_move_to_func(lambda x, y, path: path.append(f"M{x:g} {y:g}"))
    pen.set_line_to_func(lambda x, y, path: path.append(f"L{x:g} {y:g}"))
    pen.set_quadratic_to_func(lambda a, b, x, y, path: path.append(f"Q{a:g} {b:g} {x:g} {y:g}"))
    pen.set_cubic_to_func(lambda a, b, c, d, x, y, path: path.append(f"C{a:g} {b:g} {c:g} {d:g} {x:g} {y:g}"))
    pen.set_close_path_func(lambda path: path.append("Z"))
    return pen


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
    pieces = clusters(text)
    levels = _levels(pieces, base=bool(is_right_to_left(text)))
    marks = groupby(zip(pieces, _faces(pieces), levels, strict=True), lambda mark: mark[1:])
    runs = [(level, Run("".join(piece for piece, *_ in group), face, level % 2 == 1)) for (face, level), group in marks]
    for lowest in range(max(levels, default=0), 0, -1):
        runs = _turned(runs, lowest)
    return tuple(run for _, run in runs)


def _turned(runs: list[tuple[int, Run]], lowest: int) -> list[tuple[int, Run]]:
    """The runs, with their levels, after a step of rule L2: those at a level or above it are turned round."""
    stretches = groupby(runs, lambda run: run[0] >= lowest)
    return [run for turned, group in stretches for run in (reversed([*group]) if turned else group)]


def _levels(pieces: list[str], *, base: bool) -> list[int]:
    """The embedding level of each cluster: odd ones run from right to left. base: the line does.

    Words from left to right are raised above a line that is not, figures above any words from right to left.
    """
    directions = _directions(pieces, base)
    figures = [_is_figure(piece) for piece in pieces]
    for place in range(1, len(pieces) - 1):
        if figures[place - 1] and unicodedata.bidirectional(pieces[place][0]) == "CS":
            figures[place] = _is_figure(pieces[place + 1])
    return [
        (2 if figure else 1) if right_to_left else 2 * base
        for right_to_left, figure in zip(directions, figures, strict=True)
    ]


def _is_figure(piece: str) -> bool:
    return unicodedata.bidirectional(piece[0]) in ("EN", "AN")


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
    """Whether each cluster belongs to words from right to left: figures go with the word before them, and what else
    has no direction with its neighbours if they agree."""
    own: list[bool | None] = []
    word = base
    for piece in pieces:
        direction = is_right_to_left(piece)
        word = word if direction is None else direction
        own.append(word if _is_figure(piece) else direction)
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
