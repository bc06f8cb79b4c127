"""JSON files as people have them: one value, or a value on each line, of which one may be broken."""

from __future__ import annotations

import hashlib
import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any, BinaryIO, TypeVar

import msgspec

from pipeline.errors import Notice
from pipeline.model.limits import MAX_LINE_BYTES, MAX_TEXT_BYTES
from pipeline.sources.reading.files import Input

_AGAIN = "Save or download the file again; it may be cut off."
_BEGINNING = re.compile(rb'(?:\xef\xbb\xbf)?\s*[\[{]|[^\n]+\n\{"')
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
        except (msgspec.ValidationError, OverflowError, RecursionError) as error:
            message = f"not as its network writes it: {error}"
            raise self._item.error(
                message, where=place, hint="Save or export it again, and leave it as it is."
            ) from error

    def _is_of_lines(self) -> bool:
        """Whether the first line is a whole value and more follow.

        Where it is not, whether that line alone is broken: then there are lines of whole values with nothing between
        them or after them, which no value has that is spread over lines.
        """
        with self._open() as file:
            whole = (self._line(line) is not _BROKEN for line in _read_lines(file) if line.strip())
            if next(whole, False):
                return next(whole, None) is not None
            following = list(islice(whole, _LOOKED_AT))
        return any(map(all, pairwise(following))) or (len(following) < _LOOKED_AT and following[-1:] == [True])

    def _lines(self) -> Iterator[tuple[str, Any]]:
        with self._open() as file:
            for number, line in enumerate(_read_lines(file), 1):
                self._sha.update(line)
                value = self._line(line) if line.strip() else _BROKEN
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
        self._sha.update(data)
        return decode(data, self._item)

    def _open(self) -> BinaryIO:
        try:
            return self._item.path.open("rb")
        except OSError as error:
            raise self._item.unreadable(error) from error

    @staticmethod
    def _line(line: bytes) -> Any:
        try:
            return msgspec.json.decode(line.removeprefix(BOM_UTF8))
        except (msgspec.MsgspecError, RecursionError, ValueError):
            return _BROKEN


_BROKEN = object()


def _read_lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; one that is too long, in parts, of which none is a value."""
    return iter(lambda: file.readline(MAX_LINE_BYTES + 1), b"")


def begins(head: bytes) -> bool:
    """Whether a file begins as JSON does; where its first line is something else, whether the second does."""
    return _BEGINNING.match(head) is not None


def inside(place: str, part: str) -> str:
    """A place within another one, either of which may be "": "line 7, item 3"."""
    return ", ".join(filter(None, (place, part)))


def decode(data: bytes, item: Input) -> Any:
    """The one value in the bytes of a file. Raises PublishError naming the line where they are not JSON."""
    try:
        return json.loads(data.removeprefix(BOM_UTF8))
    except json.JSONDecodeError as error:
        raise item.error(
            f"broken JSON: {error.msg}", where=f"line {error.lineno}, column {error.colno}", hint=_AGAIN
        ) from error
    except (ValueError, RecursionError) as error:
        hint = "Save or download the file again."
        raise item.error("broken JSON: not UTF-8, or nested too deeply", hint=hint) from error
