"""Meanings of glyphs: the characters that each stands for wherever it is shown, as its font's Unicode map says them.

The first use of a glyph in a document decides. WeasyPrint gives a cluster's last glyph all of its text, and nothing to
the others, which PDF/UA does not allow; and in text from right to left brackets come out mirrored.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from weasyprint.text.ffi import pango

from pipeline.press.layout.fontless import INVISIBLE, face_of
from pipeline.press.layout.glyphs import Glyph, spans
from pipeline.press.sheet.faces import encoded_glyphs, load

_NO_LETTER = "\N{DOTTED CIRCLE}"
"""Sign that HarfBuzz shows under a mark that stands by itself."""


def learn(font: Any, item: Any, glyphs: list[Glyph], line: bytes) -> None:
    """Give the glyphs of a run a meaning where they have none. line: the line's text, as UTF-8.

    font: a weasyprint.pdf.fonts.Font, which keeps them. item: a PangoGlyphItem.
    """
    meanings = font.to_unicode
    for places, text in spans(item):
        if places.stop == places.start + 1 and glyphs[places.start][0] in meanings:
            continue  # as most are
        shown = [glyph for glyph, *_ in glyphs[places] if glyph != pango.PANGO_GLYPH_EMPTY]
        for glyph, meaning in _shares(unicodedata.normalize("NFC", line[text].decode()), shown, font):
            meanings.setdefault(glyph, meaning)


def space(font: Any) -> str:
    """PDF operand for the space of a font, which takes part in it; "" where it has none."""
    if not hasattr(font, "_space"):
        glyph = _glyph_of(" ", font)
        font._space = f"{glyph:04x}" if glyph else ""
        if glyph:
            face = load(font._face)
            font.widths.setdefault(glyph, round(face.get_glyph_h_advance(glyph) * 1000 / face.face.upem))
            font.to_unicode.setdefault(glyph, " ")
    operand: str = font._space
    return operand


def _shares(text: str, glyphs: list[int], font: Any) -> Iterator[tuple[int, str]]:
    """The glyphs of a cluster, each with its share of the text."""
    if len(glyphs) == 1:
        yield glyphs[0], _own(text, glyphs[0], font)
        return
    own = _characters(font)
    rest = text
    for glyph in glyphs:
        rest = rest.replace(own.get(glyph, ""), "", 1)
    for glyph in glyphs:
        if own.get(glyph) == _NO_LETTER and _NO_LETTER not in text:
            yield glyph, INVISIBLE
        elif glyph in own:
            yield glyph, own[glyph]
        else:
            yield glyph, rest or INVISIBLE
            rest = ""


def _own(text: str, glyph: int, font: Any) -> str:
    """The text of a glyph that is a cluster, but what it has in common with another place: a space that does not break
    is a space there, and a bracket that is turned around the other one."""
    if len(text) == 1 and unicodedata.mirrored(text) and _glyph_of(text, font) != glyph:
        return _characters(font).get(glyph, text)
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return plain if plain != text and len(text) == len(plain) == 1 and _glyph_of(plain, font) == glyph else text


def _glyph_of(character: str, font: Any) -> int | None:
    if not hasattr(font, "_face"):
        font._face = face_of(font)
    glyph: int | None = load(font._face).get_nominal_glyph(ord(character))
    return glyph


def _characters(font: Any) -> Mapping[int, str]:
    """The characters that the font has glyphs for, by glyph."""
    if not hasattr(font, "_characters"):
        font._characters = encoded_glyphs(face_of(font))
    found: Mapping[int, str] = font._characters
    return found
