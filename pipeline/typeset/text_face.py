"""The text face: the family that a book's words are set in, with its cuts, upright and italic, regular and bold.

It is one that comes along, or of an installed font package (those of fontpkg say what they hold in their
`metadata.json`), or a file of the user's; never one of the machine's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from importlib.metadata import entry_points
from typing import Any

from msgspec import Struct

from pipeline import startup
from pipeline.typeset.font_family import Family, GivenFont, package_folder

_GROUP = "fontpkg.family"
"""Entry points of font packages."""
_WEIGHTS = (400, 600, 700)
"""Weights that a book shows."""
_REGULAR = 400


class Cut(Struct, frozen=True):
    """A cut of a face: one weight, upright or italic."""

    family: Family
    """Its file, under the name of the whole family."""
    weight: int
    """0: a variable font, which has all."""
    is_italic: bool


class TextFace(Struct, frozen=True, kw_only=True):
    """A text face that was chosen."""

    name: str
    """Name in CSS."""
    cuts: tuple[Cut, ...]
    """The upright regular one first."""
    fonts: tuple[GivenFont, ...] = ()
    """Data of the user's files."""
    version: str = ""
    """Of the package that it is from, for keys."""
    is_sans: bool = False
    """Whether it is known to have no serifs."""

    @property
    def family(self) -> Family:
        """Its upright regular cut."""
        return self.cuts[0].family

    @property
    def facts(self) -> tuple[object, ...]:
        """All that it is told from others by, for keys."""
        return (
            self.name,
            self.version,
            [(cut.family.regular, cut.weight, cut.is_italic) for cut in self.cuts],
            self.fonts,
        )

    @property
    def italic(self) -> Family:
        """Its italic, or the upright cut where it has none."""
        return next((cut.family for cut in self.cuts if cut.is_italic and cut.weight in (0, _REGULAR)), self.family)


def named(name: str, others: Iterable[Family]) -> TextFace | None:
    """The face of that name, whatever the case; None where none is installed. others: families outside of packages."""
    wanted = name.casefold()
    for package in _packages():
        known = _metadata(package)
        if wanted in (known["family"].casefold(), known["slug"]):
            return _packaged(package, known)
    for family in others:
        if family.name.casefold() == wanted:
            version = startup.version(family.package.replace("_", "-"))
            return TextFace(name=family.name, cuts=(Cut(family, 0, is_italic=False),), version=version)
    return None


def of_files(fonts: Iterable[tuple[GivenFont, int, bool]]) -> TextFace:
    """The face of the user's files, each with its weight and whether it is italic; the upright regular one first."""
    given = list(fonts)
    name = given[0][0].name
    cuts = (
        Cut(Family(name, font.family.package, font.family.regular), weight, is_italic)
        for font, weight, is_italic in given
    )
    return TextFace(name=name, cuts=tuple(cuts), fonts=tuple(font for font, *_ in given))


def suggestion(name: str, others: Iterable[Family]) -> str:
    """A hint about a face that there is not: the one that is meant, or all that there are."""
    known = sorted({*(_metadata(package)["family"] for package in _packages()), *(family.name for family in others)})
    near = get_close_matches(name, known, n=1)
    return (
        f"Did you mean {near[0]!r}?"
        if near
        else f"Faces: {', '.join(known)}; any that a package fontpkg-… brings; or a TTF or OTF file."
    )


def _packages() -> Iterator[str]:
    """The font packages that are installed, by their importable names, sorted."""
    return iter(sorted({each.value for each in entry_points(group=_GROUP)}))


def _metadata(package: str) -> dict[str, Any]:
    known: dict[str, Any] = json.loads((package_folder(package) / "metadata.json").read_text(encoding="utf-8"))
    return known


def _packaged(package: str, known: dict[str, Any]) -> TextFace:
    """The face in a package: of each weight that a book shows its upright and its italic, as far as there are any."""
    name = known["family"]
    files = {(file["weight"], file["style"] == "italic"): file["path"] for file in reversed(known["files"])}
    if not known["axes"]:
        wanted = [(weight, is_italic) for weight in _WEIGHTS for is_italic in (False, True)]
        cuts = [Cut(Family(name, package, files[each]), *each) for each in wanted if each in files]
    else:  # a file has all weights
        by_style = {is_italic: path for (_, is_italic), path in files.items()}
        cuts = [Cut(Family(name, package, path), 0, is_italic) for is_italic, path in sorted(by_style.items())]
    return TextFace(
        name=name,
        cuts=tuple(cuts),
        version=f"{package} {startup.version(package.replace('_', '-'))}",
        is_sans="SANS_SERIF" in known["category"],
    )
