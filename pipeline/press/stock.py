"""Pictures and drawings of a bound PDF, each stored once, however many sheets show it."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.press.pdf_file import PdfFile
from pipeline.press.sheet import Stream
from pipeline.press.syntax import reference
from pipeline.press.template import fill


class Stock:
    """What the pages of a PDF that is being bound can show, by content."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._known: dict[bytes, int] = {}

    def add(self, streams: Iterable[Stream]) -> dict[bytes, bytes]:
        """What fills a sheet's holes for its shared streams. What is new is written, and in stock from now on."""
        values: dict[bytes, bytes] = {}
        for index, stream in enumerate(streams):
            if stream.digest not in self._known:
                self._known[stream.digest] = self._file.reserve()
                self._file.add_raw_stream(self._known[stream.digest], fill(stream.entries, values), stream.data)
            values[b"shared%d" % index] = reference(self._known[stream.digest])
        return values
