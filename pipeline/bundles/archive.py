"""The ZIP of a bundle: the same bytes for the same files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_DATE = (1980, 1, 1, 0, 0, 0)
"""Date of every file in it: the earliest that a ZIP can state."""
_PACKED = (".epub", ".jpg", ".pdf", ".png", ".zip")
"""Endings of files that packing would not make smaller."""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The archive of these files, by their paths in it."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o100644 << 16
            entry.create_system = 3  # else the platform's
            archive.writestr(entry, data)
    return result.getvalue()
