"""Lines whose glyphs do not say what was written: what they say wrong is marked with its text.

A PDF has `/ActualText` for that.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import pydyf
from weasyprint.text.ffi import FROM_UNITS

from pipeline.press.layout.glyphs import Glyph, clusters, is_right_to_left

RTL = os.environ.get("RTL", "logical")
_SIGNS = re.compile("[\xad\u200b\u200e\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff]")
SOFT_HYPHEN = "\xad"

class Run(NamedTuple):
    """A run: glyphs of one font."""

    item: Any
    """A PangoGlyphItem."""
    font: Any
    """A weasyprint.pdf.fonts.Font."""
    size: float
    glyphs: list[Glyph]
    operands: tuple[str, ...]
    """What to write for each glyph."""
    meanings: tuple[str, ...]
    """What each glyph says."""

    @property
    def said(self) -> str:
        return "".join(self.meanings)


class Piece(NamedTuple):
    """Glyphs that stand for characters by themselves."""

    text: str
    start: int
    run: Run
    glyphs: slice
    x: int
    width: int
    rtl: bool
    kind: str


PLAIN, MOVED, WRONG = "plain", "moved", "wrong"


def show(runs: list[Run], stream: Any, *, ends_in_hyphen: bool) -> None:
    """Write the runs, those of one font together."""
    strings = [(run, "".join(run.operands)) for run in runs]
    if ends_in_hyphen:
        last = runs[-1]
        write([*strings[:-1], (last, "".join(last.operands[:-1]))], stream)
        with_text("\xad", [(last, last.operands[-1])], stream)
    else:
        write(strings, stream)


def write(strings: list[tuple[Run, str]], stream: Any) -> None:
    string, font = "", None
    for run, glyphs in strings:
        if run.item.item.analysis.font != font:
            if string:
                _show(string, stream)
            string, font = "", run.item.item.analysis.font
            stream.set_font_size(run.font.hash, run.size)
        string += f"<{glyphs}>".removesuffix("<>")
    _show(string, stream)


def _show(string: str, stream: Any) -> None:
    if "T" in string:
        string = re.sub(r"\[ *\] TJ", "", f"[{string.replace('<>', ' ')}] TJ")
        stream.stream.append(string.strip().encode())
    else:
        stream.show_text(string)


def with_text(text: str, strings: list[tuple[Run, str]], stream: Any) -> None:
    stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(text)}))
    write(strings, stream)
    stream.end_marked_content()


DUMMY = os.environ.get("DUMMY", "1")


def show_spoken(runs: list[Run], text: str, stream: Any, *, ends_in_hyphen: bool) -> None:
    pieces = list(_pieces(runs, text.encode()))
    turned = any(piece.rtl for piece in pieces)
    if turned and RTL.startswith("logical"):
        pieces.sort(key=lambda piece: (piece.start))
    at = end = 0
    for unit in _words(pieces):
        said = _SIGNS.sub("", "".join(p.text for p in unit))
        if ends_in_hyphen and unit[-1] is pieces[-1]:
            said = said[:-1] + SOFT_HYPHEN
            unit[-1] = unit[-1]._replace(kind=WRONG)
        if unit[0].rtl and RTL.startswith("logical"):
            unit = unit[::-1]
        if turned and RTL.startswith("logical") and unit[0].x != end:
            stream.move_text_to((unit[0].x - at) * FROM_UNITS, 0)
            at = unit[0].x
        strings = [(piece.run, "".join(piece.run.operands[piece.glyphs])) for piece in unit]
        mark = any(p.kind != PLAIN for p in unit)
        if unit[0].rtl:
            mark = "spans" in RTL and len(unit) > 1 or not all(p.kind==PLAIN for p in unit)
            if "bare" in RTL: mark = False
        if mark:
            if DUMMY=="1":
              if unit[0].kind != WRONG or "guard" in RTL or unit[0].text[0] == unit[0].run.meanings[unit[0].glyphs][0]:
                strings[0] = (strings[0][0], dummy(strings[0][0]) + strings[0][1])
              strings[-1] = (strings[-1][0], strings[-1][1] + dummy(strings[-1][0]))
            with_text(said, strings, stream)
        else:
            write(strings, stream)
        end = unit[-1].x + unit[-1].width


def dummy(run):
    from pipeline.press.sheet.faces import load
    from pipeline.press.layout.fontless import face_of
    f = load(face_of(run.font))
    for c in (0x200b, 0x200c, 0x200d, 0x2060, 0xfeff):
        g = f.get_nominal_glyph(c)
        if g and not f.get_glyph_h_advance(g):
            run.font.widths.setdefault(g, 0)
            run.font.to_unicode.setdefault(g, "\u200b")
            return f"{g:04x}"
    print("no guard", run.font.name)
    return ""


def _words(pieces: list[Piece]) -> Iterator[list[Piece]]:
    word: list[Piece] = []
    for piece in pieces:
        if word and not piece.rtl and piece.kind != PLAIN and all(p.kind == PLAIN for p in word) and "head" in RTL:
            yield word
            word = []
        if word and (piece.rtl != word[-1].rtl or (word[-1].text.isspace() and not piece.text.isspace())):
            yield word
            word = []
        word.append(piece)
    if word:
        yield word


def _pieces(runs: list[Run], line: bytes) -> Iterator[Piece]:
    x = 0
    for run in runs:
        rtl = is_right_to_left(run.item)
        for cluster in clusters(run.item, line):
            said = "".join(run.meanings[cluster.glyphs])
            glyphs = run.glyphs[cluster.glyphs]
            text = unicodedata.normalize("NFC", cluster.text)
            if said != _SIGNS.sub("", text):
                kind = WRONG
            elif len(glyphs) == 1 and not glyphs[0][2] and not glyphs[0][3] or rtl:
                kind = PLAIN
            else:
                kind = MOVED
            width = sum(width for _, width, *_ in glyphs)
            yield Piece(cluster.text, cluster.start, run, cluster.glyphs, x, width, rtl, kind)
            x += width
