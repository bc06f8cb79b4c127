"""A PDF, read again: its pages as pikepdf and PDFium find them, each independent of what wrote it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import pikepdf
from msgspec import Struct

from pipeline.bundles.preflight import colour_use
from pipeline.bundles.preflight.marks import Box, Canvas, Mark
from pipeline.bundles.preflight.verdict import UnreadableError


class Sheet(Struct, frozen=True, kw_only=True):
    """A page's boxes (ISO 32000-1, 14.11.2), and where its spine is."""

    number: int
    """Of the page, from 1."""
    media: Box
    bleed: Box
    trim: Box
    inner: int
    """Index in a box of the edge at the spine."""

    @property
    def outer(self) -> int:
        """Index in a box of the edge across from the spine."""
        return 2 - self.inner

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the trimmed page, in points."""
        return self.trim[2] - self.trim[0], self.trim[3] - self.trim[1]


class PdfDocument:
    """A PDF. Raises UnreadableError where it cannot be opened."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self.pdf = pikepdf.open(io.BytesIO(data))
            self.pages = [*self.pdf.pages]
        except pikepdf.PasswordError as error:
            raise UnreadableError("it is locked by a password") from error
        except Exception as error:  # pikepdf raises several kinds of error at damaged files
            raise UnreadableError("it is no PDF, or a damaged one") from error
        if not self.pages:
            raise UnreadableError("it has no pages")

    @property
    def root(self) -> Any:
        """The catalogue."""
        return self.pdf.Root

    @cached_property
    def sheets(self) -> Sequence[Sheet]:
        """The pages' boxes. The first page is a right one, or a left one where the book says that it is bound there."""
        preferences = self.root.get("/ViewerPreferences", {})
        mirrored = preferences.get("/Direction") == "/R2L"
        return [
            Sheet(
                number=number,
                media=_box(page.mediabox),
                bleed=_box(page.bleedbox),
                trim=_box(page.trimbox),
                inner=0 if bool(number % 2) != mirrored else 2,
            )
            for number, page in enumerate(self.pages, 1)
        ]

    @cached_property
    def marks(self) -> Sequence[Sequence[Mark]]:
        """What is drawn on each page. Raises UnreadableError."""
        return self._canvas.marks()

    def ink(self, number: int, box: Box) -> Box | None:
        """The part of a box on a page that is seen to be printed; None: it stays white. number: of the page, from 1."""
        return self._canvas.ink(number, box)

    @cached_property
    def _canvas(self) -> Canvas:
        return Canvas(self._data)

    @cached_property
    def colours(self) -> Sequence[frozenset[colour_use.Use]]:
        """The colours that are used on each page."""
        return colour_use.used(self.pages)

    def entries(self, kind: str) -> Iterator[Any]:
        """The dictionaries of a type that are objects of their own, say fonts."""
        for each in self.pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == kind:
                yield each

    @property
    def filters(self) -> set[str]:
        """The filters that streams have, by name."""
        stated = [each.get("/Filter") for each in self.pdf.objects if isinstance(each, pikepdf.Stream)]
        lists = [[*each] if isinstance(each, pikepdf.Array) else [each] for each in stated if each is not None]
        return {str(name) for names in lists for name in names}

    @property
    def faults(self) -> list[str]:
        """What is wrong with the file as qpdf finds it, reading all of it."""
        return [*self.pdf.check_pdf_syntax(), *map(str, self.pdf.get_warnings())]


def _box(numbers: Any) -> Box:
    left, lower, right, upper = map(float, numbers)
    return min(left, right), min(lower, upper), max(left, right), max(lower, upper)
