"""A mapping of fonts that hides them from WeasyPrint's embedding: text is drawn as ever, no face is subset.

`weasyprint.pdf.build_fonts_dictionary` writes what `document.fonts.values()` gives it. This mapping gives it nothing,
and keeps the fonts for the record; so no line of WeasyPrint is patched, and a version that asked in another way would
only embed fonts that the bindery then leaves out. (Worth offering to WeasyPrint: an option to leave fonts to others.)
"""

from __future__ import annotations

from typing import Any

from weasyprint.text.ffi import harfbuzz

from pipeline.press.sheet.faces import Face, FontUse, find

INVISIBLE = "\u200b"
"""Characters of a glyph that is a part of a sign and none by itself: PDF/UA allows no glyph that stands for nothing."""


class Fonts(dict[int, Any]):
    """The fonts of a WeasyPrint document (`weasyprint.pdf.fonts.Font`), hidden from whoever would embed them."""

    def __setitem__(self, key: int, font: Any) -> None:
        # A glyph that no font has is .notdef in every sheet; WeasyPrint would number the missing ones by document.
        font.get_unused_glyph_id = lambda _codepoint: 0
        # Pango may hold one face as several fonts; all of them write under one name, so they say the same.
        font.to_unicode = next(
            (each.to_unicode for each in super().values() if each.hash == font.hash), font.to_unicode
        )
        super().__setitem__(key, font)

    def values(self) -> Any:
        """Nothing to embed."""
        return ()

    def record(self) -> tuple[FontUse, ...]:
        """A record of what the pages show, with an entry for each font resource that they name."""
        uses: dict[str, FontUse] = {}
        for font in super().values():
            use = uses.setdefault(
                font.hash,
                FontUse(
                    resource=font.hash,
                    name=font.name.decode().removeprefix("/"),
                    family=font.family,
                    flags=font.flags,
                    face=face_of(font),
                    widths={},
                    text={},
                ),
            )
            use.widths.update({glyph: width for glyph, width in font.widths.items() if glyph not in use.widths})
            use.text.update({glyph: text or INVISIBLE for glyph, text in font.to_unicode.items()})
        return tuple(uses.values())


def face_of(font: Any) -> Face:
    """The face that a weasyprint.pdf.fonts.Font was made of."""
    blob = harfbuzz.hb_face_reference_blob(font.hb_face)
    size = harfbuzz.hb_blob_get_length(blob)
    harfbuzz.hb_blob_destroy(blob)
    package, file = find(size, lambda: bytes(font.file_content))
    variations = {"wght": float(font.weight), **font.variations} if "fvar" in font.tables else {}
    return Face(package=package, file=file, index=font.index, variations=tuple(sorted(variations.items())))
