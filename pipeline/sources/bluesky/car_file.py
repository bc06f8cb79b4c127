"""Content-addressed archives (CAR, version 1): blocks of bytes, found by what they contain.

The file is mapped, not loaded, and nothing is decoded but what is asked for. Each block that is used is held against
its address (CID), which is a hash of it.
"""

from __future__ import annotations

import hashlib
import mmap
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any

import libipld

from pipeline.errors import Notice
from pipeline.model.limits import MAX_BLOCK_BYTES, MAX_BLOCKS
from pipeline.opening import open_file
from pipeline.sources.reading.files import Input

AGAIN = "Export it again; the download may be cut off."

_SHA_256 = re.compile(rb"\x01[\x55\x71]\x12\x20")
_SIZE_BITS = 32


class Car(AbstractContextManager["Car"]):
    """An archive, open while in its `with` statement. Raises PublishError where its header cannot be read."""

    def __init__(self, item: Input) -> None:
        self.notices: list[Notice] = []
        """A notice where the file breaks off."""
        self._item = item
        try:
            with open_file(item.path) as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as error:
            raise item.unreadable(error) from error
        except ValueError as error:  # an empty file cannot be mapped
            raise item.error("the file is empty", hint="Export it again.") from error
        try:
            self.roots, start = self._header()
            self._places = dict(self._blocks(start))
        except BaseException:
            self._data.close()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._data.close()

    def sha256(self) -> str:
        """The SHA-256 of the whole file, in hex."""
        return hashlib.sha256(self._data).hexdigest()

    def __contains__(self, cid: bytes) -> bool:
        return cid in self._places

    def value(self, cid: bytes) -> Any:
        """The value of the block at an address, links as bytes. Raises ValueError where it is missing or damaged."""
        place = self._places.get(cid)
        if place is None:
            raise ValueError("the block is missing")
        start, size = place >> _SIZE_BITS, place & ((1 << _SIZE_BITS) - 1)
        if size > MAX_BLOCK_BYTES:
            raise ValueError("the block is too large")
        data = self._data[start : start + size]
        if _SHA_256.match(cid) and hashlib.sha256(data).digest() != cid[4:]:
            raise ValueError("the block is damaged")
        try:
            return libipld.decode_dag_cbor(data)
        except RecursionError as error:
            raise ValueError("the block is nested too deeply") from error

    def _header(self) -> tuple[list[bytes], int]:
        """The root addresses, and the offset of the first block."""
        try:
            size, start = self._varint(0)
            if size > min(MAX_BLOCK_BYTES, len(self._data) - start):
                raise ValueError("longer than the file")
            fields = libipld.decode_dag_cbor(self._data[start : start + size])
            roots, version = fields["roots"], fields["version"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise self._item.error("not a CAR file: its header cannot be read", hint=AGAIN) from error
        if version != 1 or not isinstance(roots, list):
            raise self._item.error(f"version {version!r} of CAR is not known", hint="Export it as version 1.")
        return [root for root in roots if isinstance(root, bytes)], start + size

    def _blocks(self, at: int) -> Iterator[tuple[bytes, int]]:
        """Places of the blocks: the address, and offset and size in one number."""
        count, end = 0, len(self._data)
        while at < end:
            try:
                size, start = self._varint(at)
                data = self._after_cid(start)
            except ValueError:
                size, start, data = end, at, at
            if start + size > end or data > start + size:
                notice = Notice(
                    message="the file breaks off or is damaged", path=self._item.label, where=f"byte {at:,}"
                )
                self.notices.append(notice)
                return
            count += 1
            if count > MAX_BLOCKS:
                raise self._item.error(f"more than {MAX_BLOCKS:,} blocks", hint="It is no export of one account.")
            at = start + size
            yield self._data[start:data], data << _SIZE_BITS | min(at - data, (1 << _SIZE_BITS) - 1)

    def _after_cid(self, at: int) -> int:
        """The offset of a block's content, after its address."""
        if _SHA_256.match(self._data, at):  # nearly all are such, and this is quick
            return at + 36
        if self._data[at : at + 2] == b"\x12\x20":  # of version 0: the hash alone
            return at + 34
        for _ in range(3):  # version, codec, hash
            _, at = self._varint(at)
        size, at = self._varint(at)
        return at + size

    def _varint(self, at: int) -> tuple[int, int]:
        """A number of seven bits a byte, and the offset after it. Raises ValueError where there is none."""
        number = 0
        for shift in range(0, 63, 7):
            if at >= len(self._data):
                break
            byte = self._data[at]
            number |= (byte & 0x7F) << shift
            at += 1
            if byte < 0x80:
                return number, at
        raise ValueError("not a number")
