"""A font family, and the bytes of its font: a file in a package, a module that holds one, or a file of an editor's."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from msgspec import Struct

from pipeline.errors import PublishError

SUFFIXES = (".ttf", ".otf")
GIVEN = "given"
"""Stands in place of a package for the fonts that an editor gives, which are in memory."""


class Family(Struct, frozen=True):
    """A font family."""

    name: str
    """Name in CSS."""
    package: str
    """Importable name of the package that brings it, or GIVEN."""
    regular: str
    """File of its upright regular face in the package, or the module that holds it; a character that this lacks, the
    family lacks."""
    without: range = range(0)
    """Code points left to the next family, for this one has too few of them for a word."""

    @property
    def suffix(self) -> str:
        """Suffix of a font file of it, without the dot."""
        return self.regular.rpartition(".")[2] if self.regular.endswith(SUFFIXES) else "otf"


class GivenFont(Struct, frozen=True):
    """A font that an editor gives for letters that ours lack."""

    label: str
    """Path as the editor wrote it, for messages."""
    name: str
    """Name of its family, in the data, too: no other font has it."""
    data: bytes
    """An OpenType font of one face."""

    @property
    def family(self) -> Family:
        """The font as a family."""
        suffix = ".otf" if self.data.startswith(b"OTTO") else ".ttf"
        return Family(self.name, GIVEN, self.name + suffix)


_given: dict[str, bytes] = {}


def hold(given: Iterable[GivenFont]) -> None:
    """Hold the data of given fonts, to be found by the files of their families."""
    _given.update({font.family.regular: font.data for font in given})


@cache
def package_folder(package: str) -> Path:
    """The folder of an installed package, which is not imported for that.

    Raises PublishError where it is not installed.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise PublishError(
            f"the package {package.replace('_', '-')} is missing",
            hint="Install threadbound again: it brings its fonts and drawings.",
        )
    return Path(spec.submodule_search_locations[0])


def content(package: str, file: str) -> bytes:
    """The bytes of a font, by package and file of its family. Raises PublishError where the package is missing."""
    if package == GIVEN:
        return _given[file]
    if file.endswith(SUFFIXES):
        return (package_folder(package) / file).read_bytes()
    data: bytes = import_module(f"{package}.{file}").fontbuffer
    return data


def blob(package: str, file: str) -> Any:
    """The same as a uharfbuzz.Blob, which maps a file into memory."""
    import uharfbuzz  # 10 ms, and an ASCII text never asks

    if package != GIVEN and file.endswith(SUFFIXES):
        return uharfbuzz.Blob.from_file_path(str(package_folder(package) / file))
    return uharfbuzz.Blob(content(package, file))
