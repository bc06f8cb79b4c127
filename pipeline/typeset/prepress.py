"""Prepress: what a theme's options ask of a PDF that goes to a print shop, read here and nowhere else."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from pipeline.errors import ThemeError

PROFILE = "print_profile"
"""The option that names the profile of the press, which a theme has whole."""
_VERSIONS = {"ua-1": "1.7", "plain": "1.7", "x-4": "1.6", "x-1a": "1.3"}
"""Version of PDF of each standard (ISO 14289-1, 15930-7 and 15930-1)."""


class Prepress(Struct, frozen=True, kw_only=True):
    """The demands on a PDF. Prepress(): none, it is for reading."""

    standard: str = "ua-1"
    """A choice of the option `print_standard`."""
    is_grey: bool = False
    """Whether all colours become greys."""
    resolution: float = 0.0
    """Pixels that an inch of a picture has, at most; 0: as many as it has."""
    has_cover: bool = True
    """Whether the cover is the first page of a collection."""
    multiple: int = 1
    """What the number of pages is a multiple of."""
    ends_blank: bool = False
    """Whether the last page is blank."""

    @property
    def is_for_press(self) -> bool:
        """Whether it is for a print shop: then it has neither links nor bookmarks, and black is black ink alone."""
        return self.standard != "ua-1"

    @property
    def is_exchange(self) -> bool:
        """Whether it is PDF/X, which names the press that it is meant for."""
        return self.standard.startswith("x-")

    @property
    def is_opaque(self) -> bool:
        """Whether nothing is transparent: then a press takes greys as they are, and mixes none of other inks."""
        return self.is_for_press and self.is_grey

    @property
    def has_profiles(self) -> bool:
        """Whether colours other than greys have a profile that says what they look like."""
        return self.standard == "x-4" and not self.is_grey

    @property
    def is_as_drawn(self) -> bool:
        """Whether all colours and pictures stay as they are laid out."""
        return not (self.is_for_press or self.is_grey or self.resolution)

    @property
    def version(self) -> str:
        """Version of PDF."""
        return _VERSIONS[self.standard]

    def padding(self, pages: int) -> int:
        """Number of blank pages to add to so many."""
        needed = pages + self.ends_blank
        return self.ends_blank + -needed % self.multiple


def prepress(settings: dict[str, Any]) -> Prepress:
    """The demands that settings make; what is missing asks for nothing. Raises ThemeError where they contradict."""
    found = Prepress(
        standard=settings.get("print_standard", "ua-1"),
        is_grey=settings.get("print_colours") == "grey",
        resolution=settings.get("print_resolution", 0.0),
        has_cover=settings.get("print_cover_page", True),
        multiple=int(settings.get("print_pages", 1)),
        ends_blank=settings.get("print_last_blank", False),
    )
    if found.standard == "x-1a" and not found.is_grey:
        raise ThemeError(
            "PDF/X-1a knows no sRGB",
            hint="Ask for greys (print_colours = grey), or for PDF/X-4 (print_standard = x-4), which has colours.",
        )
    return found
