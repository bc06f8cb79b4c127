"""The stock of a bound PDF: pictures and drawings, each stored once, however many sheets show it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.press.book.pdf_file import PdfFile
from pipeline.press.sheet import Stream
from pipeline.press.sheet.colour_profiles import shared_srgb
from pipeline.press.sheet.syntax import reference
from pipeline.press.sheet.template import fill, numbered


class Stock:
    """The pictures and drawings of a PDF that is being bound, by digest."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._known: dict[bytes, int] = {}

    def colour_spaces(self) -> dict[str, object]:
        """Entries of the resources of a page whose colours are sRGB, with its profile."""
        (profile,) = self.add([shared_srgb()])
        return {"ColorSpace": {"DefaultRGB": ["/ICCBased", profile]}}

    def add(self, streams: Sequence[Stream]) -> list[bytes]:
        """References to a sheet's shared streams. Those that are not in stock yet are written."""
        references: list[bytes] = []
        for stream in streams:
            if stream.digest not in self._known:
                number = self._known[stream.digest] = self._file.reserve()
                values = dict(numbered("shared", references))
                self._file.add_raw_stream(number, fill(stream.entries, values), stream.data)
            references.append(reference(self._known[stream.digest]))
        return references
