"""Unicode maps: the characters that each glyph stands for when text is copied, searched or read aloud."""

from __future__ import annotations

from collections.abc import Mapping

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


def unicode_map(text: Mapping[int, str]) -> bytes:
    """The ToUnicode CMap of glyphs. text: characters by glyph id."""
    entries = [b"<%04x> <%b>" % (glyph, _utf16(text[glyph])) for glyph in sorted(text)]
    blocks = [entries[start : start + _BATCH] for start in range(0, len(entries), _BATCH)]
    body = b"".join(b"%d beginbfchar\n%b\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks)
    return _HEAD + body + _FOOT


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-be").hex().encode()
