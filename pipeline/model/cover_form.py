"""The form of a cover sheet: the measures that a printer sets for the sheet that is wrapped round a paperback."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

_Size = Annotated[float, Meta(gt=0)]
_Length = Annotated[float, Meta(ge=0)]


class CoverForm(Struct, frozen=True, kw_only=True):
    """The form of a paperback's cover sheet: bleed, back, spine, front, bleed. Lengths are in millimetres."""

    width: _Size
    """Of the trimmed page."""
    height: _Size
    """Of the trimmed page."""
    page_thickness: _Length
    """What each page, a side of a leaf, adds to the spine."""
    spine_extra: _Length = 0
    """What the cover itself adds to the spine."""
    bleed: _Length = 3.175
    """What is printed on all sides beyond the trim, and is cut off."""
    spine_text_pages: Annotated[int, Meta(ge=1)] = 1
    """Pages from which the spine may bear words."""
    spine_free: _Length = 1.5875
    """Distance that these words keep from either fold."""
    safe: _Length = 3.175
    """Distance that words keep from the trim."""
    barcode: Literal["own", "shop", "none"] = "none"
    """The barcode on the back: drawn here, of the book's ISBN; a white field, on which the printer prints one; none."""
    barcode_width: _Size = 50.8
    """Of its white field."""
    barcode_height: _Size = 30.48
    """Of its white field."""
    barcode_margin: _Length = 6.35
    """Distance of the field from the lower and the right edge of the back."""
    colours: Literal["colour", "grey"] = "colour"
    """What may be printed: any colour, as sRGB, or greys alone."""

    def spine(self, pages: int) -> float:
        """Width of the spine of a book of so many pages."""
        return pages * self.page_thickness + self.spine_extra

    def sheet(self, pages: int) -> tuple[float, float]:
        """Width and height of the sheet, with its bleed."""
        return 2 * (self.width + self.bleed) + self.spine(pages), self.height + 2 * self.bleed
