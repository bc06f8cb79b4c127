"""Fonts that an editor gives in `book.toml` for letters that ours lack: read, checked, and brought into one form."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Sequence
from io import BytesIO

import uharfbuzz
from fontTools.ttLib import TTFont, TTLibError

from pipeline.errors import PublishError
from pipeline.model.limits import MAX_FONT_BYTES
from pipeline.sources.reading.files import Input
from pipeline.typeset.font_family import GivenFont

logging.getLogger("fontTools").setLevel(logging.ERROR)  # what it finds odd, as a date long ago, concerns nobody here

_NO_EMBEDDING, _NO_SUBSETS, _BITMAPS_ONLY = 0x2, 0x100, 0x200
_MILDER = 0xC
"""Bits of OS/2's fsType (OpenType 1.9): what a font allows to be done with it."""
_OTHER = "Take another font of the script, for instance one of the Noto fonts, which are free."
_NAMES = (1, 2, 3, 4, 16, 17, 18, 21, 22)
"""Ids of the names of a font's family and style."""


def read_fonts(item: Input, names: Sequence[str], where: str) -> Iterator[GivenFont]:
    """The fonts of those names, which are paths beside the editor's file, "#1" for the second face of a collection.

    where: place in the file. Raises PublishError for what is no font, or one that may not be used.
    """
    for number, name in enumerate(names):
        yield read_font(item, name, f"{where}[{number}]")


def read_font(item: Input, name: str, where: str) -> GivenFont:
    """A font as `read_fonts` reads several."""
    return _Reading(item, name, where).font()


class _Reading:
    """The reading of a font file; its errors name the place that names it."""

    def __init__(self, item: Input, name: str, where: str) -> None:
        self._item = item
        self._name = name
        self._where = where

    def font(self) -> GivenFont:
        path, _, face = self._name.partition("#")
        asset = self._item.asset(path)
        if not asset:
            raise self._error("there is no such font", "Put the file beside this one, and write its path from here.")
        file = Input(path=asset.path, root=self._item.root, label=path, name=path)
        if file.path.stat().st_size > MAX_FONT_BYTES:
            raise self._error(f"larger than {MAX_FONT_BYTES // 1024**2} MB", _OTHER)
        data = file.read_bytes(MAX_FONT_BYTES)
        try:
            loaded = self._loaded(data, face)
            self._check(loaded)
            name = f"Given {hashlib.sha256(face.encode() + data).hexdigest()[:12]}"
            data = _in_one_form(loaded, name)
        except PublishError:
            raise
        except Exception as error:  # a broken table can raise anything
            raise self._error(f"a damaged font ({type(error).__name__})", _OTHER) from error
        return GivenFont(label=self._name, name=name, data=data)

    def _loaded(self, data: bytes, face: str) -> TTFont:
        if data.startswith((b"wOFF", b"wOF2")):
            hint = "Get the font as TTF or OTF: where it comes from, both are offered as a rule."
            raise self._error("a font for web pages, packed", hint)
        if face and not (face.isascii() and face.isdecimal()):
            raise self._error(f"no number of a face: {face[:20]!r}", 'For example "Fonts.ttc#1" for the second face.')
        try:
            return TTFont(
                BytesIO(data), fontNumber=int(face or 0), lazy=True, recalcTimestamp=False, recalcBBoxes=False
            )
        except TTLibError as error:
            many = data.startswith(b"ttcf") and face
            message, hint = ("has no such face", "Count faces from 0.") if many else ("not a font", "TTF, OTF or TTC.")
            raise self._error(message, hint) from error

    def _check(self, font: TTFont) -> None:
        if "glyf" not in font and "CFF " not in font:
            raise self._error("a font without the outlines of its letters that print needs", _OTHER)
        if not font.getBestCmap():
            raise self._error("a font that says of no glyph which letter it is", _OTHER)
        kind = font["OS/2"].fsType if "OS/2" in font else 0
        if kind & _NO_EMBEDDING and not kind & _MILDER:
            raise self._error("its maker does not allow it to be embedded in books", _OTHER)
        if kind & (_NO_SUBSETS | _BITMAPS_ONLY):
            raise self._error("its maker does not allow the letters of a book alone to be embedded", _OTHER)

    def _error(self, message: str, hint: str) -> PublishError:
        return self._item.error(f"{self._name}: {message}", where=self._where, hint=hint)


def _in_one_form(font: TTFont, family: str) -> bytes:
    """The font's data: of one face without axes, under a name that no other font has, so that none is taken for it."""
    table = font["name"]
    table.names = [name for name in table.names if name.nameID not in _NAMES]
    for number, text in ((1, family), (2, "Regular"), (4, family)):
        table.setName(text, number, 3, 1, 0x409)
    file = BytesIO()
    font.save(file, reorderTables=None)
    return _without_axes(file.getvalue()) if "fvar" in font else file.getvalue()


def _without_axes(data: bytes) -> bytes:
    """A variable font as it is where nothing is asked for."""
    whole, wanted = uharfbuzz.Face(uharfbuzz.Blob(data)), uharfbuzz.SubsetInput()
    wanted.keep_everything()
    wanted.pin_all_axes_to_default(whole)
    kept: bytes = uharfbuzz.subset(whole, wanted).blob.data
    return kept
