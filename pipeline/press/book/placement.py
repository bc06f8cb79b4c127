"""Placement of a sheet in a file: its objects get numbers there, and its holes their values as these become known."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence

from pipeline.press.book.pdf_file import PdfFile
from pipeline.press.sheet import Form, Sheet
from pipeline.press.sheet.syntax import reference
from pipeline.press.sheet.template import fill, numbered


class PlacedSheet:
    """A sheet that is being written to a file."""

    def __init__(self, sheet: Sheet, file: PdfFile, pages: Sequence[int]) -> None:
        """pages: object numbers of its pages in the file, or of those that its forms are on. Numbers for its other
        objects are reserved here."""
        self._sheet = sheet
        self._file = file
        others = sheet.plain - sheet.pages + len(sheet.streams) + len(sheet.bookmarks)
        first = file.reserve(others)
        self._numbers = [*pages, *range(first, first + others)]
        self._references = [reference(number) for number in self._numbers]
        self._values = {b"below": b"", b"links": b"", **dict(numbered("", self._references))}
        self._gone: set[int] = set()

    def reference(self, number: int) -> bytes:
        """Reference, in the file, to the object of this number in the sheet."""
        return self._references[number]

    def links(self, form: Form) -> list[bytes]:
        """References to the link annotations of a form that are not taken out."""
        return [self._references[link] for link in form.links if link not in self._gone]

    def fill(self, name: str, value: bytes) -> None:
        """Set the value of a hole."""
        self._values[name.encode()] = value

    def fill_all(self, name: str, values: Sequence[bytes]) -> None:
        """Set the values of the holes of that name, numbered from 0."""
        self._values |= numbered(name, values)

    def take_out(self, numbers: Iterable[int], instead: bytes = b"") -> None:
        """Leave objects of the sheet out. instead: what stands for references to them."""
        for number in numbers:
            self._values[b"%d" % number] = instead
            self._gone.add(number)

    def leave_out(self, form: Form) -> None:
        """Leave a form out, and what the structure tree has of it; the parent tree has nothing in its place."""
        outermost, *below = form.elements
        self.take_out([form.stream, outermost, *form.links])
        self.take_out(below, b"null")

    def write(self) -> None:
        """Write all objects but bookmarks, once every hole has its value."""
        sheet = self._sheet
        objects = self._filled(zlib.decompress(sheet.objects)).split(b"\n")
        for number in self._gone:
            if number < sheet.plain:
                objects[number] = b"null"
        first = sheet.pages if sheet.forms else 0  # of forms, the pages are others'
        self._file.add_all(self._numbers[first : sheet.plain], objects[first:])
        for place, stream in enumerate(sheet.streams, sheet.plain):
            number, data = self._numbers[place], stream.data
            if place in self._gone:
                self._file.add_all([number], [b"null"])
                continue
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
