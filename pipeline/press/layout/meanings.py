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
from pipeline.press.layout.glyphs import Glyph, clusters
from pipeline.press.sheet.faces import encoded_glyphs


def learn(font: Any, item: Any, glyphs: list[Glyph], line: bytes) -> None:
    """Give the glyphs of a run a meaning where they have none. line: the line's text, as UTF-8.

    font: a weasyprint.pdf.fonts.Font, which keeps them. item: a PangoGlyphItem.
    """
    meanings = font.to_unicode
    for cluster in clusters(item, line):
        shown = [glyph for glyph, *_ in glyphs[cluster.glyphs] if glyph != pango.PANGO_GLYPH_EMPTY]
        if any(glyph not in meanings for glyph in shown):
            text = unicodedata.normalize("NFC", cluster.text)
            for glyph, meaning in _shares(text, shown, font):
                meanings.setdefault(glyph, meaning)


def _shares(text: str, glyphs: list[int], font: Any) -> Iterator[tuple[int, str]]:
    """The glyphs of a cluster, each with its share of the text."""
    if len(glyphs) == 1 and not _has_a_double(text):
        yield glyphs[0], text
        return
    own = _characters(font)
    rest = text
    for glyph in glyphs:
        rest = rest.replace(own.get(glyph, ""), "", 1)
    for glyph in glyphs:
        if glyph in own:
            yield glyph, own[glyph]
        else:
            yield glyph, rest or INVISIBLE
            rest = ""


def _has_a_double(text: str) -> bool:
    """Whether another character may be shown by the same glyph: a space that does not break, a bracket that turns."""
    return len(text) == 1 and (
        unicodedata.mirrored(text) != 0 or (not text.isascii() and unicodedata.normalize("NFKC", text) != text)
    )


def _characters(font: Any) -> Mapping[int, str]:
    """The characters that the font has glyphs for, by glyph."""
    if not hasattr(font, "_characters"):
        font._characters = encoded_glyphs(face_of(font))
    found: Mapping[int, str] = font._characters
    return found
