"""Embedding of fonts: each face is subset once, over the glyphs of all sheets, and shared by all pages.

HarfBuzz keeps glyph ids when asked, so the pages stay as they are. Where a glyph stands for other characters in one
sheet than in those before it, the face gets another font over the same program, for what is copied and read aloud.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any

import uharfbuzz
from msgspec import Struct, field

from pipeline.press.book.pdf_file import PdfFile
from pipeline.press.book.unicode_maps import unicode_map
from pipeline.press.sheet.faces import Face, FontUse, load
from pipeline.press.sheet.syntax import reference, text, written

_NEEDLESS = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "JSTF", "STAT", "VORG", "gasp", "name", "vhea", "vmtx")
"""Tables that a PDF viewer has no use for."""
_FIXED_PITCH = 1


class _Reading(Struct):
    """A reading of a face: what its glyphs stand for in some of the sheets."""

    number: int
    """Number of the object that pages refer to."""
    text: dict[int, str]


class _Font(Struct):
    """A font of the PDF: a face, with the glyphs that sheets have shown so far."""

    use: FontUse
    """Use in the first sheet that shows it."""
    widths: dict[int, int] = field(default_factory=dict)
    readings: list[_Reading] = field(default_factory=list)


class Fonts:
    """The fonts of a PDF that is being bound."""

    def __init__(self, file: PdfFile, *, bare: bool = False) -> None:
        """bare: fonts with curves of the third order have no more than these inside, as PDF had it before OpenType."""
        self._file = file
        self._bare = bare
        self._fonts: dict[Face, _Font] = {}

    def add(self, uses: Iterable[FontUse]) -> bytes:
        """The font dictionary of a sheet's resources. The glyphs that it uses will be in the fonts."""
        return written({use.resource: reference(self._add(use)) for use in uses})

    def _add(self, use: FontUse) -> int:
        font = self._fonts.setdefault(use.face, _Font(use))
        # Where sheets differ the first counts, as it does within a sheet.
        font.widths.update({glyph: width for glyph, width in use.widths.items() if glyph not in font.widths})
        reading = next((each for each in font.readings if _agree(each.text, use.text)), None)
        if reading is None:
            reading = _Reading(self._file.reserve(), {})
            font.readings.append(reading)
        reading.text.update(use.text)
        return reading.number

    def embed(self) -> None:
        """Write the fonts: programs, widths and Unicode maps."""
        for font in self._fonts.values():
            self._write(font)

    def _write(self, font: _Font) -> None:
        whole = load(font.use.face)
        name = f"/{font.use.name}"
        program = subset(whole.face, font.use.face, font.widths)
        is_cff = program.startswith(b"OTTO")
        first = self._file.reserve(3)
        descendant, descriptor, file = range(first, first + 3)
        cid_font = {
            "Type": "/Font",
            "Subtype": "/CIDFontType0" if is_cff else "/CIDFontType2",
            "BaseFont": name,
            "CIDSystemInfo": {"Registry": text("Adobe"), "Ordering": text("Identity"), "Supplement": 0},
            "CIDToGIDMap": "/Identity",
            "W": _width_array(font.widths),
            "FontDescriptor": reference(descriptor),
        }
        self._file.add(descendant, cid_font)
        if is_cff and self._bare:
            program = _curves(program)
        kind: dict[str, Any] = {"Subtype": "/CIDFontType0C" if self._bare else "/OpenType"}
        key, kind = ("FontFile3", kind) if is_cff else ("FontFile2", {"Length1": len(program)})
        self._file.add(descriptor, {**_description(font, whole), key: reference(file)})
        self._file.add_stream(file, kind, program)
        for reading in font.readings:
            characters = self._file.reserve()
            composite = {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": name,
                "Encoding": "/Identity-H",
                "DescendantFonts": [reference(descendant)],
                "ToUnicode": reference(characters),
            }
            self._file.add(reading.number, composite)
            self._file.add_stream(characters, {}, unicode_map(reading.text))


def _agree(one: Mapping[int, str], other: Mapping[int, str]) -> bool:
    """Whether no glyph stands for one text in the one and for another in the other."""
    return all(one.get(glyph, text) == text for glyph, text in other.items())


def _description(font: _Font, whole: uharfbuzz.Font) -> dict[str, Any]:
    """The entries of a font descriptor, but for the program."""
    extents = whole.get_font_extents("ltr")
    ascent, descent = (round(height * 1000 / whole.face.upem) for height in (extents.ascender, extents.descender))
    flags = font.use.flags
    if len(font.widths) > 1 and len(set(font.widths.values())) == 1:
        flags |= _FIXED_PITCH
    return {
        "Type": "/FontDescriptor",
        "FontName": f"/{font.use.name}",
        "FontFamily": text(font.use.family),
        "Flags": flags,
        "FontBBox": [0, descent, max(font.widths.values(), default=0), ascent],  # none: of a joiner alone
        "ItalicAngle": 0,
        "Ascent": ascent,
        "Descent": descent,
        "CapHeight": ascent,
        "StemV": 80,
    }


def subset(loaded: uharfbuzz.Face, face: Face, glyphs: Mapping[int, object]) -> bytes:
    """A font program with these glyphs under their ids, and no variable axis. loaded: the whole face."""
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.NO_HINTING
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _NEEDLESS)
    wanted.pin_all_axes_to_default(loaded)
    for axis, place in face.variations:
        wanted.pin_axis_location(loaded, axis, place)
    program: bytes = uharfbuzz.subset(loaded, wanted).blob.data
    return program


def _curves(program: bytes) -> bytes:
    """The curves of an OpenType font alone, each glyph under its id, by which pages name it."""
    from fontTools.ttLib import TTFont  # here: PDFs of today want OpenType

    font = TTFont(io.BytesIO(program), recalcBBoxes=False)
    table = font["CFF "]
    curves = table.cff[0]
    if hasattr(curves, "ROS"):  # else a glyph has no other name than its id
        names = [".notdef", *(f"cid{glyph:05d}" for glyph in range(1, len(curves.charset)))]
        curves.CharStrings.charStrings = {
            new: curves.CharStrings.charStrings[old] for new, old in zip(names, curves.charset, strict=True)
        }
        curves.charset = names
    data: bytes = table.compile(font)
    return data


def _width_array(widths: Mapping[int, int]) -> list[int | list[int]]:
    """A PDF's W array: a first glyph id, then the widths of it and of those that follow it without a gap."""
    entries: list[int | list[int]] = []
    row: list[int] = []
    for glyph in sorted(widths):
        if glyph - 1 not in widths:
            row = []
            entries += [glyph, row]
        row.append(widths[glyph])
    return entries
