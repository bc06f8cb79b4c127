"""Files of JSON as people have them: one value, or a value on each line, of which one may be broken."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from pipeline.errors import Notice
from pipeline.sources.files import MAX_TEXT_BYTES, Input

MAX_LINE_BYTES = 16 * 1024 * 1024
"""The longest line of a file that is read by lines."""

_AGAIN = "Save or download the file again; it may be cut off."
_BOM = b"\xef\xbb\xbf"
_T = TypeVar("_T")


class JsonFile:
    """The values in a file. To be walked once; after that, `sha256` and `notices` say what was read."""

    def __init__(self, item: Input) -> None:
        self.notices: list[Notice] = []
        """Of lines that were left out."""
        self._item = item
        self._sha = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """Hex, of the bytes that were walked."""
        return self._sha.hexdigest()

    def values(self) -> Iterator[tuple[str, Any]]:
        """Each value with its place: ("", value) of a file of one, ("line 7", value) of a file of lines.

        A file is one of lines where its first line is a whole value and more follow: such a file is never in memory
        as a whole, and a line that is broken is left out with a notice. Raises PublishError where the file cannot be
        read, or is broken as a whole.
        """
        with self._open() as file:
            first = self._line(file.readline(MAX_LINE_BYTES + 1))
            more = first is not _BROKEN and next((line for line in iter(file.readline, b"") if line.strip()), b"")
        if more:
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

    def _lines(self) -> Iterator[tuple[str, Any]]:
        with self._open() as file:
            for number, line in enumerate(iter(lambda: file.readline(MAX_LINE_BYTES + 1), b""), 1):
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

    def _open(self) -> Any:
        try:
            return self._item.path.open("rb")
        except OSError as error:
            raise self._item.error(
                f"cannot be read: {error.strerror or error}", hint="Check the file and its permissions."
            ) from error

    @staticmethod
    def _line(line: bytes) -> Any:
        try:
            return msgspec.json.decode(line.removeprefix(_BOM))
        except (msgspec.MsgspecError, RecursionError, ValueError):
            return _BROKEN


_BROKEN = object()


def decode(data: bytes, item: Input) -> Any:
    """The one value in the bytes of a file. Raises PublishError naming the line where they are not JSON."""
    try:
        return json.loads(data.removeprefix(_BOM))
    except json.JSONDecodeError as error:
        raise item.error(
            f"broken JSON: {error.msg}", where=f"line {error.lineno}, column {error.colno}", hint=_AGAIN
        ) from error
    except (ValueError, RecursionError) as error:
        hint = "Save or download the file again."
        raise item.error("broken JSON: not UTF-8, or nested too deeply", hint=hint) from error
