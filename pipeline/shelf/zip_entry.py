"""Entries of ZIP archives that are the same whatever the day and the platform."""

from __future__ import annotations

import zipfile

_DATE = (1980, 1, 1, 0, 0, 0)
"""Date of every file: the earliest that a ZIP can state."""


def zip_entry(name: str, *, stored: bool) -> zipfile.ZipInfo:
    """The entry of a file. stored: it is not packed, for it would not get smaller, or must not be."""
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o100644 << 16
    entry.create_system = 3  # else the platform's
    return entry
