"""Fonts for a bound PDF: each face subset once, over the glyphs of all its sheets, and shared by all its pages.

HarfBuzz keeps glyph ids when asked, so the pages stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import pikepdf
import uharfbuzz
from pikepdf import Array, Dictionary, Name, Stream, String

from pipeline.press.faces import Face, FontUse
from pipeline.press.unicode_maps import mended, unicode_map

_NEEDLESS = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "JSTF", "STAT", "VORG", "gasp", "name", "vhea", "vmtx")
"""Tables that a PDF viewer has no use for."""
_FIXED_PITCH = 1


@dataclass(slots=True)
class _Font:
    """A face, and what the sheets have shown of it so far."""

    use: FontUse
    """Of the first sheet that shows it."""
    object: pikepdf.Object
    """What pages refer to; filled at the end."""
    widths: dict[int, int] = field(default_factory=dict)
    text: dict[int, str] = field(default_factory=dict)


class Fonts:
    """The fonts of a PDF that is being bound."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._fonts: dict[Face, _Font] = {}

    def add(self, use: FontUse) -> pikepdf.Object:
        """The font as an object of the PDF, which will have whatever is shown of it here. Filled by `embed`."""
        if use.face not in self._fonts:
            self._fonts[use.face] = _Font(use, self._pdf.make_indirect(Dictionary(Type=Name.Font)))
        font = self._fonts[use.face]
        # Where sheets differ the first counts, as it does within a sheet; but any text is better than none.
        font.widths = {**use.widths, **font.widths}
        font.text = {**use.text, **{glyph: text for glyph, text in font.text.items() if text}}
        return font.object

    def embed(self) -> None:
        """Fill in the fonts: programs, widths and characters."""
        for font in self._fonts.values():
            self._fill(font)

    def _fill(self, font: _Font) -> None:
        whole = load(font.use.face)
        name = Name("/" + font.use.name)
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            CIDToGIDMap=Name.Identity,
            W=_width_array(font.widths),
            FontDescriptor=self._pdf.make_indirect(self._descriptor(font, whole)),
        )
        if Name.FontFile3 in descendant.FontDescriptor:
            descendant.Subtype = Name.CIDFontType0
        font.object.Subtype = Name.Type0
        font.object.BaseFont = name
        font.object.Encoding = Name("/Identity-H")
        font.object.DescendantFonts = Array([self._pdf.make_indirect(descendant)])
        font.object.ToUnicode = Stream(self._pdf, unicode_map(mended(font.text, whole)))

    def _descriptor(self, font: _Font, whole: uharfbuzz.Font) -> Dictionary:
        extents = whole.get_font_extents("ltr")
        ascent, descent = (round(height * 1000 / whole.face.upem) for height in (extents.ascender, extents.descender))
        flags = font.use.flags
        if len(font.widths) > 1 and len(set(font.widths.values())) == 1:
            flags |= _FIXED_PITCH
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/" + font.use.name),
            FontFamily=String(font.use.family),
            Flags=flags,
            FontBBox=Array([0, descent, max(font.widths.values()), ascent]),
            ItalicAngle=0,
            Ascent=ascent,
            Descent=descent,
            CapHeight=ascent,
            StemV=80,
        )
        program = subset(whole.face, font.use.face, font.widths)
        if program.startswith(b"OTTO"):
            descriptor.FontFile3 = Stream(self._pdf, program, Subtype=Name.OpenType)
        else:
            descriptor.FontFile2 = Stream(self._pdf, program, Length1=len(program))
        return descriptor


@cache
def load(face: Face) -> uharfbuzz.Font:
    """The whole font, mapped into memory, in its own units. Kept: a run binds many PDFs from few faces."""
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.path)), face.index))


def subset(loaded: uharfbuzz.Face, face: Face, glyphs: Mapping[int, object]) -> bytes:
    """A font program that has these glyphs under their ids, and no axis that varies. loaded: the face, whole."""
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.NO_HINTING
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _NEEDLESS)
    wanted.pin_all_axes_to_default(loaded)
    for axis, place in face.variations:
        wanted.pin_axis_location(loaded, axis, place)
    program: bytes = uharfbuzz.subset(loaded, wanted).blob.data
    return program


def _width_array(widths: Mapping[int, int]) -> Array:
    """Widths as PDF lists them: a first glyph id, then the widths of it and of those that follow it without a gap."""
    entries: list[int | list[int]] = []
    for glyph in sorted(widths):
        if glyph - 1 not in widths:
            entries += [glyph, []]
        entries[-1].append(widths[glyph])  # type: ignore[union-attr]
    return Array(entries)
