"""The builder of the font of blank glyphs that are the text of emoji in print.

`python -m pipeline.typeset.emoji_font` writes it to `data/`.

Each emoji is one glyph (a sequence is a ligature), so that on the page it is one character of real text, which copies
and is searched and read aloud, while its drawing lies behind it. A glyph is two dots at opposite corners of the
drawing, a thousandth of an em wide: too small to be seen, and enough for viewers (Chromium's) that leave out text
without extent.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

from pipeline.typeset import emoji, fonts

PATH = fonts.DATA / "ThreadboundEmoji.ttf"
UNITS_PER_EM = 1000
ADVANCE = 1100
"""Advance width: the drawing's 1 em and a little space around it."""
ASCENT, DESCENT = 850, 150
"""1 em together: the drawing fills the line's height and stands a little below the base line."""

_EPOCH = 2_082_844_800
"""Date of the font, 1970-01-01, in seconds since 1904, as fonts count: the same for every build."""
_SELECTOR = f"{ord(emoji.SELECTOR):x}"
_KEYCAP = "20e3"
_DOTS = "dots"
_NAMES = {
    "familyName": fonts.EMOJI,
    "styleName": "Regular",
    "uniqueFontIdentifier": f"{fonts.EMOJI} 1",
    "fullName": fonts.EMOJI,
    "version": "Version 1",
    "psName": fonts.EMOJI.replace(" ", ""),
    "licenseDescription": "CC0 1.0 Universal: blank glyphs, in which no rights are claimed.",
    "licenseInfoURL": "https://creativecommons.org/publicdomain/zero/1.0/",
}


def build() -> bytes:
    """The font as TrueType: the same bytes for the same drawings."""
    keys = list(emoji.keys())
    sequences = {key: key.split("-") for key in keys if "-" in key}
    joints = sorted({part for parts in sequences.values() for part in parts} - set(keys) | {_SELECTOR, _KEYCAP})
    advances = dict.fromkeys(joints, 0) | dict.fromkeys(keys, ADVANCE)
    names = {part: f"u{part.replace('-', '_')}" for part in advances}

    builder = FontBuilder(UNITS_PER_EM, isTTF=True)
    builder.setupGlyphOrder([".notdef", _DOTS, *names.values()])
    builder.setupCharacterMap({int(part, 16): name for part, name in names.items() if "-" not in part})
    blanks = {names[part]: _dotted() if width else Glyph() for part, width in advances.items()}
    builder.setupGlyf({".notdef": Glyph(), _DOTS: _dots(), **blanks})
    widths = {names[part]: (width, 0) for part, width in advances.items()}
    builder.setupHorizontalMetrics({".notdef": (0, 0), _DOTS: (0, 0), **widths})
    builder.setupHorizontalHeader(ascent=ASCENT, descent=-DESCENT)
    builder.setupOS2(sTypoAscender=ASCENT, sTypoDescender=-DESCENT, usWinAscent=ASCENT, usWinDescent=DESCENT, fsType=0)
    builder.setupNameTable(_NAMES, mac=False)
    builder.setupPost(keepGlyphNames=False)
    builder.setupHead(unitsPerEm=UNITS_PER_EM, created=_EPOCH, modified=_EPOCH)
    # Another serializer would be used where uharfbuzz happens to be installed, and write other bytes.
    builder.font.cfg["fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"] = False
    addOpenTypeFeaturesFromString(builder.font, _features(sequences, names))
    out = BytesIO()
    builder.font.save(out)
    return out.getvalue()


def _dots() -> Glyph:
    """The glyph of two dots, at the corners of the em that the drawing fills."""
    pen = TTGlyphPen(None)
    inset = (ADVANCE - UNITS_PER_EM) // 2
    for x, y in ((inset, -DESCENT), (ADVANCE - inset - 1, ASCENT - 1)):
        pen.moveTo((x, y))
        pen.lineTo((x, y + 1))
        pen.lineTo((x + 1, y + 1))
        pen.lineTo((x + 1, y))
        pen.closePath()
    return pen.glyph()


def _dotted() -> Glyph:
    """A composite glyph that refers to the dots, so that they are stored once."""
    pen = TTGlyphPen({_DOTS: None})
    pen.addComponent(_DOTS, (1, 0, 0, 1, 0, 0))
    return pen.glyph()


def _features(sequences: dict[str, list[str]], names: dict[str, str]) -> str:
    """OpenType features: selectors vanish, then sequences join, so that one ligature serves every spelling."""
    ligatures = [f"sub {' '.join(names[part] for part in parts)} by {names[key]};" for key, parts in sequences.items()]
    return f"""
        feature ccmp {{
            lookup select {{ sub {names[_SELECTOR]} by NULL; }} select;
            lookup join {{ {" ".join(ligatures)} }} join;
        }} ccmp;
    """


def main(path: Path = PATH) -> None:
    """Build the font and write it. path: by default, where the package has it."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(build())


if __name__ == "__main__":
    main()
