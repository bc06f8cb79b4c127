"""Pictures of Bluesky posts that lie beside an input, named by their CID as backup tools do."""

from __future__ import annotations

import os
import re

import libipld

from pipeline.model import Asset
from pipeline.sources.bluesky.lexicon import Blob
from pipeline.sources.reading.files import Input

_FOLDERS = ("", "blobs/")
_SUFFIXES = ("", ".jpg", ".jpeg", ".png", ".webp", ".gif", "@jpeg", "@png")
_CID = re.compile(r"baf[a-z2-7]{50,100}")


class Files:
    """The pictures beside an input, or in the folder `blobs` there: "bafkrei…", "bafkrei….jpg", "bafkrei…@jpeg"."""

    def __init__(self, item: Input) -> None:
        self._item = item
        self._folder = item.path.parent

    def find(self, cid: str) -> Asset | None:
        """The file of that CID, or None."""
        if not _CID.fullmatch(cid):
            return None
        for folder in _FOLDERS:
            for suffix in _SUFFIXES:
                name = f"{folder}{cid}{suffix}"
                if os.path.lexists(self._folder / name) and (asset := self._item.asset(name)):
                    return asset
        return None


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
    link = blob.ref.get("$link", blob.ref.get("link")) if isinstance(blob.ref, dict) else None
    return link if isinstance(link, str) else blob.cid
