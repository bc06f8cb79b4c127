"""What each glyph stands for when text is copied, searched or read aloud.

Where a cluster takes several glyphs (a Thai consonant with its marks), WeasyPrint maps the last to all of its text and
the others to nothing, and PDF/UA does not allow a glyph that stands for nothing. A glyph that its font has a character
for is mapped to that character instead. (Worth offering to WeasyPrint: `draw_first_line` could do so itself.)
"""

from __future__ import annotations

import io
import re
from typing import Any

_ENTRY = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
_INVISIBLE = "\u200b"
"""Stands for a glyph that is a part of a sign and no character by itself."""


def mend(document: Any, pdf: Any) -> None:
    """Complete the ToUnicode maps of a PDF about to be written: a finisher for `weasyprint.Document.write_pdf`."""
    fonts = {font.name: font for font in document.fonts.values()}
    for entry in list(pdf.objects):
        if isinstance(entry, dict) and entry.get("Type") == "/Font" and "ToUnicode" in entry:
            stream = pdf.objects[int(entry["ToUnicode"].split()[0])].stream
            if any(line.endswith(b"<>") for line in stream) and entry["BaseFont"] in fonts:
                characters = _characters(fonts[entry["BaseFont"]])
                stream[:] = [_mended(line, characters) for line in stream]


def _characters(font: Any) -> dict[int, str]:
    """The character that each glyph of a font is the plain form of."""
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(font.file_content), fontNumber=font.index, lazy=True) as file:
        return {file.getGlyphID(glyph): chr(code) for code, glyph in file.getBestCmap().items()}


def _mended(line: bytes, characters: dict[int, str]) -> bytes:
    match = _ENTRY.fullmatch(line)
    if not match:
        return line
    text = bytes.fromhex(match[2].decode()).decode("utf-16-be")
    plain = characters.get(int(match[1], 16), "")
    if not text or (len(text) > 1 and plain and plain in text):
        text = plain or _INVISIBLE
    return b"<%b> <%b>" % (match[1], text.encode("utf-16-be").hex().encode())
