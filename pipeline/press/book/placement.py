"""Placement of a sheet in a file: its objects get numbers there, and its holes their values as these become known."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

from pipeline.press.book.pdf_file import PdfFile
from pipeline.press.sheet import Sheet, ThreadLink
from pipeline.press.sheet.syntax import reference
from pipeline.press.sheet.template import fill, numbered


class PlacedSheet:
    """A sheet that is being written to a file."""

    def __init__(self, sheet: Sheet, file: PdfFile, pages: Sequence[int]) -> None:
        """pages: object numbers of its pages in the file. Numbers for its other objects are reserved here."""
        self._sheet = sheet
        self._file = file
        others = sheet.plain - sheet.pages + len(sheet.streams) + len(sheet.bookmarks)
        first = file.reserve(others)
        self._numbers = [*pages, *range(first, first + others)]
        self._references = [reference(number) for number in self._numbers]
        self._values = dict(numbered("", self._references))
        self._gone: list[int] = []

    def reference(self, number: int) -> bytes:
        """Reference, in the file, to the object of this number in the sheet."""
        return self._references[number]

    def fill(self, name: str, value: bytes) -> None:
        """Set the value of a hole."""
        self._values[name.encode()] = value

    def fill_all(self, name: str, values: Sequence[bytes]) -> None:
        """Set the values of the holes of that name, numbered from 0."""
        self._values |= numbered(name, values)

    def take_out(self, link: ThreadLink) -> None:
        """Leave out the objects that make a link of its text, which becomes plain."""
        for number in (link.annotation, link.mention):
            self._values[b"%d" % number] = b""
            self._gone.append(number)

    def write(self) -> None:
        """Write all objects but bookmarks, once every hole has its value."""
        sheet = self._sheet
        objects = self._filled(zlib.decompress(sheet.objects)).split(b"\n")
        for number in self._gone:
            objects[number] = b"null"
        self._file.add_all(self._numbers[: sheet.plain], objects)
        for number, stream in zip(self._numbers[sheet.plain :], sheet.streams, strict=False):
            data = stream.data
            if stream.is_open:
                data = zlib.compress(self._filled(zlib.decompress(data)))
                self.fill("length", b"%d" % len(data))
            self._file.add_raw_stream(number, self._filled(stream.entries), data)

    def bookmarks(self) -> list[tuple[int, bytes]]:
        """Bookmarks of the first level, for `Outline.add`."""
        numbers = self._numbers[len(self._numbers) - len(self._sheet.bookmarks) :]
        return list(zip(numbers, map(self._filled, self._sheet.bookmarks), strict=True))

    def places(self) -> Iterator[tuple[bytes, bytes]]:
        """Named destinations, for `Places.add`."""
        return ((name, self._filled(place)) for name, place in self._sheet.places)

    def _filled(self, template: bytes) -> bytes:
        return fill(template, self._values)
