"""JSON files as people have them: one value, or a value on each line, of which one may be broken."""

from __future__ import annotations

import hashlib
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from io import BytesIO
from itertools import islice, pairwise
from json import JSONDecodeError
from typing import Any, BinaryIO, TypeVar

import msgspec
from msgspec.structs import replace

from pipeline.errors import Notice
from pipeline.model.limits import MAX_LINE_BYTES, MAX_TEXT_BYTES
from pipeline.opening import open_file
from pipeline.opening.byte_order import as_utf8, encoding_of
from pipeline.sources.reading import json_text
from pipeline.sources.reading.beginnings import JSON
from pipeline.sources.reading.files import Input

_AGAIN = "Save or download the file again; it may be cut off."
_LOOKED_AT = 20
"""Number of lines after a broken first one that are looked at."""
_T = TypeVar("_T")


class JsonFile:
    """The values in a file, to be walked once; after that, `sha256` and `notices` say what was read."""

    def __init__(self, item: Input) -> None:
        self.notices: list[Notice] = []
        """Notices of lines that were left out."""
        self._item = item
        self._sha = hashlib.sha256()
        self._recoded = False
        """Whether its lines are not the bytes of the file."""

    @property
    def sha256(self) -> str:
        """The SHA-256 in hex of the bytes that were walked."""
        return self._sha.hexdigest()

    def values(self) -> Iterator[tuple[str, Any]]:
        """Each value with its place: ("", value) of a file of one, ("line 7", value) of a file of lines.

        A file of lines is never in memory as a whole, and a line that is broken is left out with a notice. Raises
        PublishError where the file cannot be read, or is broken as a whole.
        """
        if self._is_of_lines():
            yield from self._lines()
        else:
            yield "", self._whole()

    def typed(self, value: Any, shape: type[_T], place: str) -> _T:
        """A value as the shape (a msgspec.Struct) that it must have. Raises PublishError naming the place."""
        try:
            return msgspec.convert(value, shape, strict=False)
        except json_text.COMPLAINTS as error:
            message = f"not as its network writes it: {error}"
            raise self._item.error(
                message, where=place, hint="Save or export it again, and leave it as it is."
            ) from error

    def _is_of_lines(self) -> bool:
        """Whether the first line is a whole value and more follow.

        Where it is not, whether that line alone is broken: then there are lines of whole values with nothing between
        them or after them, which no value has that is spread over lines.
        """
        looked_at = replace(self._item, lost=[])  # what is lost is counted when the lines are walked
        with self._open() as file:
            whole = (_line(line, looked_at) is not _BROKEN for line in _read_lines(file) if line.strip())
            if next(whole, False):
                return next(whole, None) is not None
            following = list(islice(whole, _LOOKED_AT))
        return any(map(all, pairwise(following))) or (len(following) < _LOOKED_AT and following[-1:] == [True])

    def _lines(self) -> Iterator[tuple[str, Any]]:
        with self._open() as file:
            for number, line in enumerate(_read_lines(file), 1):
                if not self._recoded:
                    self._sha.update(line)
                value = _line(line, self._item) if line.strip() else _BROKEN
                if value is not _BROKEN:
                    yield f"line {number}", value
                elif line.strip():
                    notice = Notice(
                        message="not JSON; the line is left out",
                        path=self._item.label,
                        where=f"line {number}",
                        hint=_AGAIN,
                    )
                    self.notices.append(notice)

    def _whole(self) -> Any:
        data = self._item.read_bytes(MAX_TEXT_BYTES)
        self._sha = hashlib.sha256(data)
        return decode(data, self._item)

    def _open(self) -> BinaryIO:
        """The file, as UTF-8: text in another encoding has no lines that end in one byte, and is read whole."""
        try:
            file = open_file(self._item.path)
        except OSError as error:
            raise self._item.unreadable(error) from error
        if encoding_of(file.peek())[1] in ("", "utf-8"):
            return file
        file.close()
        data = self._item.read_bytes(MAX_TEXT_BYTES)
        if not self._recoded:
            self._recoded = True
            self._sha.update(data)
        return BytesIO(as_utf8(data))


_BROKEN = object()


def _line(line: bytes, item: Input) -> Any:
    try:
        return json_text.quick(line.removeprefix(BOM_UTF8), item, msgspec.json.decode)
    except json_text.COMPLAINTS:
        return _BROKEN


def _read_lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; one that is too long, in parts, of which none is a value."""
    return iter(lambda: file.readline(MAX_LINE_BYTES + 1), b"")


def begins(head: bytes) -> bool:
    """Whether a file begins as JSON does; where its first line is something else, whether the second does."""
    return re.match(JSON, head) is not None


def inside(place: str, part: str) -> str:
    """A place within another one, either of which may be "": "line 7, item 3"."""
    return ", ".join(filter(None, (place, part)))


def decode(data: bytes, item: Input) -> Any:
    """The one value in the bytes of a file. Raises PublishError naming the line where they are not JSON."""
    try:
        return json_text.value(data, item)
    except JSONDecodeError as error:
        raise item.error(
            f"broken JSON: {error.msg}", where=f"line {error.lineno}, column {error.colno}", hint=_AGAIN
        ) from error
    except json_text.COMPLAINTS as error:
        raise item.error(f"broken JSON: {json_text.fault(error)}", hint="Save or download the file again.") from error
