"""Faces as a sheet names them: which file a font comes from, which glyphs of it are shown, and what they stand for.

A sheet has no fonts inside. This is the record that the bindery embeds them from, once for all sheets of a book.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from msgspec import Struct

from pipeline.typeset import fonts

OWN = "pipeline"
"""The package that our own fonts lie in."""
SUFFIXES = {".ttf", ".otf"}


class Face(Struct, frozen=True, kw_only=True):
    """A font program, wherever the package that brings it is installed."""

    package: str
    file: str
    """Below the package's folder, with "/"."""
    index: int = 0
    """Of the face, where the file is a collection."""
    variations: tuple[tuple[str, float], ...] = ()
    """Axes of a variable font and where they are set ("wght", 600.0); other axes keep their default."""

    @property
    def path(self) -> Path:
        """The file, here. Raises PublishError where the package is not installed."""
        return fonts.package_folder(self.package) / self.file


class FontUse(Struct, frozen=True, kw_only=True):
    """What a sheet shows of a face."""

    resource: str
    """The name that its pages call the font by, without the slash."""
    name: str
    """PostScript name, with a prefix of six letters that tells that it is a subset."""
    family: str
    flags: int
    """PDF's font flags: 4 symbolic, 64 italic, 2 serif."""
    face: Face
    widths: dict[int, int]
    """Advance of each glyph that is shown, in thousandths of an em, by glyph id."""
    text: dict[int, str]
    """The characters that each glyph stands for, by glyph id; "" where another glyph stands for them."""


def text_face() -> tuple[str, Face]:
    """The upright text face that page numbers are set in: its family and where it is."""
    family = next(family for family in fonts.FAMILIES if family.name == fonts.TEXT)
    return family.name, Face(package=family.package, file=family.regular)


def find(size: int, content: Callable[[], bytes]) -> tuple[str, str]:
    """The package and file that a loaded font came from, told by its bytes.

    size: of the whole file. content: gives its bytes; asked only where two files are of that size.
    Raises LookupError for a font that is none of the house's.
    """
    candidates = _files().get(size, [])
    if len(candidates) > 1:
        data = content()
        candidates = [each for each in candidates if (fonts.package_folder(each[0]) / each[1]).read_bytes() == data]
    if not candidates:
        raise LookupError(f"a font of {size} bytes that is none of ours")
    return candidates[0]


@cache
def _files() -> dict[int, list[tuple[str, str]]]:
    """Package and file of every font that fontconfig can see, by size."""
    known = [(family.package, fonts.package_folder(family.package) / family.regular) for family in fonts.FAMILIES]
    folders = dict.fromkeys([*((package, face.parent) for package, face in known), (OWN, fonts.DATA)])
    files: dict[int, list[tuple[str, str]]] = {}
    for package, folder in folders:
        for path in sorted(folder.iterdir()):
            if path.suffix in SUFFIXES:
                name = path.relative_to(fonts.package_folder(package)).as_posix()
                files.setdefault(path.stat().st_size, []).append((package, name))
    return files
