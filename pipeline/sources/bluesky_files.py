"""Pictures of Bluesky posts that lie beside an input, named by their CID as backup tools do."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import libipld

from pipeline.model import Asset
from pipeline.sources.bluesky_record import Blob
from pipeline.sources.files import Input

_FOLDERS = ("", "blobs/")
_CID = re.compile(r"baf[a-z2-7]{50,}")
_PICTURE = re.compile(r"(?P<cid>baf[a-z2-7]{50,})(?:[.@](?:jpe?g|png|webp|gif))?", re.IGNORECASE)


class Files:
    """The pictures beside an input, or in the folder `blobs` there: "bafkrei…", "bafkrei….jpg", "bafkrei…@jpeg"."""

    def __init__(self, item: Input) -> None:
        self._item = item
        self._names = {match["cid"]: name for name in _names(item) if (match := _PICTURE.fullmatch(_base(name)))}

    def find(self, cid: str) -> Asset | None:
        """The file of that CID, or None."""
        name = self._names.get(cid)
        return self._item.asset(name) if name else None


def cid_of(blob: Blob | str | None) -> str:
    """The CID of a blob, or the one in the address at which the network serves it, or ""."""
    if isinstance(blob, str):
        match = _CID.search(blob)
        return match[0] if match else ""
    if blob is None:
        return ""
    if isinstance(blob.ref, bytes):
        try:
            return libipld.encode_cid(blob.ref)
        except ValueError:
            return ""
    link = blob.ref.get("$link") if isinstance(blob.ref, dict) else None
    return link if isinstance(link, str) else blob.cid


def _names(item: Input) -> Iterator[str]:
    for folder in _FOLDERS:
        try:
            with os.scandir(item.path.parent / folder) as entries:
                yield from sorted(folder + entry.name for entry in entries)
        except OSError:
            continue


def _base(name: str) -> str:
    return name.rpartition("/")[2]
