"""Unicode maps: the characters that each glyph stands for when text is copied, searched or read aloud.

Where a cluster takes several glyphs (a Thai consonant with its marks), WeasyPrint maps the last to all of its text and
the others to nothing, and PDF/UA does not allow a glyph that stands for nothing. A glyph that its font has a character
for is mapped to that character instead. (Worth offering to WeasyPrint: `draw_first_line` could do so itself.)
"""

from __future__ import annotations

from collections.abc import Mapping

import uharfbuzz

_INVISIBLE = "\u200b"
"""Character for a glyph that is a part of a sign and no character by itself."""
_BATCH = 100
"""Most entries of a block of a CMap."""
_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
_FOOT = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def mended(text: Mapping[int, str], font: uharfbuzz.Font) -> Mapping[int, str]:
    """Characters of each glyph, by glyph id, with none left empty. text: as WeasyPrint has it, by glyph id."""
    if all(text.values()):
        return text
    plain: dict[int, str] = {}
    for code in font.face.unicodes:
        plain.setdefault(font.get_nominal_glyph(code), chr(code))
    return {glyph: _mended(said, plain.get(glyph, "")) for glyph, said in text.items()}


def _mended(said: str, plain: str) -> str:
    if not said or (len(said) > 1 and plain and plain in said):
        return plain or _INVISIBLE
    return said


def unicode_map(text: Mapping[int, str]) -> bytes:
    """The ToUnicode CMap of glyphs. text: characters by glyph id."""
    entries = [b"<%04x> <%b>" % (glyph, _utf16(text[glyph])) for glyph in sorted(text)]
    blocks = [entries[start : start + _BATCH] for start in range(0, len(entries), _BATCH)]
    body = b"".join(b"%d beginbfchar\n%b\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks)
    return _HEAD + body + _FOOT


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-be").hex().encode()
