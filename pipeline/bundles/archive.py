"""The ZIP of a bundle: the same bytes for the same files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from pipeline.shelf.zip_entry import zip_entry

_PACKED = (".epub", ".jpg", ".pdf", ".png", ".zip")
"""Endings of files that packing would not make smaller."""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The archive of these files, by their paths in it."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as archive:
        for name, data in files.items():
            archive.writestr(zip_entry(name, stored=name.endswith(_PACKED)), data)
    return result.getvalue()
