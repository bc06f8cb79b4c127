"""The imposed file: a bound PDF's pages drawn side by side on sheets, as forms that share its fonts and pictures.

Its tags are left out, and its claim to be PDF/UA with them: read from left to right, a sheet's pages are in no order.
Links go, too, for the file is to be printed. Title, authors and language stay, and bookmarks lead to the sides that
their pages are on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import cast

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, OutlineItem, Pdf

from pipeline.press.imposition.fold_marks import marks
from pipeline.press.imposition.panels import Panels
from pipeline.press.imposition.schemes import Place, Scheme, Side
from pipeline.press.sheet import Box

_KEPT = {"/Type", "/Pages", "/Metadata", "/Lang", "/Outlines", "/OutputIntents"}
"""Entries of the catalogue that hold for sheets, too."""
_CLAIM = "{http://www.aiim.org/pdfua/ns/id/}part"
"""The XMP statement that a file is PDF/UA."""


class Source:
    """A bound PDF that is to be imposed."""

    def __init__(self, data: bytes) -> None:
        self._pdf = Pdf.open(BytesIO(data))
        self._forms = [page.as_form_xobject() for page in self._pdf.pages]
        self.boxes: list[Box] = [_box(form) for form in self._forms]
        """Of its pages, in points: what is left of them when they are trimmed."""

    def imposed(self, panels: Panels, *, marked: bool) -> bytes:
        """The imposed file; the same bytes for the same pages. To be called once. marked: with fold and cut marks."""
        bookmarks = self._bookmarks(panels.scheme)
        self._strip(panels.scheme)
        drawn = marks(panels) if marked else b""
        for side in panels.scheme.sides:
            self._add(side, panels, drawn)
        with self._pdf.open_outline() as outline:
            outline.root[:] = bookmarks
        output = BytesIO()
        self._pdf.save(output, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
        return output.getvalue()

    def _bookmarks(self, scheme: Scheme) -> list[OutlineItem]:
        """The bookmarks, which lead to sides instead of pages."""
        sides = {place.page: number for number, side in enumerate(scheme.sides) for place in side}
        found = {page.obj.objgen: sides[number] for number, page in enumerate(self._pdf.pages)}
        with self._pdf.open_outline() as outline:
            return [_led_to(item, found) for item in outline.root]

    def _strip(self, scheme: Scheme) -> None:
        """Take out the pages, and what holds for them alone."""
        for entry in set(self._pdf.Root.keys()) - _KEPT:
            del self._pdf.Root[entry]
        with self._pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata.pop(_CLAIM, None)
        turned = Name.DuplexFlipShortEdge if scheme.is_duplex else Name.Simplex
        # For the dialogue that a viewer prints with: as large as it is, and turned over as its pages are laid out.
        self._pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, Duplex=turned, PrintScaling=Name("/None"))
        del self._pdf.pages[:]

    def _add(self, side: Side, panels: Panels, drawn: bytes) -> None:
        """Add a side of a sheet. drawn: its marks."""
        page = self._pdf.add_blank_page(page_size=(round(panels.width, 3), round(panels.height, 3)))
        page.Resources = Dictionary(XObject=Dictionary({_name(place): self._forms[place.page] for place in side}))
        content = "".join(
            f"q {_numbers(_rectangle(panels.panel(place)))} re W n"
            f" {_numbers(panels.matrix(place, self.boxes[place.page]))} cm {_name(place)} Do Q\n"
            for place in side
        )
        page.Contents = self._pdf.make_stream(content.encode() + drawn)


def _box(form: Object) -> Box:
    left, lower, right, upper = map(float, cast(Iterable[float], form.BBox))
    return left, lower, right, upper


def _led_to(bookmark: OutlineItem, sides: Mapping[tuple[int, int], int]) -> OutlineItem:
    """A bookmark, and those below it, led to sides. sides: their numbers, by the objects of pages."""
    page = cast(Array, bookmark.destination)[0]
    led = OutlineItem(bookmark.title, sides[page.objgen])
    led.is_closed = bookmark.is_closed
    led.children = [_led_to(child, sides) for child in bookmark.children]
    return led


def _name(place: Place) -> str:
    return f"/P{place.page + 1}"


def _rectangle(box: Box) -> tuple[float, ...]:
    left, lower, right, upper = box
    return left, lower, right - left, upper - lower


def _numbers(values: Iterable[float]) -> str:
    return " ".join(f"{value:.5f}".rstrip("0").rstrip(".") for value in values)
