"""The subject of a preflight: a file that is judged, and what is known of it from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.bindery.production import Output
from pipeline.bundles.preflight.epub_container import EpubContainer
from pipeline.targets import Target

if TYPE_CHECKING:
    from pipeline.bundles.preflight.pdf_document import PdfDocument


class Subject(Struct, frozen=True, dict=True):
    """A file that is judged."""

    output: Output
    read: Callable[[Output], bytes]
    target: Target
    inside: int | None = None
    """Of a cover sheet: the pages of the book that it is for."""

    @cached_property
    def data(self) -> bytes:
        """Its bytes."""
        return self.read(self.output)

    @cached_property
    def epub(self) -> EpubContainer:
        """The file as an EPUB. Raises UnreadableError."""
        return EpubContainer(self.data)

    @cached_property
    def pdf(self) -> PdfDocument:
        """The file as a PDF. Raises UnreadableError."""
        from pipeline.bundles.preflight import pdf_document  # here: it brings pikepdf and PDFium

        return pdf_document.PdfDocument(self.data)
