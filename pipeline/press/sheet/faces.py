"""Faces and their use: the file of a font, the glyphs of it that a sheet shows, and the characters they stand for.

A sheet has no fonts inside. From this record they are embedded at binding, once for all sheets of a book.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import uharfbuzz
from msgspec import Struct

from pipeline.typeset import font_family, fonts

OWN = "pipeline"
"""Importable name of the package that our own fonts lie in."""
SUFFIXES = {".ttf", ".otf"}


class Face(Struct, frozen=True, kw_only=True):
    """A face of a font file, by its place in the package that brings it, wherever that is installed."""

    package: str
    """Importable name of the package, or `font_family.GIVEN`."""
    file: str
    """Path of the file below the package's folder, with "/"; see `font_family.content`."""
    index: int = 0
    """Index of the face in the file, if that is a collection."""
    variations: tuple[tuple[str, float], ...] = ()
    """Axes of a variable font with their values ("wght", 600.0); other axes have their default."""


class FontUse(Struct, frozen=True, kw_only=True):
    """The use of a face in a sheet: the glyphs that its pages show."""

    resource: str
    """Resource name of the font on its pages, without the slash."""
    name: str
    """PostScript name, with the prefix of six letters that marks a subset."""
    family: str
    flags: int
    """PDF's font flags: 4 symbolic, 64 italic, 2 serif."""
    face: Face
    widths: dict[int, int]
    """Advance of each glyph that is shown, in thousandths of an em, by glyph id."""
    text: dict[int, str]
    """Characters that each glyph stands for, by glyph id."""


@cache
def load(face: Face) -> uharfbuzz.Font:
    """The whole font, mapped into memory, in its own units, a variable one at its place on its axes.

    Cached: a run binds many PDFs from few faces.
    """
    font = uharfbuzz.Font(uharfbuzz.Face(font_family.blob(face.package, face.file), face.index))
    font.set_variations(dict(face.variations))
    return font


@cache
def encoded_glyphs(face: Face) -> Mapping[int, str]:
    """The glyphs that a face has for characters by themselves, each with the first of its characters."""
    font, characters = load(face), dict[int, str]()
    for code in font.face.unicodes:
        characters.setdefault(font.get_nominal_glyph(code), chr(code))
    return characters


def face_for(characters: str) -> tuple[str, Face]:
    """The upright face that characters such as the figures of page numbers are set in: name of its family, and the
    face. It is the text face, or the first that has all of them."""
    families = fonts.text()[0], *fonts.FAMILIES
    having = (family for family in families if all(fonts.has(family, each) for each in characters))
    family = next(having, fonts.FAMILIES[0])
    variations = (("wght", 400.0),) if "fvar" in fonts.face(family).table_tags else ()
    return family.name, Face(package=family.package, file=family.regular, variations=variations)


def find(size: int, content: Callable[[], bytes]) -> tuple[str, str]:
    """Package and file that a loaded font came from, found by its bytes.

    size: of the whole file, in bytes. content: gives the bytes; called only where two files are of that size.
    Raises LookupError for a font that is none of ours.
    """
    candidates = _files().get(size, [])
    if len(candidates) > 1:
        data = content()
        candidates = [each for each in candidates if font_family.content(*each) == data]
    if not candidates:
        raise LookupError(f"a font of {size} bytes that is none of ours")
    return candidates[0]


def add(package: str, file: str, size: int) -> None:
    """Add a font of so many bytes, which fontconfig has been told of, to those that are found."""
    _files().setdefault(size, []).append((package, file))


@cache
def _files() -> dict[int, list[tuple[str, str]]]:
    """Package and file of every font that fontconfig can see by itself, by size in bytes."""
    known = [(family.package, fonts.package_folder(family.package) / family.regular) for family in fonts.seen()]
    folders = dict.fromkeys([*((package, face.parent) for package, face in known), (OWN, fonts.DATA)])
    files: dict[int, list[tuple[str, str]]] = {}
    for package, folder in folders:
        for path in sorted(folder.iterdir()):
            if path.suffix in SUFFIXES:
                name = path.relative_to(fonts.package_folder(package)).as_posix()
                files.setdefault(path.stat().st_size, []).append((package, name))
    return files
