"""Words whose glyphs do not say what was written: they are marked with their text.

A PDF has `/ActualText` for that.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

import pydyf
from weasyprint.text.ffi import FROM_UNITS

from pipeline.press.layout.glyphs import Glyph, clusters, is_right_to_left

UNIT = os.environ.get("UNIT", "cluster")
RTL = os.environ.get("RTL", "logical")
_SIGNS = re.compile("[\xad\u200b\u200e\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff]")


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
    """A cluster as it is shown."""

    text: str
    said: str
    shown: str
    start: int
    x: int
    run: Run
    rtl: bool

    @property
    def exact(self) -> bool:
        return self.text == self.said or unicodedata.normalize("NFC", self.text) == self.said


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
        string = f"[{string.replace('<>', '')}] TJ".replace("[] TJ", "")
        stream.stream.append(string.strip().encode())
    else:
        stream.show_text(string)


def with_text(text: str, strings: list[tuple[Run, str]], stream: Any) -> None:
    stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(text)}))
    write(strings, stream)
    stream.end_marked_content()


def show_spoken(runs: list[Run], text: str, stream: Any, *, ends_in_hyphen: bool) -> None:
    pieces = list(_pieces(runs, text.encode()))
    turned = any(piece.rtl for piece in pieces)
    if turned and RTL.startswith("logical"):
        pieces.sort(key=lambda piece: (piece.start))
    if ends_in_hyphen:
        pieces[-1] = pieces[-1]._replace(text="\xad")
    at = 0.0
    end = 0
    for unit, said in _units(pieces):
        if unit[0].rtl and RTL.startswith("logical"):
            unit = unit[::-1]
        if turned and RTL.startswith("logical") and unit[0].x != end:
            x = unit[0].x * FROM_UNITS
            stream.move_text_to(x - at, 0)
            at = x
        strings = [(piece.run, piece.shown) for piece in unit]
        if said:
            with_text(said, strings, stream)
        else:
            write(strings, stream)
        end = unit[-1].x + sum(g[1] for g in [])  # patched below
        end = _end(unit[-1])


def _end(piece: Piece) -> int:
    return piece.x + WIDTH[id(piece)] if False else piece.x + piece_width(piece)


def piece_width(piece: Piece) -> int:
    return piece.start if False else _w[piece.run.item, piece.x] if False else piece_widths.get((piece.x, piece.start), 0)


piece_widths: dict = {}


def _units(pieces: list[Piece]) -> Iterator[tuple[list[Piece], str]]:
    """Stretches"""
    groups: list[list[Piece]] = []
    for piece in pieces:
        key = _key(piece)
        if groups and key == _key(groups[-1][-1]):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    for group in groups:
        if UNIT == "cluster" or UNIT == "word":
            said = _SIGNS.sub("", "".join(p.text for p in group)) if group[0].text != "\xad" else "\xad"
            bad = not all(p.exact for p in group) or (group[0].rtl and len(group) > 1 and "spans" in RTL)
            yield group, said if bad else ""


def _key(piece: Piece) -> tuple:
    if piece.text == "\xad":
        return (piece.text,)
    if UNIT == "word":
        return (piece.rtl, piece.text.isspace())
    if piece.rtl:
        return (True, piece.text.isspace())
    return (False, piece.exact)


def _pieces(runs: list[Run], line: bytes) -> Iterator[Piece]:
    x = 0
    for run in runs:
        rtl = is_right_to_left(run.item)
        for cluster in clusters(run.item, line):
            p= Piece(
                cluster.text,
                "".join(run.meanings[cluster.glyphs]),
                "".join(run.operands[cluster.glyphs]),
                cluster.start,
                x,
                run,
                rtl,
            )
            w = sum(width for _, width, *_ in run.glyphs[cluster.glyphs])
            piece_widths[(x, cluster.start)] = w
            x += w
            yield p
